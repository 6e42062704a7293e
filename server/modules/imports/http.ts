import { importFields } from '@quen/contracts/imports.ts';
import { type Static, Type } from 'typebox';
import { DomainError } from '../../platform/errors.ts';
import { Answer, type AnyRoute, type RouteContext, route } from '../../platform/route.ts';
import {
  cancelImport,
  changeReading,
  importById,
  type KeptFile,
  keepFile,
  registerImport,
  startImport,
} from './cases.ts';
import { missingFields } from './columns.ts';
import { dropUpload } from './files.ts';
import type { Import, Summary as SummaryRow } from './model.ts';
import { encodings } from './read/encoding.ts';
import { reasonOf, rejectsCsv } from './rejects.ts';
import { firstRejects, type StoredReject, selectImports } from './store.ts';

const tag = 'Imports';
const access = 'imports.write' as const;
const nullable = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Union([schema, Type.Null()]);
const Instant = Type.String({ format: 'date-time' });
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
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

const ImportAnswer = Type.Object({
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

function answer(
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

const whereOf = ({ db, config, tenant, caller }: RouteContext) => ({
  db,
  config,
  tenant,
  actor: caller.actor,
});

/** Reads a multipart form whose parts may come in any order. */
async function readForm(context: RouteContext) {
  const { request, config } = context;
  if (!request.isMultipart()) {
    throw new DomainError('invalid_input', { problem: 'a multipart form with a file is needed' });
  }
  let kept: KeptFile | undefined;
  let fileName = '';
  const fields = new Map<string, string>();
  try {
    for await (const part of request.parts()) {
      if (part.type === 'field') fields.set(part.fieldname, String(part.value));
      else {
        fileName = part.filename.normalize('NFC').slice(-200);
        kept = await keepFile(whereOf(context), part.file);
      }
    }
  } catch (error) {
    if (kept) await dropUpload(config, kept.path);
    throw error;
  }
  if (!kept) throw new DomainError('invalid_input', { problem: 'the form has no file' });
  return { kept, fileName: fileName || 'file', fields };
}

const upload = route({
  method: 'POST',
  url: '/v1/imports',
  access,
  summary: 'Upload a file to import',
  description:
    'A multipart form: `file` (CSV or XLSX), `kind` (orders or customers; default orders), `source` (the system its numbers come from; default import). Nothing is imported yet: the answer says what is in the file and guesses its columns.',
  tag,
  status: 201,
  response: ImportAnswer,
  errors: [
    'payload_too_large',
    'file_empty',
    'file_not_text',
    'file_is_old_excel',
    'file_not_spreadsheet',
    'xlsx_broken',
    'xlsx_expands_too_far',
    'csv_quote_open',
    'duplicate_header',
    'header_unreadable',
  ],
  handle: async (_, context) => {
    const { kept, fileName, fields } = await readForm(context);
    const kind = fields.get('kind') ?? 'orders';
    const source = (fields.get('source') ?? '').trim() || 'import';
    if ((kind !== 'orders' && kind !== 'customers') || source.length > 40) {
      await dropUpload(context.config, kept.path);
      throw new DomainError('invalid_input', { problem: 'kind or source' });
    }
    return answer(await registerImport(whereOf(context), { kind, source, fileName, kept }));
  },
});

const Choice = <S extends Parameters<typeof Type.Union>[0][number]>(schema: S) =>
  Type.Optional(nullable(schema));

const change = route({
  method: 'PATCH',
  url: '/v1/imports/:id',
  access,
  summary: 'Decide how a file is read',
  description:
    'Columns by field name, and what could not be told from the file. A sheet, encoding or delimiter other than found has the file looked at again.',
  tag,
  params: Id,
  body: Type.Object(
    {
      mapping: Type.Optional(
        Type.Record(Type.String({ maxLength: 40 }), Type.String({ maxLength: 200 }), {
          maxProperties: 50,
        }),
      ),
      source: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
      sheet: Choice(Type.String({ maxLength: 200 })),
      encoding: Choice(Type.Enum([...encodings])),
      delimiter: Choice(Type.Enum([',', ';', '\t', '|'])),
      dayOrder: Choice(Type.Enum(['dmy', 'mdy'])),
      decimalMark: Choice(Type.Enum(['dot', 'comma'])),
    },
    { additionalProperties: false },
  ),
  response: ImportAnswer,
  errors: ['import_state', 'column_unknown', 'sheet_unknown'],
  handle: async ({ params, body: { mapping, ...choices } }, context) =>
    answer(
      await changeReading(whereOf(context), params.id, {
        ...(mapping ? { mapping } : {}),
        choices,
      }),
    ),
});

const check = route({
  method: 'POST',
  url: '/v1/imports/:id/check',
  access,
  summary: 'Dry run: what the import would do',
  description: 'Runs in the background on the same path as the import and writes nothing.',
  tag,
  params: Id,
  status: 202,
  response: ImportAnswer,
  errors: ['import_state', 'mapping_incomplete'],
  write: async (tx, { params }) => answer(await startImport(tx, params.id, true)),
});

const run = route({
  method: 'POST',
  url: '/v1/imports/:id/run',
  access,
  summary: 'Import the file',
  description:
    'Runs in the background. One that was cut off or cancelled goes on where it was; importing the same file again changes nothing.',
  tag,
  params: Id,
  status: 202,
  response: ImportAnswer,
  errors: ['import_state', 'mapping_incomplete'],
  write: async (tx, { params }) => answer(await startImport(tx, params.id, false)),
});

const cancel = route({
  method: 'POST',
  url: '/v1/imports/:id/cancel',
  access,
  summary: 'Stop an import or a dry run',
  description: 'The batch in flight is undone; what was imported before it stays.',
  tag,
  params: Id,
  response: ImportAnswer,
  errors: ['import_state'],
  write: async (tx, { params }) => answer(await cancelImport(tx, params.id)),
});

const list = route({
  method: 'GET',
  url: '/v1/imports',
  access,
  summary: 'Imports, newest first',
  tag,
  query: Type.Object(
    {
      limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })),
      cursor: Type.Optional(Type.String({ format: 'uuid' })),
    },
    { additionalProperties: false },
  ),
  response: Type.Object({ items: Type.Array(ImportAnswer), next: nullable(Type.String()) }),
  read: async (tx, { query: { limit = 20, cursor } }) => {
    const found = await selectImports(tx, { cursor, limit: limit + 1 });
    return {
      items: found.slice(0, limit).map((one) => answer(one)),
      next: found.length > limit ? (found[limit - 1]?.id ?? null) : null,
    };
  },
});

