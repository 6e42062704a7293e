import type { Programme } from '@quen/contracts/programme.ts';
import { ManualClock } from '../../platform/clock.ts';
import { Database, type Tenant, type Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { tenantBySlug } from '../../platform/tenant.ts';
import { createOwner, inviteStaff } from '../access/index.ts';
import { createSegment, refreshScores } from '../audience/index.ts';
import { expireLots } from '../ledger/index.ts';
import { publishProgramme, reviewTiers } from '../programme/index.ts';
import { createStore, createTenant, storesByCode } from '../tenants/index.ts';
import { DEMO_SLUG, demoSignIns, demoStaff } from './accounts.ts';
import { dayOf, instantOf } from './domain/calendar.ts';
import { stores } from './domain/people.ts';
import { HISTORY_DAYS, planBusiness } from './domain/plan.ts';
import { chaptersOf, STRANDS, type Step } from './domain/steps.ts';
import type { DemoOptions } from './options.ts';
import { firstProgramme, secondProgramme } from './programme.ts';
import { demoSegments } from './segments.ts';
import { finished, isFinished, loadOf } from './store.ts';
import { Strand } from './strand.ts';

export interface DemoReport {
  customers: number;
  orders: number;
  refused: number;
}

/** Half a year before the end, the business began to write to those who stay away. */
const SECOND_PROGRAMME_DAYS = 180;
const SEED = 'hien-moc';

/** Whether the demo business is there, whole. */
export async function demoIsLoaded(db: Database): Promise<boolean> {
  const tenant = await demoTenant(db);
  return tenant !== undefined && db.snapshot(tenant, 'system', isFinished);
}

/**
 * Tells the story of the demo business from its first day, on a clock of its own, through the same
 * doors as everybody else: orders are posted, vouchers issued, tiers reviewed, points expired.
 * Month by month, in strands side by side; an interrupted load goes on where it stopped.
 */
export async function loadDemo(options: DemoOptions): Promise<DemoReport> {
  const clock = new ManualClock(beginningOf(options.until));
  const db = new Database({ url: options.url, poolSize: 4, clock });
  try {
    const tenant = (await demoTenant(db)) ?? (await open(db));
    return await tell(db, clock, tenant, options);
  } finally {
    await db.close();
  }
}

const beginningOf = (until: Date) => instantOf(dayOf(until) - HISTORY_DAYS + 1, 0);

async function demoTenant(db: Database): Promise<Tenant | undefined> {
  try {
    return await tenantBySlug(db, DEMO_SLUG);
  } catch (error) {
    if (error instanceof DomainError && error.code === 'not_found') return undefined;
    throw error;
  }
}

function open(db: Database): Promise<Tenant> {
  return createTenant(db, {
    slug: DEMO_SLUG,
    name: 'Hiên Mộc',
    currency: 'VND',
    timeZone: 'Asia/Ho_Chi_Minh',
  });
}

async function tell(
  db: Database,
  clock: ManualClock,
  tenant: Tenant,
  options: DemoOptions,
): Promise<DemoReport> {
  const { customers, until, progress } = options;
  const load = await db.tx(tenant, 'system', (tx) =>
    loadOf(tx, { customers, until, strands: STRANDS }),
  );
  const plan = planBusiness({ seed: SEED, customers: load.customers, until: load.until });
  const chapters = chaptersOf(plan);
  await furnish(db, clock, tenant, load.until);
  const strands = Array.from({ length: STRANDS }, (_, i) => new Strand(i, tenant, load, options));
  try {
    for (const [i, { from, strands: steps }] of chapters.entries()) {
      clock.set(from);
      if (i > 0) await monthlyWork(db, tenant, options);
      await Promise.all(strands.map((strand, s) => strand.tell(steps[s] as Step[])));
      progress((i + 1) / chapters.length);
    }
  } finally {
    await Promise.all(strands.map((strand) => strand.close()));
  }
  clock.set(load.until);
  await db.tx(tenant, 'system', async (tx) => {
    await refreshScores(tx);
    for (const segment of demoSegments) await createSegment(tx, segment);
    await finished(tx);
  });
  const refused = strands.reduce((sum, strand) => sum + strand.refused, 0);
  return { customers: plan.customers.length, orders: plan.orders.length, refused };
}

/** What the worker would have done meanwhile. */
async function monthlyWork(db: Database, tenant: Tenant, options: DemoOptions): Promise<void> {
  for (const job of [expireLots, reviewTiers]) {
    await job.run({ payload: {}, db, tenant, ...options });
  }
}

/** What must be there before the first customer comes. Each part is left alone where it exists. */
async function furnish(
  db: Database,
  clock: ManualClock,
  tenant: Tenant,
  until: Date,
): Promise<void> {
  clock.set(beginningOf(until));
  await db.tx(tenant, 'system', async (tx) => {
    const known = await storesByCode(
      tx,
      stores.map((store) => store.code),
    );
    for (const { code, name, address } of stores) {
      if (!known.has(code)) await createStore(tx, { code, name, address });
    }
    await publishOnce(tx, 1, firstProgramme);
  });
  await employ(db, tenant);
  clock.set(instantOf(dayOf(until) - SECOND_PROGRAMME_DAYS, 9 * 3600));
  await db.tx(tenant, 'system', (tx) => publishOnce(tx, 2, secondProgramme));
}

async function publishOnce(tx: Tx, version: number, document: Programme): Promise<void> {
  try {
    await publishProgramme(tx, document, { expected: version - 1 });
  } catch (error) {
    if (!(error instanceof DomainError) || error.code !== 'programme_version_conflict') throw error;
  }
}

async function employ(db: Database, tenant: Tenant): Promise<void> {
  const { password } = demoSignIns;
  await Promise.all(
    demoStaff.map(async ({ email, name, role, store }) => {
      try {
        if (role === 'owner') return await createOwner(db, tenant, { email, name, password });
        return await db.tx(tenant, 'system', async (tx) => {
          const place = store ? (await storesByCode(tx, [store])).get(store) : undefined;
          const storeId = place?.id ?? null;
          return inviteStaff(tx, { email, name, role, password, storeId });
        });
      } catch (error) {
        if (error instanceof DomainError && error.code === 'duplicate') return undefined;
        throw error;
      }
    }),
  );
}
