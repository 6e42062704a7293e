import type { Programme } from '@quen/contracts/programme.ts';
import { canonicalJson } from '../../../platform/canonical-json.ts';

/** One difference between two documents, down to the field, for people to review. */
export interface ProgrammeChange {
  section: string;
  /** Key of the rule, tier, campaign… it belongs to; null for a section that is one thing. */
  key: string | null;
  /** Path inside it, dotted; null where the whole thing was added or removed. */
  field: string | null;
  kind: 'added' | 'removed' | 'changed';
  before: unknown;
  after: unknown;
}

const lists = ['wallets', 'earnRules', 'tiers', 'vouchers', 'templates', 'journeys'] as const;
const singles = ['name', 'startsOn', 'redemption', 'guard', 'rfm'] as const;

/** What changes from one document to the other: entries are matched by key, not by position. */
export function diffProgrammes(before: Programme | null, after: Programme): ProgrammeChange[] {
  const changes: ProgrammeChange[] = [];
  for (const section of singles) {
    compare(section, null, '', before?.[section] ?? null, after[section], changes);
  }
  for (const section of lists) {
    const old = new Map<string, unknown>((before?.[section] ?? []).map((e) => [e.key, e]));
    for (const entry of after[section]) {
      const previous = old.get(entry.key);
      old.delete(entry.key);
      if (previous === undefined) {
        changes.push({
          section,
          key: entry.key,
          field: null,
          kind: 'added',
          before: null,
          after: entry,
        });
      } else compare(section, entry.key, '', previous, entry, changes);
    }
    for (const [key, entry] of old) {
      changes.push({ section, key, field: null, kind: 'removed', before: entry, after: null });
    }
  }
  return changes;
}

const isPlain = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function compare(
  section: string,
  key: string | null,
  field: string,
  before: unknown,
  after: unknown,
  changes: ProgrammeChange[],
): void {
  if (isPlain(before) && isPlain(after)) {
    for (const name of new Set([...Object.keys(after), ...Object.keys(before)])) {
      compare(section, key, field ? `${field}.${name}` : name, before[name], after[name], changes);
    }
    return;
  }
  if (canonicalJson(before) === canonicalJson(after)) return;
  const kind =
    before === null || before === undefined
      ? 'added'
      : after === null || after === undefined
        ? 'removed'
        : 'changed';
  changes.push({
    section,
    key,
    field: field || null,
    kind,
    before: before ?? null,
    after: after ?? null,
  });
}