const one = route({
  method: 'GET',
  url: '/v1/imports/:id',
  access,
  summary: 'An import: what it found, how far it is, what it did',
  tag,
  params: Id,
  response: ImportAnswer,
  read: async (tx, { params }) => {
    const found = await importById(tx, params.id);
    // While it works the page asks twice a second; the examples can wait.
    const working = found.state === 'running' || found.state === 'checking';
    return answer(found, working ? [] : await firstRejects(tx, found.id));
  },
});

const rejects = route({
  method: 'GET',
  url: '/v1/imports/:id/rejects.csv',
  access,
  summary: 'Rejected rows with their reasons, to be fixed and imported again',
  tag,
  params: Id,
  query: Type.Object(
    { locale: Type.Optional(Type.Enum(['vi', 'en'])) },
    { additionalProperties: false },
  ),
  response: Type.String({ description: 'text/csv' }),
  handle: async ({ params, query }, { db, tenant, caller }) => {
    const found = await db.tx(tenant, caller.actor, (tx) => importById(tx, params.id));
    const locale = query.locale ?? tenant.locale;
    return new Answer(200, rejectsCsv(db, tenant, caller.actor, found, locale), {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="rejects-${found.id}.csv"`,
    });
  },
});

export const importRoutes: readonly AnyRoute[] = [
  upload,
  list,
  one,
  change,
  check,
  run,
  cancel,
  rejects,
];
