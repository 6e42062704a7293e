import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalisePhone } from '../../customers/index.ts';
import { dayOf, isClosed, localDay, tetDates } from './calendar.ts';
import { habits } from './habits.ts';
import { customerOf } from './people.ts';
import { HISTORY_DAYS, planBusiness } from './plan.ts';
import { chaptersOf } from './steps.ts';

const until = new Date('2026-11-21T05:00:00Z');
const plan = planBusiness({ seed: 'hien-moc', customers: 1500, until });

const people = fc
  .tuple(fc.string({ minLength: 1, maxLength: 8 }), fc.integer({ min: 0, max: 999_999 }))
  .map(([seed, index]) => customerOf(seed, index, 2026));

describe('people', () => {
  test('every phone is a Vietnamese mobile number in E.164', () => {
    fc.assert(
      fc.property(people, ({ phone }) => {
        expect(phone).toMatch(/^\+84(3[2-9]|5[689]|7[06-9]|8[1-9]|9\d)\d{7}$/);
        expect(normalisePhone(phone)).toBe(phone);
      }),
    );
  });

  test('names are composed Unicode, words in capitals, and no part comes twice', () => {
    fc.assert(
      fc.property(people, ({ fullName }) => {
        expect(fullName).toBe(fullName.normalize('NFC'));
        const words = fullName.split(' ');
        expect(words.length).toBeGreaterThanOrEqual(3);
        expect(words.every((word) => /^\p{Lu}\p{Ll}+$/u.test(word))).toBe(true);
        expect(new Set(words.slice(1)).size).toBe(words.length - 1);
      }),
    );
  });

  test('Thị is a woman and Văn a man', () => {
    fc.assert(
      fc.property(people, ({ fullName, gender }) => {
        if (fullName.split(' ')[1] === 'Thị') expect(gender).toBe('female');
        if (fullName.split(' ')[1] === 'Văn') expect(gender).toBe('male');
      }),
    );
  });

  test('birthdays exist, e-mail goes to nobody, consent only where there is an address', () => {
    fc.assert(
      fc.property(people, ({ birthday, email, consents }) => {
        if (birthday) {
          const { day, month, year } = birthday;
          const date = new Date(Date.UTC(year ?? 2024, month - 1, day));
          expect([date.getUTCMonth() + 1, date.getUTCDate()]).toEqual([month, day]);
        }
        if (email) expect(email).toMatch(/^[a-z.]+\d*@example\.(com|net|org)$/);
        else expect(consents.some(({ channel }) => channel === 'email')).toBe(false);
      }),
    );
  });

  test('no two share a phone or an e-mail address', () => {
    const many = Array.from({ length: 20_000 }, (_, i) => customerOf('s', i * 7, 2026));
    expect(new Set(many.map(({ phone }) => phone)).size).toBe(many.length);
    const addresses = many.flatMap(({ email }) => email ?? []);
    expect(new Set(addresses).size).toBe(addresses.length);
  });
});

