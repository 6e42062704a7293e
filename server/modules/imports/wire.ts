import { importFields } from '@quen/contracts/imports.ts';
import { type Static, Type } from 'typebox';
import { missingFields } from './columns.ts';
import type { Import, Summary as SummaryRow } from './model.ts';
import { reasonOf } from './rejects.ts';
import type { StoredReject } from './store.ts';

export const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);
const Instant = Type.String({ format: 'date-time' });
const Kind = Type.Enum(['orders', 'customers']);
const Sentence = Type.Object({ vi: Type.String(), en: Type.String() });
const MappingAnswer = Type.Record(Type.String(), Type.String());

const Summary = Type.Object({
  /** Rows of the file; posted and duplicates count what they say (orders, customers). */
  rows: Type.Integer(),
  posted: Type.Integer(),
  duplicates: Type.Integer(),
  /** Rows. */
  rejected: Type.Integer(),
  /** New customers. */
  customers: Type.Integer(),
  revenue: Type.Integer(),
  points: Type.Integer(),
  tiers: Type.Array(Type.Object({ tier: Type.String(), customers: Type.Integer() })),
  firstAt: nullable(Instant),
  lastAt: nullable(Instant),
  seconds: Type.Number(),
  rowsPerSecond: Type.Integer(),
  dayOrder: Type.Enum(['dmy', 'mdy']),
  /** False where no date of the file told day from month. */
  dayOrderProven: Type.Boolean(),
  reasons: Type.Array(
    Type.Object({
      code: Type.String(),
      rows: Type.Integer(),
      /** The first row it hit, and the reason there. */
      row: nullable(Type.Integer()),
      message: Sentence,
    }),
  ),
});

/** An import on the wire. */
export const ImportAnswer = Type.Object({
  id: Type.String({ format: 'uuid' }),
  kind: Kind,
  fileName: Type.String(),
  fileSize: Type.Integer(),
  state: Type.Enum(['uploaded', 'checking', 'checked', 'running', 'done', 'failed', 'cancelled']),
  format: Type.Enum(['csv', 'xlsx']),
  encoding: nullable(Type.String()),
  delimiter: nullable(Type.String()),
  sheet: nullable(Type.String()),
  sheets: Type.Array(Type.String()),
  columns: Type.Array(Type.String()),
  /** What columns may mean. */
  fields: Type.Array(
    Type.Object({
      key: Type.String(),
      label: Sentence,
      required: Type.Boolean(),
      hint: Type.Optional(Sentence),
    }),
  ),
  /** Field to column; after an upload, a guess. */
  mapping: MappingAnswer,
  /** Fields that have no column yet and need one. */
  missing: Type.Array(Type.String()),
  options: Type.Object({
    source: Type.String(),
    dayOrder: nullable(Type.String()),
    decimalMark: nullable(Type.String()),
  }),
  /** The first rows. */
  preview: Type.Array(Type.Array(Type.Unsafe<string | number>({}))),
  /** Rows of the file, once it has been looked through. */
  totalRows: nullable(Type.Integer()),
  rows: Type.Integer(),
  posted: Type.Integer(),
  duplicates: Type.Integer(),
  rejected: Type.Integer(),
  rowsPerSecond: Type.Integer(),
  /** What the last dry run foresaw. */
  forecast: nullable(Summary),
  /** What the import has done. */
  summary: nullable(Summary),
  error: nullable(Type.Object({ code: Type.String(), message: Sentence })),
  /** Whether it was cut off or cancelled half way and goes on where it was. */
  resumable: Type.Boolean(),
  createdBy: Type.String(),
  createdAt: Instant,
  startedAt: nullable(Instant),
  finishedAt: nullable(Instant),
});

function summaryAnswer(
  summary: SummaryRow | null,
  examples: readonly StoredReject[],
): Static<typeof Summary> | null {
  if (!summary) return null;
  const { tiers, reasons, ...rest } = summary;
  return {
    ...rest,
    tiers: Object.entries(tiers).map(([tier, customers]) => ({ tier, customers })),
    reasons: Object.entries(reasons)
      .toSorted((a, b) => b[1] - a[1])
      .map(([code, rows]) => {
        const example = examples.find((e) => e.code === code);
        return {
          code,
          rows,
          row: example?.no ?? null,
          message: reasonOf(example ?? { code, details: {} }),
        };
      }),
  };
}

/** An import as the API tells it; `examples` are the first rows each reason hit. */
export function answer(
  given: Import,
  examples: readonly StoredReject[] = [],
): Static<typeof ImportAnswer> {
  const { summary, choices, format, error } = given;
  return {
    id: given.id,
    kind: given.kind,
    fileName: given.fileName,
    fileSize: given.fileSize,
    state: given.state,
    ...format,
    columns: given.columns,
    fields: [...importFields[given.kind]],
    mapping: given.mapping,
    missing: missingFields(given.kind, new Set(Object.keys(given.mapping))),
    options: {
      source: choices.source,
      dayOrder: choices.dayOrder ?? null,
      decimalMark: choices.decimalMark ?? null,
    },
    preview: given.preview,
    totalRows: given.totalRows,
    rows: summary?.rows ?? 0,
    posted: summary?.posted ?? 0,
    duplicates: summary?.duplicates ?? 0,
    rejected: summary?.rejected ?? 0,
    rowsPerSecond: summary?.rowsPerSecond ?? 0,
    forecast: summaryAnswer(given.forecast, examples),
    summary: summaryAnswer(summary, examples),
    error: error && { code: error.code, message: reasonOf(error) },
    resumable:
      (given.state === 'failed' || given.state === 'cancelled') &&
      given.checkpoint.some((row) => row > 0),
    createdBy: given.createdBy,
    createdAt: given.createdAt.toISOString(),
    startedAt: given.startedAt?.toISOString() ?? null,
    finishedAt: given.finishedAt?.toISOString() ?? null,
  };
}
