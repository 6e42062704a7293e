import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayOf, endOfDay, startOfDay } from './days.ts';

it('a day in Viet Nam begins at 17:00 UTC of the day before', () => {
  expect(startOfDay('2026-11-21', 'Asia/Ho_Chi_Minh')).toBe('2026-11-20T17:00:00.000Z');
  expect(endOfDay('2026-11-21', 'Asia/Ho_Chi_Minh')).toBe('2026-11-21T17:00:00.000Z');
});

it('days on which clocks change are 23 and 25 hours long', () => {
  const hours = (day: string) =>
    (Date.parse(endOfDay(day, 'Europe/Berlin')) - Date.parse(startOfDay(day, 'Europe/Berlin'))) /
    3_600_000;
  expect(hours('2026-03-29')).toBe(23);
  expect(hours('2026-10-25')).toBe(25);
});

it('the first and the last moment of a day belong to it', () => {
  const zones = fc.constantFrom('Asia/Ho_Chi_Minh', 'Europe/Berlin', 'America/New_York', 'UTC');
  const days = fc
    .date({ min: new Date('2000-01-02'), max: new Date('2035-12-30'), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10));
  fc.assert(
    fc.property(days, zones, (day, zone) => {
      expect(dayOf(startOfDay(day, zone), zone)).toBe(day);
      expect(dayOf(new Date(Date.parse(endOfDay(day, zone)) - 1), zone)).toBe(day);
    }),
  );
});
