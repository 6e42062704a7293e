import pg from 'pg';
import { invariant } from './errors.ts';

// How the values PostgreSQL gives are read, of all connections of the process.

// Amounts and counts are bigint in the database and safe integers here; anything beyond is a fault.
pg.types.setTypeParser(pg.types.builtins.INT8, (text) => {
  const value = Number(text);
  invariant(Number.isSafeInteger(value), `bigint ${text} is beyond 2^53`);
  return value;
});
pg.types.setTypeParser(pg.types.builtins.NUMERIC, Number);
pg.types.setTypeParser(pg.types.builtins.DATE, (text) => text);

const anyInstant = pg.types.getTypeParser(pg.types.builtins.TIMESTAMPTZ);
pg.types.setTypeParser(
  pg.types.builtins.TIMESTAMPTZ,
  (text) => instantOf(text) ?? anyInstant(text),
);

/**
 * '2026-11-22 05:00:00.123456+00', as our sessions are told to write it, twice as fast as
 * the driver reads whatever it may be; undefined for what has another form (infinity, before 1000).
 */
function instantOf(text: string): Date | undefined {
  const end = text.length - 3;
  const common = text.charCodeAt(4) === HYPHEN && text.charCodeAt(0) > ZERO;
  if (!common || end < 19 || end > 26 || !text.endsWith('+00')) return undefined;
  return new Date(
    Date.UTC(
      two(text, 0) * 100 + two(text, 2),
      two(text, 5) - 1,
      two(text, 8),
      two(text, 11),
      two(text, 14),
      two(text, 17),
      end > 20 ? millisecondsOf(text, end) : 0,
    ),
  );
}

function millisecondsOf(text: string, end: number): number {
  let ms = 0;
  for (let at = 20; at < 23; at++) ms = ms * 10 + (at < end ? digit(text, at) : 0);
  return ms;
}

const two = (text: string, at: number) => digit(text, at) * 10 + digit(text, at + 1);
const digit = (text: string, at: number) => text.charCodeAt(at) - ZERO;
const ZERO = 48;
const HYPHEN = 45;
