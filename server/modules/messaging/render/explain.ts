import type { LocalText } from '@quen/contracts/text.ts';
import type { Fault } from './protocol.ts';

interface Source {
  subject: string;
  body: string;
}

/** What the libraries say, and how it is said to somebody who writes letters. $1 is what they name. */
const causes: readonly [RegExp, LocalText][] = [
  [
    /^undefined variable: (.+)$/,
    { vi: 'không có dữ liệu nào tên là “$1”', en: 'there is nothing called “$1”' },
  ],
  [/^undefined filter: (.+)$/, { vi: 'không có bộ lọc “$1”', en: 'there is no filter “$1”' }],
  [
    /^tag "(end\w+|else|elsif|when)" not found$/,
    { vi: 'trước “$1” không có lệnh mở', en: 'nothing is opened before “$1”' },
  ],
  [/^tag "(.+)" not found$/, { vi: 'không có lệnh “$1”', en: 'there is no tag “$1”' }],
  [
    /^(?:tag|output) (?:"|)?(.+?)"? not closed$/,
    { vi: '“$1” mở ra mà không đóng lại', en: '“$1” is opened and never closed' },
  ],
  [
    /^invalid value expression: ""$/,
    { vi: 'giữa hai dấu {{ và }} chưa có gì', en: 'there is nothing between {{ and }}' },
  ],
  [
    /^invalid value expression: "(.+)"$/,
    { vi: 'không hiểu “$1”', en: '“$1” cannot be understood' },
  ],
  [
    /limit exceeded|too much memory|longer than \d+ (?:ms|characters)/,
    { vi: 'mẫu quá dài hoặc lặp quá nhiều', en: 'it is too long or repeats too much' },
  ],
  [
    /MJML/i,
    {
      vi: 'nội dung phải là MJML, nằm trọn trong <mjml>…</mjml>',
      en: 'the text must be MJML, all of it within <mjml>…</mjml>',
    },
  ],
  [
    /messages are waiting|rendering thread/,
    { vi: 'máy đang bận, hãy thử lại', en: 'the machine is busy; try again' },
  ],
];

/** Longest piece of a template quoted in a sentence. */
const QUOTED = 60;

/** "Dòng 12 của nội dung: không có bộ lọc “giam”.", as far as line and cause are known. */
export function explain(fault: Fault, source?: Source): LocalText {
  const line = source && lineOf(fault, source);
  const cause = causeOf(fault);
  const vi = fault.in === 'subject' ? 'tiêu đề' : 'nội dung';
  const en = fault.in === 'subject' ? 'the subject' : 'the text';
  return {
    vi: sentence(line ? `Dòng ${line} của ${vi}: ` : '', cause.vi),
    en: sentence(line ? `Line ${line} of ${en}: ` : '', cause.en),
  };
}

const sentence = (place: string, cause: string) =>
  `${place || cause.charAt(0).toUpperCase()}${place ? cause : cause.slice(1)}.`;

function causeOf({ problem, quoted }: Fault): LocalText {
  for (const [pattern, { vi, en }] of causes) {
    const named = beginning(pattern.exec(problem)?.[1] ?? '').slice(0, QUOTED);
    if (pattern.test(problem)) return { vi: vi.replace('$1', named), en: en.replace('$1', named) };
  }
  const piece = quoted?.slice(0, QUOTED);
  return {
    vi: piece ? `không hiểu “${piece}”` : 'không đọc được mẫu này',
    en: piece ? `“${piece}” cannot be understood (${problem})` : problem,
  };
}

/** The line of what was written in which the quoted piece stands, the nth of its kind. */
function lineOf({ quoted, nth = 1, in: part }: Fault, source: Source): number | undefined {
  if (!part) return undefined;
  const text = source[part];
  // Nothing is quoted of an empty pair of braces.
  const piece = quoted ?? /\{\{-?\s*-?\}\}/.exec(text)?.[0];
  if (!piece) return undefined;
  const found = text.split(piece);
  if (found.length > 1)
    return found
      .slice(0, Math.min(nth, found.length - 1))
      .join(piece)
      .split('\n').length;
  // What was never closed runs on into HTML that the author did not write.
  const start = beginning(piece);
  const alone = start.length > 2 ? text.split(start) : [];
  return alone.length === 2 ? alone[0]?.split('\n').length : undefined;
}

/** A piece of Liquid as far as it stands in one line and is no HTML. */
const beginning = (piece: string) => (/^[^<\n\\]*/.exec(piece)?.[0] ?? '').trim();
