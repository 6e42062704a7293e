import type { Tenant, Tx } from '../../platform/db.ts';
import {
  type CustomerRef,
  consentOf,
  fillProfiles,
  type ProfileFill,
  plainName,
  recordConsents,
  resolveCustomers,
} from '../customers/index.ts';
import { type Cells, RowError } from './cells.ts';
import type { Entry, ImportKind, ItemOutcome } from './kind.ts';
import { personOf, shortened } from './orders.ts';
import type { TableRow } from './read/table.ts';
import type { ColumnFacts } from './scan.ts';
import { DateReader, readBirthday } from './values/dates.ts';

/** A person a row tells of. */
export interface CustomerItem {
  ref: CustomerRef;
  fill: Omit<ProfileFill, 'customerId'>;
  consents: { channel: 'email' | 'sms'; granted: boolean }[];
}

const consentFields = [
  ['consentEmail', 'email'],
  ['consentSms', 'sms'],
] as const;
const yes = new Set(['1', 'x', 'y', 'yes', 'true', 'co', 'dong y', 'ok', 'subscribed']);
const no = new Set(['0', 'n', 'no', 'false', 'khong', 'khong dong y', 'tu choi', 'unsubscribed']);
const genders: Readonly<Record<string, ProfileFill['gender']>> = {
  nu: 'female',
  f: 'female',
  female: 'female',
  nam: 'male',
  m: 'male',
  male: 'male',
  khac: 'other',
  other: 'other',
};

/**
 * Customers from rows, one each. New people are made; of those already known only open fields are
 * filled and tags added, so a list of last year cannot undo what was learnt since.
 */
export class CustomersKind implements ImportKind<CustomerItem> {
  readonly #cells: Cells;
  readonly #facts: ColumnFacts;
  readonly #source: string;
  readonly #dates: DateReader;

  constructor(cells: Cells, facts: ColumnFacts, tenant: Tenant, { source }: { source: string }) {
    this.#cells = cells;
    this.#facts = facts;
    this.#source = source;
    this.#dates = new DateReader(facts.dayOrder, tenant.timeZone);
  }

  async *entries(rows: AsyncIterable<TableRow[]>): AsyncGenerator<Entry<CustomerItem>[]> {
    for await (const some of rows) yield some.map((row) => this.#entry(row));
  }

  keyOf({ ref }: CustomerItem): string {
    return personOf(ref) ?? '';
  }

  /** Posted: a new customer. Duplicate: one who was known. */
  async post(tx: Tx, items: readonly CustomerItem[]): Promise<ItemOutcome[]> {
    const resolved = await resolveCustomers(
      tx,
      items.map(({ ref }) => ref),
    );
    const fills: ProfileFill[] = [];
    const outcomes = resolved.map((answer, i): ItemOutcome => {
      if ('error' in answer) {
        const problem = { code: answer.error, details: answer.details };
        return { status: 'rejected', problem };
      }
      fills.push({ ...(items[i] as CustomerItem).fill, customerId: answer.id });
      return { status: answer.created ? 'posted' : 'duplicate', customerId: answer.id };
    });
    await fillProfiles(tx, fills);
    await this.#recordConsents(tx, items, outcomes);
    return outcomes;
  }

  /** A list may say what nobody has said yet, or that somebody wants no more; it overrules no "no". */
  async #recordConsents(
    tx: Tx,
    items: readonly CustomerItem[],
    outcomes: readonly ItemOutcome[],
  ): Promise<void> {
    for (const [, channel] of consentFields) {
      const said = new Map<string, boolean>();
      items.forEach((item, i) => {
        const id = outcomes[i]?.customerId;
        const consent = item.consents.find((c) => c.channel === channel);
        if (id && consent) said.set(id, consent.granted);
      });
      if (said.size === 0) continue;
      const held = await consentOf(tx, [...said.keys()], channel, 'marketing');
      const news = [...said].filter(([id, granted]) =>
        granted ? !held.has(id) : held.get(id) !== false,
      );
      await recordConsents(
        tx,
        news.map(([customerId, granted]) => ({
          ...{ customerId, channel, granted },
          purpose: 'marketing',
          method: 'import',
        })),
      );
    }
  }

  #entry(row: TableRow): Entry<CustomerItem> {
    try {
      if (row.problem) throw new RowError(row.problem.code, row.problem.details);
      return { rows: [row], item: this.#item(row) };
    } catch (error) {
      if (error instanceof RowError) return { rows: [row], problem: error.problem };
      throw error;
    }
  }

  #item(row: TableRow): CustomerItem {
    const cells = this.#cells;
    const ref: CustomerRef = { source: this.#source };
    const id = cells.person(row, 'customer', 200);
    if (id) ref.externalId = { source: this.#source, id };
    const phone = cells.person(row, 'phone', 40);
    if (phone) ref.phone = phone;
    const email = cells.person(row, 'email', 254);
    if (email) ref.email = email;
    if (!id && !phone && !email) {
      const keys = ['customer', 'phone', 'email'].filter((field) => cells.has(field));
      throw new RowError('value_missing', {
        column: keys.map((field) => cells.column(field)).join(', '),
      });
    }
    const name = cells.person(row, 'name', 200);
    if (name) ref.name = name;
    const since = this.#createdAt(row);
    if (since) ref.createdAt = since;
    return { ref, fill: this.#fill(row), consents: this.#consents(row) };
  }

  #createdAt(row: TableRow): Date | undefined {
    const cell = this.#cells.raw(row, 'createdAt');
    if (cell === '') return undefined;
    return this.#dates.read(cell) ?? this.#unreadable(row, 'createdAt');
  }

  #fill(row: TableRow): CustomerItem['fill'] {
    const cells = this.#cells;
    const fill: CustomerItem['fill'] = {};
    const born = cells.raw(row, 'birthday');
    if (born !== '') {
      fill.birthday = readBirthday(born, this.#facts.dayOrder) ?? this.#unreadable(row, 'birthday');
    }
    const gender = genders[plainName(cells.text(row, 'gender', 40))];
    if (gender) fill.gender = gender;
    const tags = cells
      .text(row, 'tags', 2000)
      .split(/[,;|]/)
      .map((tag) => tag.trim().slice(0, 40))
      .filter((tag) => tag !== '');
    if (tags.length > 0) fill.tags = [...new Set(tags)].slice(0, 50);
    return fill;
  }

  #consents(row: TableRow): CustomerItem['consents'] {
    const said: CustomerItem['consents'] = [];
    for (const [field, channel] of consentFields) {
      const word = plainName(this.#cells.text(row, field, 40));
      if (yes.has(word) || no.has(word)) said.push({ channel, granted: yes.has(word) });
    }
    return said;
  }

  #unreadable(row: TableRow, field: string): never {
    throw new RowError('date_unreadable', {
      value: shortened(this.#cells.raw(row, field)),
      format: this.#facts.dayOrder === 'dmy' ? 'dd/MM/yyyy' : 'MM/dd/yyyy',
    });
  }
}
