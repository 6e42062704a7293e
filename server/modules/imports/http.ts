import { Type } from 'typebox';
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
import { dropUpload } from './files.ts';
import { encodings } from './read/encoding.ts';
import { rejectsCsv } from './rejects.ts';
import { firstRejects, selectImports } from './store.ts';
import { answer, ImportAnswer, nullable } from './wire.ts';

const tag = 'Imports';
const access = 'imports.write' as const;
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
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
