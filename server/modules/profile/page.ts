import { Type } from 'typebox';
import { DomainError } from '../../platform/errors.ts';

/** Query of every list here. */
export const pageQuery = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  cursor: Type.Optional(Type.String({ maxLength: 200 })),
};

/** The first `limit` of `limit + 1` rows asked for, and where the rest begins. */
export function pageOf<R, I>(
  rows: readonly R[],
  limit: number,
  cursorOf: (row: R) => string,
  answer: (row: R) => I,
): { items: I[]; next: string | null } {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    items: shown.map(answer),
    next: rows.length > limit && last !== undefined ? cursorOf(last) : null,
  };
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** A cursor that is an id. Throws invalid_input for anything else. */
export function idCursor(cursor: string | undefined): string | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  if (!uuid.test(cursor)) throw new DomainError('invalid_input', { problem: 'cursor' });
  return cursor;
}

/** Where a list sorted by a number or a moment goes on; null value: among those that have none. */
export interface Place {
  value: number | null;
  id: string;
}

export const placeCursor = ({ value, id }: Place): string => `${value ?? ''}:${id}`;

export function placeOf(cursor: string | undefined): Place | undefined {
  if (cursor === undefined || cursor === '') return undefined;
  const [value = '', id = ''] = cursor.split(':');
  if (!/^-?\d{0,16}$/.test(value) || !uuid.test(id)) {
    throw new DomainError('invalid_input', { problem: 'cursor' });
  }
  return { value: value === '' ? null : Number(value), id };
}
