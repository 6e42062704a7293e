import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { plusMonths } from './time.ts';

test('months are added as the calendar adds them, whatever the zone, the day and the moment', () => {
  const zones = [
    'Asia/Ho_Chi_Minh',
    'Asia/Kathmandu',
    'America/New_York',
    'Australia/Lord_Howe',
    'Pacific/Apia',
    'Europe/Dublin',
  ];
  // Half of the moments lie about the hour at which New York and Dublin change their clocks.
  const moments = fc.oneof(
    fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2040, 0) }),
    fc
      .tuple(
        fc.integer({ min: 1990, max: 2039 }),
        fc.constantFrom(2, 9, 10),
        fc.nat(35 * 86_400_000),
      )
      .map(([year, month, ms]) => Date.UTC(year, month, 1) + ms),
  );
  fc.assert(
    fc.property(
      moments,
      fc.integer({ min: -24, max: 24 }),
      fc.constantFrom(...zones),
      (ms, months, zone) => {
        const expected = Temporal.Instant.fromEpochMilliseconds(ms)
          .toZonedDateTimeISO(zone)
          .add({ months }).epochMilliseconds;
        expect(plusMonths(new Date(ms), months, zone).getTime()).toBe(expected);
      },
    ),
    { numRuns: 5_000 },
  );
});
