import type { Condition } from '@quen/contracts/conditions.ts';
import type { LocalText } from '@quen/contracts/text.ts';
import { isUniqueViolation, type Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { audit } from '../access/index.ts';
import {
  type Catalogue,
  describe,
  matchingCustomers,
  overEveryone,
  parseCondition,
} from '../conditions/index.ts';
import { businessCatalogue } from './catalogue.ts';
import { recomputeSegment } from './membership.ts';
import { countAndPage, type Person, type Place, pageOfMembers } from './store/people.ts';
import {
  deleteSegment,
  insertSegment,
  lockSegment,
  type Segment,
  selectSegment,
  selectSegments,
  updateSegment,
} from './store/segments.ts';

export interface SegmentInput {
  name: string;
  /** Unchecked: parseCondition judges it. */
  condition: unknown;
}

export type SegmentView = Segment & { sentence: LocalText };

const sentenceOf = (condition: Condition, catalogue: Catalogue): LocalText => ({
  vi: describe(condition, 'vi', catalogue),
  en: describe(condition, 'en', catalogue),
});

export interface Preview {
  count: number;
  people: Person[];
  sentence: LocalText;
}

/** How many customers satisfy a condition now, a page of them, and the condition in words. */
export async function previewSegment(
  tx: Tx,
  input: { condition: unknown; after?: Place | undefined; limit: number },
): Promise<Preview> {
  const condition = parseCondition(input.condition);
  const sentence = sentenceOf(condition, await businessCatalogue(tx));
  const found = await overEveryone(tx, () =>
    countAndPage(tx, matchingCustomers(condition, tx.tenant, tx.now), {
      after: input.after,
      limit: input.limit,
    }),
  );
  return { ...found, sentence };
}

/** Saves a condition and works out who is in it. Throws condition_invalid, duplicate (the name). */
export async function createSegment(tx: Tx, input: SegmentInput): Promise<SegmentView> {
  const segment = checked({ id: uuidv7(tx.now), ...input });
  await named(segment.name, () => insertSegment(tx, segment));
  await audit(tx, {
    action: 'segment.create',
    subject: `segment:${segment.id}`,
    before: null,
    after: { name: segment.name, condition: segment.condition },
  });
  await recomputeSegment(tx, segment.id, { defined: true });
  return segmentById(tx, segment.id);
}

/** Renames or redefines a segment. Throws not_found, condition_invalid, duplicate (the name). */
export async function changeSegment(tx: Tx, id: string, input: SegmentInput): Promise<SegmentView> {
  const segment = checked({ id, ...input });
  const before = await lockSegment(tx, id);
  if (!before) throw new DomainError('not_found');
  await named(segment.name, () => updateSegment(tx, segment));
  await audit(tx, {
    action: 'segment.change',
    subject: `segment:${id}`,
    before: { name: before.name, condition: before.condition },
    after: { name: segment.name, condition: segment.condition },
  });
  await recomputeSegment(tx, id, { defined: true });
  return segmentById(tx, id);
}

/** Throws not_found. */
export async function removeSegment(tx: Tx, id: string): Promise<void> {
  const before = await lockSegment(tx, id);
  if (!before || !(await deleteSegment(tx, id))) throw new DomainError('not_found');
  await audit(tx, {
    action: 'segment.delete',
    subject: `segment:${id}`,
    before: { name: before.name, condition: before.condition },
    after: null,
  });
}

/** Throws not_found. */
export async function segmentById(tx: Tx, id: string): Promise<SegmentView> {
  const segment = await selectSegment(tx, id);
  if (!segment) throw new DomainError('not_found');
  return { ...segment, sentence: sentenceOf(segment.condition, await businessCatalogue(tx)) };
}

/** A page of the saved segments, newest first. */
export async function listSegments(
  tx: Tx,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: SegmentView[]; next: string | null }> {
  const rows = await selectSegments(tx, { before: cursor, limit: limit + 1 });
  const catalogue = await businessCatalogue(tx);
  const items = rows.slice(0, limit).map((segment) => ({
    ...segment,
    sentence: sentenceOf(segment.condition, catalogue),
  }));
  return { items, next: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** A page of the people in a segment, by spend, the most first. Throws not_found. */
export async function segmentMembers(
  tx: Tx,
  id: string,
  page: { after?: Place | undefined; limit: number },
): Promise<(Person & { since: Date })[]> {
  if (!(await selectSegment(tx, id))) throw new DomainError('not_found');
  return pageOfMembers(tx, id, { after: page.after, limit: page.limit });
}

function checked({ id, name, condition }: SegmentInput & { id: string }): {
  id: string;
  name: string;
  condition: Condition;
} {
  const parsed = parseCondition(condition);
  const tidy = name.trim();
  if (tidy === '') throw new DomainError('invalid_input', { problem: 'a segment needs a name' });
  return { id, name: tidy, condition: parsed };
}

async function named(name: string, write: () => Promise<void>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (isUniqueViolation(error, 'segments_tenant_id_name_key')) {
      throw new DomainError('duplicate', { what: `"${name}"` });
    }
    throw error;
  }
}
