import { Programme } from '@quen/contracts/programme.ts';
import { LocalText } from '@quen/contracts/text.ts';
import { type Static, Type } from 'typebox';
import { DomainError } from '../../platform/errors.ts';
import { Answer, type AnyRoute, route } from '../../platform/route.ts';
import { diffProgrammes } from './domain/diff.ts';
import { type ProgrammeProblem, parseProgramme } from './domain/validate.ts';
import { publishProgramme, sameLadder } from './publish.ts';
import { previewLadder } from './tiers.ts';
import {
  currentProgramme,
  dropDraft,
  type ProgrammeVersion,
  programmeVersion,
  programmeVersions,
  readDraft,
  saveDraft,
} from './versions.ts';

const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(type: T) =>
  Type.Union([type, Type.Null()]);

const Summary = {
  version: Type.Integer(),
  effectiveAt: Nullable(Type.String()),
  publishedAt: Type.String(),
  publishedBy: Type.String(),
  note: Nullable(Type.String()),
};
const VersionOut = Type.Object({ ...Summary, document: Programme });
const AnyDocument = Type.Object({}, { additionalProperties: true });

const summary = (v: ProgrammeVersion) => ({
  version: v.version,
  effectiveAt: v.effectiveAt?.toISOString() ?? null,
  publishedAt: v.publishedAt.toISOString(),
  publishedBy: v.publishedBy,
  note: v.note,
});
const versionWire = (v: ProgrammeVersion): Static<typeof VersionOut> => ({
  ...summary(v),
  document: v.document,
});

const getProgramme = route({
  method: 'GET',
  url: '/v1/programme',
  access: 'programme.read',
  tag: 'Programme',
  summary: 'The programme in force, or one of its earlier versions.',
  query: Type.Object({ version: Type.Optional(Type.Integer({ minimum: 1 })) }),
  response: VersionOut,
  read: async (tx, { query }) =>
    versionWire(
      query.version ? await programmeVersion(tx, query.version) : await currentProgramme(tx),
    ),
});

const putProgramme = route({
  method: 'PUT',
  url: '/v1/programme',
  access: 'programme.write',
  tag: 'Programme',
  summary: 'Publish a document as the next version; it decides orders placed from now on.',
  body: Type.Object(
    {
      document: AnyDocument,
      /** The version this was edited from: refused if another was published meanwhile. */
      expectedVersion: Type.Integer({ minimum: 0 }),
      note: Type.Optional(Type.String({ maxLength: 400 })),
    },
    { additionalProperties: false },
  ),
  response: VersionOut,
  errors: ['programme_invalid', 'programme_version_conflict'],
  bodyLimit: 10 * 1024 * 1024,
  write: async (tx, { body }) =>
    versionWire(
      await publishProgramme(tx, body.document, {
        expected: body.expectedVersion,
        note: body.note ?? null,
      }),
    ),
});

const getVersions = route({
  method: 'GET',
  url: '/v1/programme/versions',
  access: 'programme.read',
  tag: 'Programme',
  summary: 'Every version that was published, newest first.',
  response: Type.Object({ items: Type.Array(Type.Object(Summary)) }),
  read: async (tx) => ({ items: (await programmeVersions(tx)).map(summary).reverse() }),
});

const Draft = Type.Object({
  document: AnyDocument,
  updatedAt: Nullable(Type.String()),
  updatedBy: Nullable(Type.String()),
  /** The version in force, from which an untouched draft starts. */
  version: Type.Integer(),
});

const getDraft = route({
  method: 'GET',
  url: '/v1/programme/draft',
  access: 'programme.read',
  tag: 'Programme',
  summary: 'The draft being edited; where there is none, the document in force.',
  response: Draft,
  read: async (tx) => {
    const current = await currentProgramme(tx);
    const draft = await readDraft(tx);
    return {
      document: (draft?.document ?? current.document) as object,
      updatedAt: draft?.updatedAt.toISOString() ?? null,
      updatedBy: draft?.updatedBy ?? null,
      version: current.version,
    };
  },
});

const putDraft = route({
  method: 'PUT',
  url: '/v1/programme/draft',
  access: 'programme.write',
  tag: 'Programme',
  summary: 'Keep a draft; it need not be valid yet.',
  body: Type.Object({ document: AnyDocument }, { additionalProperties: false }),
  response: null,
  bodyLimit: 10 * 1024 * 1024,
  write: async (tx, { body }) => {
    await saveDraft(tx, body.document);
    return new Answer(204, undefined);
  },
});

const deleteDraft = route({
  method: 'DELETE',
  url: '/v1/programme/draft',
  access: 'programme.write',
  tag: 'Programme',
  summary: 'Throw the draft away.',
  response: null,
  write: async (tx) => {
    await dropDraft(tx);
    return new Answer(204, undefined);
  },
});

const postPreview = route({
  method: 'POST',
  url: '/v1/programme/preview',
  access: 'programme.write',
  tag: 'Programme',
  summary: 'What publishing a document would change: the differences, and who would change tier.',
  body: Type.Object({ document: AnyDocument }, { additionalProperties: false }),
  response: Type.Object({
    valid: Type.Boolean(),
    /** Every place that is wrong, in the order of the document. */
    problems: Type.Array(Type.Object({ path: Type.String(), message: LocalText })),
    changes: Type.Array(
      Type.Object({
        section: Type.String(),
        key: Nullable(Type.String()),
        field: Nullable(Type.String()),
        kind: Type.Enum(['added', 'removed', 'changed']),
        before: Type.Unknown(),
        after: Type.Unknown(),
      }),
    ),
    tierMoves: Type.Array(
      Type.Object({
        from: Nullable(Type.String()),
        to: Nullable(Type.String()),
        customers: Type.Integer(),
      }),
    ),
  }),
  bodyLimit: 10 * 1024 * 1024,
  read: async (tx, { body }) => {
    const current = await currentProgramme(tx);
    try {
      const document = parseProgramme(body.document, tx.tenant.currency);
      return {
        valid: true,
        problems: [],
        changes: diffProgrammes(current.document, document),
        tierMoves: sameLadder(current.document, document)
          ? []
          : await previewLadder(tx, document.tiers),
      };
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== 'programme_invalid') throw error;
      const { problems } = error.details as { problems: ProgrammeProblem[] };
      return { valid: false, problems, changes: [], tierMoves: [] };
    }
  },
});

export const programmeRoutes: readonly AnyRoute[] = [
  getProgramme,
  putProgramme,
  getVersions,
  getDraft,
  putDraft,
  deleteDraft,
  postPreview,
];
