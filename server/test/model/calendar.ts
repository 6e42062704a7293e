import { Temporal } from 'temporal-polyfill';

// Moments are milliseconds. Every answer comes from Temporal as it stands, slow and without a memory:
// the code under test has a faster calendar of its own.

const zoned = (at: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);

/** The same time of day `months` months on. */
export const plusMonths = (at: number, months: number, zone: string): number =>
  zoned(at, zone).add({ months }).epochMilliseconds;

/** The first moment of the local day `days` days on. */
export const startOfDayPlus = (at: number, days: number, zone: string): number =>
  zoned(at, zone).toPlainDate().add({ days }).toZonedDateTime(zone).epochMilliseconds;

/** The first moment after the local month that is `months` months on. */
export const endOfMonthPlus = (at: number, months: number, zone: string): number =>
  zoned(at, zone)
    .toPlainDate()
    .with({ day: 1 })
    .add({ months: months + 1 })
    .toZonedDateTime(zone).epochMilliseconds;
