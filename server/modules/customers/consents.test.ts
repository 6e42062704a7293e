import { describe, expect, it } from 'vitest';
import { sql } from '../../platform/db.ts';
import { bareTenant, testDatabase } from '../../test/harness.ts';
import { timelineOf } from '../timeline/index.ts';
import {
  consentHistory,
  consentOf,
  consentsHeldBy,
  recordConsent,
  resolveCustomers,
} from './index.ts';

const { db, clock } = await testDatabase();
const tenant = await bareTenant(db);

async function customer(phone: string): Promise<string> {
  const [made] = await db.tx(tenant, 'system', (tx) => resolveCustomers(tx, [{ phone }]));
  if (!made || 'error' in made) throw new Error('not made');
  return made.id;
}

describe('consent', () => {
  it('is what was said last, per channel and purpose; silence is not consent', async () => {
    const [an, binh, chi] = [
      await customer('0912000001'),
      await customer('0912000002'),
      await customer('0912000003'),
    ];
    const say = (
      customerId: string,
      granted: boolean,
      purpose: 'marketing' | 'care' = 'marketing',
    ) =>
      db.tx(tenant, 'staff:1', (tx) =>
        recordConsent(tx, {
          customerId,
          channel: 'email',
          purpose,
          granted,
          method: 'counter',
          textVersion: '2026-01',
          proof: { form: 'A-17' },
        }),
      );
    await say(an, true);
    await say(binh, true);
    clock.advance(1000);
    await say(binh, false);
    await say(binh, true, 'care');
    const held = await db.tx(tenant, 'system', (tx) =>
      consentOf(tx, [an, binh, chi], 'email', 'marketing'),
    );
    expect(held).toEqual(
      new Map([
        [an, true],
        [binh, false],
      ]),
    );
    const [now, history, timeline] = await db.tx(tenant, 'system', async (tx) => [
      await consentsHeldBy(tx, binh),
      await consentHistory(tx, binh),
      await timelineOf(tx, binh, { limit: 10 }),
    ]);
    expect(now.map((c) => [c.purpose, c.granted])).toEqual([
      ['care', true],
      ['marketing', false],
    ]);
    expect(history).toHaveLength(3);
    expect(timeline.map((t) => t.kind)).toEqual(Array(3).fill('consent.changed'));
  });

  it('cannot be rewritten', async () => {
    const id = await customer('0912000009');
    await db.tx(tenant, 'system', (tx) =>
      recordConsent(tx, {
        customerId: id,
        channel: 'sms',
        purpose: 'care',
        granted: true,
        method: 'api',
      }),
    );
    await expect(
      db.tx(tenant, 'system', (tx) =>
        tx.run(sql`update consents set granted = false where tenant_id = ${tenant.id}`),
      ),
    ).rejects.toThrow(/permission denied/);
  });

  it('of nobody is refused', async () => {
    await expect(
      db.tx(tenant, 'system', (tx) =>
        recordConsent(tx, {
          customerId: '018f0000-0000-7000-8000-000000000000',
          channel: 'sms',
          purpose: 'care',
          granted: true,
          method: 'api',
        }),
      ),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});
