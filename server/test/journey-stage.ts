import { winBack } from '@quen/contracts/plays.ts';
import type { Journey, Programme } from '@quen/contracts/programme.ts';
import { controlJourney, type JourneyAction } from '../modules/journeys/control.ts';
import { tick } from '../modules/journeys/tick.ts';
import { timelineOf } from '../modules/timeline/index.ts';
import type { ManualClock } from '../platform/clock.ts';
import { type Database, type Row, sql, type Tenant } from '../platform/db.ts';
import { businessWith } from './business.ts';
import { testDatabase } from './harness.ts';
import { type Mailbox, testMailbox } from './mailbox.ts';
import { messageRows, messagingProgramme, testPost } from './messages.ts';
import { streamSettled } from './stream.ts';

export const days = (n: number): number => n * 86_400_000;
export const INVITATION = '[QC] Bạn Mai ơi, lâu rồi mình chưa gặp nhau';
export const REMINDER = '[QC] Món quà của bạn Mai vẫn còn đây';

/** The win-back play with everybody treated, as changed. */
export const winBackOnly =
  (change: Partial<Journey> = {}) =>
  (starter: Programme): Partial<Programme> => ({
    ...messagingProgramme(starter),
    journeys: [{ ...winBack.journey, holdoutPercent: 0, ...change }],
  });

/** A business with journeys, a real mail server, and the workers as functions one calls. */
export interface Stage {
  db: Database;
  clock: ManualClock;
  mailbox: Mailbox;
  tenant: Tenant;
  /** Opens another business, the clock back at 10:00 on 21 November 2026. */
  open(change?: (programme: Programme) => Partial<Programme>): Promise<void>;
  act(action: JourneyAction, journey?: string): Promise<unknown>;
  tick(): Promise<void>;
  deliver(): Promise<void>;
  /** What the workers do until nothing is left to do now. */
  work(): Promise<void>;
  later(ms: number): Promise<void>;
  runs(): Promise<Row[]>;
  messages(): Promise<Row[]>;
  subjects(email: string): (string | undefined)[];
  /** What a customer's timeline tells of journeys, messages and vouchers, oldest first. */
  story(customerId: string): Promise<string[]>;
}

export async function journeyStage(): Promise<Stage> {
  const { db, clock } = await testDatabase();
  const mailbox = await testMailbox();
  const post = testPost(db, mailbox);
  const stage: Stage = {
    db,
    clock,
    mailbox,
    tenant: undefined as unknown as Tenant,
    async open(change = winBackOnly()) {
      clock.set('2026-11-21T03:00:00Z');
      mailbox.behave = undefined;
      stage.tenant = await businessWith(db, change);
    },
    act: (action, journey = 'win-back') =>
      db.tx(stage.tenant, 'staff:test', (tx) => controlJourney(tx, journey, action)),
    tick: () => tick(db, stage.tenant),
    deliver: () => post.deliver(stage.tenant),
    async work() {
      await streamSettled(db, stage.tenant);
      await stage.tick();
      await stage.deliver();
    },
    async later(ms) {
      clock.advance(ms);
      await stage.work();
    },
    runs: () =>
      db.tx(stage.tenant, 'test', (tx) =>
        tx.rows(sql`select * from journey_runs where tenant_id = ${stage.tenant.id} order by id`),
      ),
    messages: () => messageRows(db, stage.tenant),
    subjects: (email) => mailbox.mailsTo(email).map((m) => m.subject),
    async story(customerId) {
      const rows = await db.tx(stage.tenant, 'test', (tx) =>
        timelineOf(tx, customerId, { limit: 99 }),
      );
      return rows
        .toReversed()
        .filter((row) => /^(journey|message|voucher)/.test(row.kind))
        .map((row) => [row.kind, row.data.reason].filter(Boolean).join(' '));
    },
  };
  return stage;
}
