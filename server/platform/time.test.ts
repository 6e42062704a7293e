import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { endOfMonthPlus, plusMonths, startOfDayPlus } from './time.ts';

const zones = fc.constantFrom(
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'America/New_York',
  // Clocks change at midnight: some days there begin at one o'clock.
  'America/Santiago',
  'Asia/Beirut',
  'Australia/Lord_Howe',
  // Left out a whole day, 30 December 2011.
  'Pacific/Apia',
  'Europe/Dublin',
);

// Half of the moments lie about the hour at which New York and Dublin change their clocks.
const moments = fc.oneof(
  fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) }),
  fc
    .tuple(
      fc.integer({ min: 1990, max: 2039 }),
      fc.constantFrom(2, 8, 9, 10, 11),
      fc.nat(35 * 86_400_000),
    )
    .map(([year, month, ms]) => Date.UTC(year, month, 1) + ms),
);

const zoned = (ms: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);

const asTheCalendar = (
  expected: (ms: number, count: number, zone: string) => Temporal.ZonedDateTime,
  ours: (at: Date, count: number, zone: string) => Date,
) =>
  fc.assert(
    fc.property(moments, fc.integer({ min: -24, max: 24 }), zones, (ms, count, zone) => {
      expect(ours(new Date(ms), count, zone).getTime()).toBe(
        expected(ms, count, zone).epochMilliseconds,
      );
    }),
    { numRuns: 5_000 },
  );

test('months are added as the calendar adds them, whatever the zone, the day and the moment', () => {
  asTheCalendar((ms, months, zone) => zoned(ms, zone).add({ months }), plusMonths);
});

test('a day starts as the calendar has it, also where there is no midnight', () => {
  asTheCalendar(
    (ms, days, zone) => zoned(ms, zone).toPlainDate().add({ days }).toZonedDateTime(zone),
    startOfDayPlus,
  );
});

test('a month ends where the calendar begins the next one', () => {
  asTheCalendar(
    (ms, months, zone) =>
      zoned(ms, zone)
        .toPlainDate()
        .with({ day: 1 })
        .add({ months: months + 1 })
        .toZonedDateTime(zone),
    endOfMonthPlus,
  );
});