describe('the story', () => {
  test('is the same for the same seed and day, and another for another seed', () => {
    const input = { seed: 'hien-moc', customers: 40, until };
    expect(planBusiness(input)).toEqual(planBusiness(input));
    expect(planBusiness({ ...input, seed: 'other' }).orders).not.toEqual(
      planBusiness(input).orders,
    );
  });

  test('more customers change nothing about the first ones', () => {
    const mine = (customers: number) =>
      planBusiness({ seed: 'hien-moc', customers, until })
        .orders.filter(({ customer }) => customer !== null && customer < 20)
        .map(({ customer, placedAt, total }) => [customer, placedAt.getTime(), total]);
    expect(mine(60)).toEqual(mine(20));
  });

  test('every receipt adds up, has a number of its own and lies within the history', () => {
    const from = dayOf(until) - HISTORY_DAYS;
    for (const { lines, discount, total, placedAt, points } of plan.orders) {
      const gross = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
      expect(total).toBe(gross - discount);
      expect(total).toBeGreaterThan(0);
      expect(points * 500).toBeLessThanOrEqual(total / 2);
      expect(placedAt <= until && dayOf(placedAt) > from).toBe(true);
    }
    expect(new Set(plan.orders.map(({ externalId }) => externalId)).size).toBe(plan.orders.length);
  });

  test('receipts come in time, and returns after their receipt', () => {
    const at = new Map(plan.orders.map(({ externalId, placedAt }) => [externalId, placedAt]));
    plan.orders.forEach(({ placedAt }, i) => {
      expect(placedAt >= (plan.orders[i - 1]?.placedAt ?? placedAt)).toBe(true);
    });
    for (const item of plan.returns) expect(item.at > (at.get(item.order) as Date)).toBe(true);
    expect(plan.returns.length).toBeGreaterThan(0);
  });

  test('nothing is sold while the shops are shut for Tết, and much in the weeks before', () => {
    expect(plan.orders.some(({ placedAt }) => isClosed(dayOf(placedAt)))).toBe(false);
    const tet = dayOf(new Date('2026-02-17T05:00:00Z'));
    const revenue = (from: number, to: number) =>
      plan.orders
        .filter(({ placedAt }) => dayOf(placedAt) >= from && dayOf(placedAt) < to)
        .reduce((sum, { total }) => sum + total, 0) /
      (to - from);
    expect(revenue(tet - 14, tet - 1)).toBeGreaterThan(2 * revenue(tet + 30, tet + 60));
  });

  test('there are regulars, people drifting away, people gone, and people who came back', () => {
    const visits = new Map<number, number[]>();
    for (const { customer, placedAt } of plan.orders) {
      if (customer !== null) {
        visits.set(customer, [...(visits.get(customer) ?? []), placedAt.getTime()]);
      }
    }
    const days = (ms: number) => ms / 86_400_000;
    const away = [...visits.values()].map((times) => days(until.getTime() - (times.at(-1) ?? 0)));
    const share = (from: number, to: number) =>
      away.filter((d) => d >= from && d < to).length / away.length;
    expect(share(0, 30)).toBeGreaterThan(0.2);
    expect(share(90, 180)).toBeGreaterThan(0.08);
    expect(share(180, 600)).toBeGreaterThan(0.1);
    const cameBack = [...visits.values()].filter((times) =>
      times.some((at, i) => i > 0 && days(at - (times[i - 1] as number)) > 90),
    );
    expect(cameBack.length / visits.size).toBeGreaterThan(0.05);
  });
});

describe('the calendar', () => {
  test('shares of the habits make a whole', () => {
    expect(habits.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 6);
  });

  test("Tết is within a day of the first of China's lunar year as ICU computes it", () => {
    const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', {
      month: 'numeric',
      day: 'numeric',
      timeZone: 'Asia/Ho_Chi_Minh',
    });
    for (const date of tetDates) {
      const noon = Date.parse(`${date}T05:00:00Z`);
      const around = [-1, 0, 1].map((days) => lunar.format(new Date(noon + days * 86_400_000)));
      expect(around).toContain('1/1');
    }
  });

  test('a day knows its date and weekday', () => {
    expect(localDay(dayOf(new Date('2026-11-20T17:00:00Z')))).toEqual({
      month: 11,
      date: 21,
      weekday: 6,
    });
  });
});

describe('chapters', () => {
  const chapters = chaptersOf(plan);

  test('hold every order and return once, and every customer joins with their first receipt', () => {
    const steps = chapters.flatMap(({ strands }) => strands.flat());
    const told = steps.flatMap(({ orders }) => orders.map(({ externalId }) => externalId));
    expect(told.sort()).toEqual(plan.orders.map(({ externalId }) => externalId).sort());
    expect(steps.flatMap(({ returns }) => returns).length).toBe(plan.returns.length);
    const joined = steps.flatMap(({ joining }) => joining.map(({ customer }) => customer.index));
    expect(new Set(joined).size).toBe(joined.length);
    for (const { joining, orders } of steps) {
      for (const { customer, at } of joining) {
        const first = orders.find((order) => order.customer === customer.index);
        expect(first?.placedAt).toEqual(at);
      }
    }
  });

  test('no customer is in two strands, and each strand goes forward in time', () => {
    const strandOf = new Map<number, number>();
    const clock: number[] = [];
    for (const { strands } of chapters) {
      strands.forEach((steps, strand) => {
        for (const step of steps) {
          expect(step.at.getTime()).toBeGreaterThanOrEqual(clock[strand] ?? 0);
          clock[strand] = step.at.getTime();
          for (const { customer } of step.orders) {
            if (customer === null) continue;
            expect(strandOf.get(customer) ?? strand).toBe(strand);
            strandOf.set(customer, strand);
          }
        }
      });
    }
  });
});
