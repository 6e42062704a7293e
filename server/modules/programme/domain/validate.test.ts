import type { Programme } from '@quen/contracts/programme.ts';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DomainError } from '../../../platform/errors.ts';
import { starterProgramme } from '../starter.ts';
import { type ProgrammeProblem, parseProgramme } from './validate.ts';

const shop = { currency: 'VND', timeZone: 'Asia/Ho_Chi_Minh' };
const good = starterProgramme(shop as never, new Date('2026-01-05T03:00:00Z'));
const [rule, tiers] = [good.earnRules[0] as Programme['earnRules'][0], good.tiers];

function refusal(raw: unknown, currency = 'VND'): DomainError {
  try {
    parseProgramme(raw, currency);
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('it was taken');
}
const problems = (raw: unknown, currency?: string) =>
  refusal(raw, currency).details.problems as ProgrammeProblem[];
/** Money is written with no-break spaces. */
const said = (raw: unknown, locale: 'vi' | 'en', currency?: string) =>
  problems(raw, currency).map(({ message }) => message[locale].replaceAll('\u00a0', ' '));

describe('a document that is wrong', () => {
  const wrong = {
    ...good,
    earnRules: [{ ...rule, per: 2_000_000_000, points: 0 }],
    tiers: [
      { ...tiers[0], name: { vi: '', en: '' } },
      { ...tiers[1], keep: 9_000_000 },
    ],
  };

  test('is told all at once, in sentences of both languages', () => {
    expect(said(wrong, 'vi')).toEqual([
      'Quy tắc tích điểm “Tích điểm mua hàng”: số tiền “cứ mỗi” không được quá 1.000.000.000 ₫.',
      'Quy tắc tích điểm “Tích điểm mua hàng”: số điểm phải từ 1 trở lên.',
      'Hạng thứ 1: tên còn trống.',
      'Hạng “Bạc”: mức giữ hạng không được cao hơn mức lên hạng (2.000.000 ₫).',
    ]);
    expect(said(wrong, 'en')).toEqual([
      'Earn rule “Points for purchases”: the amount of “every” must not exceed ₫1,000,000,000.',
      'Earn rule “Points for purchases”: the points must be 1 or more.',
      'Tier 1: the name is empty.',
      'Tier “Silver”: the spend to keep it may not exceed the spend to reach it (₫2,000,000).',
    ]);
    expect(refusal(wrong).details).toMatchObject({ path: '/earnRules/0/per' });
  });

  test('has its amounts said in the currency of the business', () => {
    expect(said({ ...good, earnRules: [{ ...rule, per: 2_000_000_000 }] }, 'en', 'USD')).toEqual([
      'Earn rule “Points for purchases”: the amount of “every” must not exceed $10,000,000.00.',
    ]);
  });

  test('is read by what was meant where there is a choice', () => {
    const wallet = { ...good.wallets[0], expiry: { kind: 'months', months: 0 } };
    expect(said({ ...good, wallets: [wallet] }, 'vi')).toEqual([
      'Ví “Điểm thưởng”: số tháng phải từ 1 trở lên.',
    ]);
    const unknown = { ...good.wallets[0], expiry: { kind: 'weeks', weeks: 3 } };
    expect(problems({ ...good, wallets: [unknown] }).map(({ path }) => path)).toEqual([
      '/wallets/0/expiry',
    ]);
  });

  test('says which step of a journey refers to what is gone, and which never ends', () => {
    const journey = {
      key: 'care',
      name: { vi: 'Chăm sóc', en: 'Care' },
      entry: { all: [] },
      holdoutPercent: 0,
      goalDays: 7,
      reentryDays: null,
      first: 'wait',
      steps: [
        { key: 'wait', kind: 'wait', days: 1, hours: 0, next: 'letter' },
        { key: 'letter', kind: 'message', template: 'hello', voucher: null, next: 'wait' },
      ],
    };
    expect(said({ ...good, journeys: [journey] }, 'vi')).toEqual([
      'Kịch bản “Chăm sóc”, bước 2: mẫu thư “hello” không còn trong chương trình.',
      'Kịch bản “Chăm sóc”: các bước quay vòng ở bước “wait”.',
    ]);
  });

  test('ends soon, however many ways lead through a journey', () => {
    const steps = Array.from({ length: 50 }, (_, i) => {
      const next = i === 49 ? null : `s${i + 1}`;
      return { key: `s${i}`, kind: 'branch', when: { all: [] }, yes: next, no: next };
    });
    const journey = { key: 'wide', name: { vi: 'Rộng', en: 'Wide' }, entry: { all: [] } };
    const rest = { holdoutPercent: 0, goalDays: 7, reentryDays: null, first: 's0', steps };
    const document = { ...good, journeys: [{ ...journey, ...rest }] };
    expect(parseProgramme(document, 'VND')).toEqual(document);
  });

  test('whatever stands in it, is refused in sentences that name a place and no machine', () => {
    const paths = leaves(good);
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.nat(paths.length - 1), { minLength: 1, maxLength: 6 }),
        fc.constantFrom<unknown>('', null, -1, 1e15, 1.5, [], {}, 'x'.repeat(500)),
        (picks, value) => {
          const document = structuredClone(good);
          for (const pick of picks) put(document, paths[pick] as string[], value);
          let found: ProgrammeProblem[];
          try {
            parseProgramme(document, 'VND');
            return;
          } catch (error) {
            found = (error as DomainError).details.problems as ProgrammeProblem[];
          }
          expect(found.length).toBeGreaterThan(0);
          for (const { path, message } of found) {
            expect(path).toMatch(/^\//);
            for (const text of [message.vi, message.en]) {
              expect(text).toMatch(/^[\p{Lu}“].*\S\.$/u);
              expect(text).not.toMatch(/“”|undefined|NaN|must match|schema is|>=|<=| {2}/);
            }
          }
        },
      ),
    );
  });
});

/** Paths of all that is neither a list nor an object. */
function leaves(value: unknown, path: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, part]) => leaves(part, [...path, key]));
}

function put(document: unknown, path: string[], value: unknown): void {
  const last = path.at(-1) as string;
  let at = document as Record<string, unknown>;
  for (const key of path.slice(0, -1)) {
    if (typeof at[key] !== 'object' || at[key] === null) return;
    at = at[key] as Record<string, unknown>;
  }
  at[last] = value;
}
