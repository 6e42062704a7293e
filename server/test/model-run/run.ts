import type { ErrorCode } from '@quen/contracts/errors.ts';
import type { OrderInput } from '@quen/contracts/orders.ts';
import { expect } from 'vitest';
import { programmeVersions } from '../../modules/programme/index.ts';
import type { Tenant, Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import type { Job } from '../../platform/jobs.ts';
import { MS_PER_DAY } from '../../platform/time.ts';
import { businessWith } from '../business.ts';
import type { TestDatabase } from '../harness.ts';
import { Model } from '../model/model.ts';
import type { Order } from '../model/order.ts';
import { Refused } from '../model/refused.ts';
import type { Return } from '../model/returns.ts';
import { drawProgramme, type Kind } from './programmes.ts';
import { Random } from './random.ts';

const ZONES = [
  'Asia/Ho_Chi_Minh',
  'America/New_York',
  'Europe/Berlin',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
];
const TOLD = 12;

/** A business in the database and the model of it, which are to agree after everything that is done. */
export class Run {
  readonly at: Pick<TestDatabase, 'db' | 'clock'>;
  readonly kind: Kind;
  readonly random: Random;
  /** Whether a rule looks at the customer. */
  readonly asking: boolean;
  readonly shop: Tenant;
  readonly model: Model;
  /** By their phone numbers. */
  readonly people: readonly string[];
  /** What the database knows of it, by what the model calls it. */
  readonly customerIds = new Map<string, string>();
  readonly orderIds = new Map<string, string>();
  /** As they were sent, of orders that were accepted. */
  readonly inputs = new Map<string, OrderInput>();
  readonly returns: {
    order: Order;
    externalId: string;
    amount: number | undefined;
    told: Return;
  }[] = [];
  /** Vouchers redeemed without an order. */
  readonly redeemed: { code: string; reference: string }[] = [];
  now: number;
  readonly #name: string;
  readonly #story: string[] = [];
  /** At which there is an order. */
  readonly #moments = new Set<number>();
  #numbers = 0;

  private constructor(
    at: Pick<TestDatabase, 'db' | 'clock'>,
    kind: Kind,
    name: string,
    drawn: { random: Random; asking: boolean; now: number },
    shop: Tenant,
    model: Model,
  ) {
    this.at = at;
    this.kind = kind;
    this.#name = `${name}, ${model.zone}`;
    this.random = drawn.random;
    this.asking = drawn.asking;
    this.now = drawn.now;
    this.shop = shop;
    this.model = model;
    const people = kind === 'years' ? drawn.random.int(4, 8) : drawn.random.int(3, 7);
    this.people = Array.from({ length: people }, (_, i) => `090100000${i}`);
  }

  static async open(
    at: Pick<TestDatabase, 'db' | 'clock'>,
    kind: Kind,
    seed: number,
  ): Promise<Run> {
    // A kind draws a business of its own under each seed.
    const random = new Random(2 * seed + (kind === 'years' ? 1 : 0));
    const zone = random.pick(ZONES);
    const asking = random.chance(0.5);
    const now = Date.UTC(2024, 0, 5) + random.int(0, 300 * MS_PER_DAY);
    at.clock.set(new Date(now));
    const change = (starter: Parameters<typeof drawProgramme>[0]) =>
      drawProgramme(starter, random, { kind, asking });
    const shop = await businessWith(at.db, change, { timeZone: zone });
    const versions = await at.db.tx(shop, 'test', programmeVersions);
    const [first] = versions;
    if (!first) throw new Error('no programme');
    const model = new Model(zone, first.document);
    return new Run(at, kind, `${kind}, seed ${seed}`, { random, asking, now }, shop, model);
  }

  pass(ms: number): void {
    this.now += ms;
    this.at.clock.set(new Date(this.now));
  }

  tx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.at.db.tx(this.shop, 'test', work);
  }

  async work(job: Job): Promise<void> {
    await job.run({ db: this.at.db, tenant: this.shop } as Parameters<Job['run']>[0]);
  }

  /** A number no receipt has yet. */
  number(letter: string): string {
    return `${letter}${++this.#numbers}`;
  }

  /** The first free moment from this one on: which of two at one moment comes first is left open. */
  moment(at: number): number {
    let moment = at;
    while (this.#moments.has(moment)) moment++;
    this.#moments.add(moment);
    return moment;
  }

  note(what: string, ...details: unknown[]): void {
    const told = details.map((d) => (typeof d === 'string' ? d : JSON.stringify(d)));
    this.#story.push([new Date(this.now).toISOString(), what, ...told].join(' '));
  }

  agree(what: string, database: unknown, model: unknown): void {
    expect(database, what).toEqual(model);
  }

  /** Tells of whatever goes wrong meanwhile how to come there again. */
  async telling(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (error instanceof Error)
        error.message += `\n${this.#name}; last done:\n${this.#story.slice(-TOLD).join('\n')}\n`;
      throw error;
    }
  }
}

/** What comes of it, or why it is refused. */
export async function answerOf<T>(act: () => T | Promise<T>): Promise<T | ErrorCode> {
  try {
    return await act();
  } catch (error) {
    if (error instanceof Refused || error instanceof DomainError) return error.code;
    throw error;
  }
}
