import { Liquid, type Template } from 'liquidjs';
import { formatMoney } from '../../../platform/money.ts';
import { type Fault, MAX_BODY, MAX_SUBJECT } from './protocol.ts';

/**
 * Liquid with everything shut that a message does not need: no files or partials, no inherited
 * properties, unknown names refused, limits on size, time and memory. The limits are the first
 * wall; the thread that runs this is killed if one of them should leak.
 */
function engine(outputEscape: 'escape' | undefined): Liquid {
  const liquid = new Liquid({
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: true,
    // {% if voucher %} may ask for what is not there; printing it may not.
    lenientIf: true,
    // An empty set of partials in memory, so that no tag can reach a file.
    templates: {},
    relativeReference: false,
    dynamicPartials: false,
    parseLimit: 2_000_000,
    renderLimit: 500,
    memoryLimit: 5_000_000,
    ...(outputEscape ? { outputEscape } : {}),
  });
  for (const tag of ['include', 'render', 'layout', 'block']) delete liquid.tags[tag];
  liquid.registerFilter('number', function (value: unknown) {
    const locale = this.context.getSync(['locale']) === 'en' ? 'en-US' : 'vi-VN';
    return new Intl.NumberFormat(locale).format(Number(value));
  });
  liquid.registerFilter('money', function (value: unknown) {
    const locale = this.context.getSync(['locale']) === 'en' ? 'en' : 'vi';
    return formatMoney(Number(value), String(this.context.getSync(['currency'])), locale);
  });
  // Unlike capitalize it leaves the rest alone: "chị Ánh" → "Chị Ánh".
  liquid.registerFilter('capfirst', (value: unknown) => {
    const text = String(value ?? '');
    return text.charAt(0).toLocaleUpperCase('vi') + text.slice(1);
  });
  // What comes from customers is escaped, always: raw passes its value on without switching that off.
  liquid.registerFilter('raw', (value: unknown) => value);
  return liquid;
}

const subjects = engine(undefined);
const bodies = engine('escape');

const parsed = new Map<string, Template[]>();
const PARSED_KEPT = 50;

function parse(liquid: Liquid, text: string): Template[] {
  const key = `${liquid === bodies ? 'b' : 's'}${text}`;
  let templates = parsed.get(key);
  if (!templates) {
    templates = liquid.parse(text);
    if (parsed.size >= PARSED_KEPT) parsed.clear();
    parsed.set(key, templates);
  }
  return templates;
}

function run(
  part: 'subject' | 'body',
  liquid: Liquid,
  text: string,
  data: Record<string, unknown>,
): string {
  try {
    return String(liquid.renderSync(parse(liquid, text), data));
  } catch (error) {
    throw Object.assign(error as Error, { in: part });
  }
}

/** Subject on one line and body as HTML. Throws with what is wrong for the template's author. */
export function fill(
  subject: string,
  html: string,
  data: Record<string, unknown>,
): { subject: string; html: string } {
  const line = run('subject', subjects, subject, data);
  const body = run('body', bodies, html, data);
  if (body.length > MAX_BODY) throw new Error(`the message is longer than ${MAX_BODY} characters`);
  return {
    // A line break in a subject would start a header of the mail.
    subject: line
      .replace(/[\s\p{Cc}]+/gu, ' ')
      .trim()
      .slice(0, MAX_SUBJECT)
      .toWellFormed(),
    html: body,
  };
}

/**
 * What the author did wrong, in one line. Positions count in the compiled HTML, which the author
 * never sees: the piece of Liquid at fault is quoted instead, to be found again in what they wrote.
 */
export function faultOf(error: unknown): Fault {
  const fault = error as {
    message?: string;
    originalError?: Error;
    token?: { input?: string; begin?: number; end?: number };
    in?: 'subject' | 'body';
  };
  const message = (fault.originalError?.message ?? fault.message ?? String(error)).split('\n')[0];
  const problem = (message ?? '').replace(/, line:\d+, col:\d+$/, '').slice(0, 300);
  const { input, begin = 0, end = 0 } = fault.token ?? {};
  const quoted = input?.slice(begin, end).trim();
  if (!input || !quoted || !fault.in) return { problem, ...(fault.in ? { in: fault.in } : {}) };
  const nth = input.slice(0, begin).split(quoted).length;
  return { problem, quoted, nth, in: fault.in };
}
