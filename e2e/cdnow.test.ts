import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

const run = promisify(execFile);
const root = join(import.meta.dirname, '..');
const file = resolve(process.env.QUEN_CDNOW ?? join(root, '../shared/data/cdnow/cdnow_orders.csv'));

// The data set is Fader & Hardie's and too large to keep here; point QUEN_CDNOW at a copy.
const here = existsSync(file);
const MAP = 'order=order_id,customer=customer_id,at=ordered_on,items=items,amount=amount_usd';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quen-cdnow-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Runs the command line as a user does; what it prints on stdout with --json. */
async function quen(...args: string[]): Promise<Record<string, never>> {
  const { stdout } = await run(process.execPath, ['server/main/cli.ts', '--json', ...args], {
    cwd: root,
    env: { ...process.env, QUEN_DATA: folder, QUEN_LOG: 'error' },
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(stdout);
}

/** Retention of the master data set, percent (Fader & Hardie's CDNOW; see the retention report's definitions). */
const published = {
  '1997-01': {
    size: 7_846,
    classic: [14.75, 12.29, 10.32, 8.65, 9.38, 9.18],
    rolling: [46.57, 42.79, 40.02, 37.7, 36.22, 34.12],
    bracket: [26.82, 19.77],
  },
  '1997-02': {
    size: 8_476,
    classic: [15.48, 11.56, 9.24, 9.99, 9.27, 7.39],
    rolling: [45.55, 41.86, 39.37, 37.29, 35.41, 33.18],
    bracket: [25.54, 19.75],
  },
  '1997-03': {
    size: 7_248,
    classic: [14.24, 10.38, 10.43, 9.3, 7.78, 7.74],
    rolling: [45.53, 41.61, 39.02, 36.62, 34.53, 32.71],
    bracket: [25.98, 18.78],
  },
};

test.skipIf(!here)(
  'a real shop of 69,659 purchases: imported once, proved, and its retention as published',
  async () => {
    await quen(
      'tenants',
      'create',
      'CDNOW',
      '--slug',
      'cdnow',
      '--currency',
      'USD',
      '--timezone',
      'America/New_York',
    );
    const first = await quen('import', 'orders', file, '--tenant', 'cdnow', '--map', MAP);
    expect(first).toMatchObject({
      rows: 69_659,
      posted: 69_659,
      duplicates: 0,
      rejected: 0,
      customers: 23_570,
      revenue: 250_031_563,
    });
    const again = await quen('import', 'orders', file, '--tenant', 'cdnow', '--map', MAP);
    expect(again).toMatchObject({ rows: 69_659, posted: 0, duplicates: 69_659, rejected: 0 });
    expect(await quen('verify', '--tenant', 'cdnow')).toMatchObject({ ok: true });

    const retention = await quen(
      'report',
      'retention',
      '--tenant',
      'cdnow',
      '--as-of',
      '1998-07-01',
      '--format',
      'json',
    );
    for (const [cohort, expected] of Object.entries(published)) {
      expect(cohortOf(retention, cohort), cohort).toEqual(expected);
    }
  },
  240_000,
);

const percent = (rate: number): number => Math.round(rate * 10_000) / 100;

interface Period {
  from: number;
  rate: number;
}

interface Cohort {
  month: string;
  customers: number;
  classic: Period[];
  onOrAfter: Period[];
  brackets: Period[];
}

function cohortOf(report: { cohorts?: Cohort[] }, month: string): object {
  const cohort = report.cohorts?.find((c) => c.month === month);
  if (!cohort) throw new Error(`no cohort ${month}`);
  const months = (periods: Period[]) =>
    periods.filter(({ from }) => from >= 1 && from <= 6).map(({ rate }) => percent(rate));
  return {
    size: cohort.customers,
    classic: months(cohort.classic),
    rolling: months(cohort.onOrAfter),
    bracket: cohort.brackets.slice(0, 2).map(({ rate }) => percent(rate)),
  };
}
