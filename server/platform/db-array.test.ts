import fc from 'fast-check';
import { expect, test } from 'vitest';
import { testDatabase } from '../test/harness.ts';
import { sql } from './db.ts';
import { arrayLiteral } from './db-array.ts';

const { db } = await testDatabase();

test('an array that PostgreSQL reads back is the array that was written', async () => {
  // NUL is what PostgreSQL cannot keep, and a lone surrogate has no UTF-8.
  const text = fc
    .oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('', 'NULL', 'null', '{}', ',', '"', '\\', '\\\\"', '\n', 'Tích điểm', ' x '),
    )
    .filter((s) => !s.includes('\0'));
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.option(text)),
      fc.array(fc.option(fc.maxSafeInteger().filter((n) => !Object.is(n, -0)))),
      fc.array(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2999-12-31'), noInvalidDate: true }),
      ),
      fc.array(fc.uint8Array().map((bytes) => Buffer.from(bytes))),
      fc.array(fc.json()),
      fc.array(fc.option(fc.uuid())),
      fc.array(fc.option(fc.integer())),
      fc.array(fc.option(fc.integer({ min: -32768, max: 32767 }))),
      fc.array(fc.option(fc.boolean())),
      async (texts, numbers, dates, bytes, documents, ids, ints, smalls, flags) => {
        const row = await db.global((q) =>
          q.one(sql`
            select ${texts}::text[] as texts, ${numbers}::bigint[]::text[] as numbers,
                   ${dates}::timestamptz[] as dates, ${bytes}::bytea[] as bytes,
                   ${documents}::json[]::text[] as documents,
                   ${documents}::jsonb[] = ${documents}::json[]::text[]::jsonb[] as alike, ${ids}::uuid[]::text[] as ids,
                   ${ints}::int[] as ints, ${smalls}::smallint[] as smalls,
                   ${flags}::boolean[] as flags`),
        );
        const written = numbers.map((n) => (n === null ? null : String(n)));
        expect(row).toEqual({
          ...{ texts, numbers: written, dates, bytes, documents, alike: true },
          ...{ ids, ints, smalls, flags },
        });
      },
    ),
    { numRuns: 200 },
  );
});

test('the kinds of values each have their form', () => {
  expect(
    arrayLiteral(['a', null, undefined, 7, true, new Date(0), Buffer.from('hi'), { a: 'b' }, [1]]),
  ).toBe('{"a",NULL,NULL,7,true,"1970-01-01T00:00:00.000Z","\\\\x6869","{\\"a\\":\\"b\\"}",{1}}');
});

test.each([
  ['uuid', sql`select ${['0190a1b2']}::uuid[]`],
  ['uuid', sql`select ${['0190a1b2-aaaa-7bbb-8ccc-0123456789ag']}::uuid[]`],
  ['uuid', sql`select ${['0190a1b2-aaaa-7bbb-8ccc-0123456789aế']}::uuid[]`],
  ['bigint', sql`select ${[1.5]}::bigint[]`],
  ['int', sql`select ${[2 ** 31]}::int[]`],
  ['timestamptz', sql`select ${['soon']}::timestamptz[]`],
])('what is no %s is refused by PostgreSQL, in its own words', async (_type, statement) => {
  await expect(db.global((q) => q.run(statement))).rejects.toMatchObject({
    code: expect.stringMatching(/^22/),
  });
});

test('what only PostgreSQL can read as a moment it reads', async () => {
  const row = await db.global((q) =>
    q.one<{ at: Date[] }>(sql`select ${['2026-11-21 07:00+07', 'epoch']}::timestamptz[] as at`),
  );
  expect(row?.at).toEqual([new Date('2026-11-21T00:00:00Z'), new Date(0)]);
});
