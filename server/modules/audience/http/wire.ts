import { Condition } from '@quen/contracts/conditions.ts';
import { type Static, type TSchema, Type } from 'typebox';
import { type Cell, toCsv } from '../../../platform/csv.ts';
import { DomainError } from '../../../platform/errors.ts';
import { Answer } from '../../../platform/route.ts';
import type { Person as PersonRow, Place } from '../store/people.ts';

export const nullable = <S extends TSchema>(schema: S) => Type.Union([schema, Type.Null()]);
export const Instant = Type.String({ format: 'date-time' });
export const Day = Type.String({ format: 'date' });
export const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
export const MaybeCondition = nullable(Condition);
export { Condition };
/** Both languages, of any length. */
export const Sentence = Type.Object({ vi: Type.String(), en: Type.String() });

/** `asOf` of every report: a day in the business's zone, today where it is left out. */
export const AsOfQuery = Type.Object(
  { asOf: Type.Optional(Type.String({ format: 'date' })) },
  { additionalProperties: false },
);

export const PageQuery = Type.Object(
  {
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 })),
    cursor: Type.Optional(Type.String({ maxLength: 100 })),
  },
  { additionalProperties: false },
);

/** A customer as lists show them. */
export const personProperties = {
  id: Type.String({ format: 'uuid' }),
  fullName: nullable(Type.String()),
  phone: nullable(Type.String()),
  email: nullable(Type.String()),
  tier: nullable(Type.String()),
  orders: Type.Integer(),
  spent: Type.Integer(),
  lastOrderAt: nullable(Instant),
};
export const Person = Type.Object(personProperties);

export const personAnswer = (person: PersonRow): Static<typeof Person> => ({
  id: person.id,
  fullName: person.fullName,
  phone: person.phone,
  email: person.email,
  tier: person.tier,
  orders: person.orders,
  spent: person.spent,
  lastOrderAt: person.lastOrderAt?.toISOString() ?? null,
});

/** Where a list of people goes on; opaque to clients. */
export function cursorAfter(people: readonly PersonRow[], limit: number): string | null {
  const last = people[limit - 1];
  if (!last || people.length <= limit) return null;
  return Buffer.from(`${last.spent}:${last.id}`).toString('base64url');
}

export function placeOf(cursor: string | undefined): Place | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  const text = Buffer.from(cursor, 'base64url').toString();
  const found = /^(-?\d{1,16}):([0-9a-f-]{36})$/.exec(text);
  if (!found) throw new DomainError('invalid_input', { problem: 'cursor is not one of ours' });
  return { spent: Number(found[1]), id: found[2] as string };
}

/** A table to download: CSV that spreadsheets open as it is. */
export function csvAnswer(
  fileName: string,
  { header, rows }: { header: readonly string[]; rows: Iterable<readonly Cell[]> },
): Answer<string> {
  return new Answer(200, toCsv(header, rows), {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${fileName}"`,
  });
}
