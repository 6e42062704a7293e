import pg from 'pg';
import { type Figure, median, percentile } from './figures.ts';
import type { Scale } from './history.ts';
import { Part } from './load/child.ts';
import type { FiveStatements } from './load/five-statements.ts';
import { prepareTables } from './load/five-tables.ts';
import type { Load, Served } from './load/requests.ts';
import type { Stage } from './stage.ts';

const GOAL = 2;
const CONNECTIONS = 64;
const BASELINE_CONNECTIONS = 16;

export interface PostingOptions {
  rounds: number;
  /** Of each side in each round. */
  seconds: number;
  /** Of posting, before anything counts. */
  warmUpSeconds: number;
}

/**
 * Orders posted over HTTP, one a request, against bare five-statement transactions: in turns, each
 * turn the same time, so that whatever else the machine does meets both alike.
 */
export async function measurePosting(
  stage: Stage,
  scale: Scale,
  { rounds, seconds, warmUpSeconds }: PostingOptions,
  say: (line: string) => void,
): Promise<Figure[]> {
  await prepareTables(stage.url, scale.orders);
  await settle(stage.url);
  const server = new Part('server.ts', { DATABASE_URL: stage.url });
  const client = new Part('requests.ts');
  const baseline = new Part('five-statements.ts');
  try {
    const port = await server.ask<number>('port');
    const idle = await server.ask<number>('rss');
    const post = (prefix: string, forSeconds: number) =>
      client.ask<Served>({
        port,
        key: stage.key,
        connections: CONNECTIONS,
        customers: scale.customers,
        seconds: forSeconds,
        prefix,
      } satisfies Load);
    const five = (forSeconds: number) =>
      baseline.ask<number>({
        url: stage.url,
        connections: BASELINE_CONNECTIONS,
        accounts: scale.orders,
        seconds: forSeconds,
      } satisfies FiveStatements);
    // Code is compiled and caches are filled before anything counts; and what is touched for the first
    // time after a checkpoint goes to the log as whole pages, which in service happens for some seconds
    // of a quarter of an hour.
    await five(seconds);
    await post('warm', warmUpSeconds);
    const turns: { posted: number; bare: number; latencies: number[] }[] = [];
    for (let round = 1; round <= rounds; round++) {
      const bare = await five(seconds);
      const { rate: posted, latencies } = await post(`R${round}`, seconds);
      turns.push({ posted, bare, latencies });
      say(`posting ${round}/${rounds}: ${Math.round(posted)}/s, bare ${Math.round(bare)}/s`);
    }
    const after = await server.ask<number>('rss');
    const latencies = turns.flatMap((t) => t.latencies);
    const posted = median(turns.map((t) => t.posted));
    const bare = median(turns.map((t) => t.bare));
    const inform = (name: string, value: number, unit: string, detail: string): Figure => ({
      name,
      value,
      unit,
      goal: null,
      better: 'lower',
      detail,
    });
    return [
      {
        name: 'posting over HTTP ÷ five statements',
        value: median(turns.map((t) => t.posted / t.bare)),
        unit: '×',
        goal: GOAL,
        better: 'higher',
        detail: `${Math.round(posted)} orders/s at ${CONNECTIONS} connections, ${Math.round(bare)} transactions/s at ${BASELINE_CONNECTIONS}; median of ${rounds} rounds of ${seconds} s`,
      },
      inform('posting over HTTP, p50', percentile(latencies, 0.5), 'ms', 'first byte to last'),
      inform('posting over HTTP, p99', percentile(latencies, 0.99), 'ms', 'first byte to last'),
      inform('server memory, idle', idle / 2 ** 20, 'MiB', 'RSS after start'),
      inform(
        'server memory, loaded',
        after / 2 ** 20,
        'MiB',
        `RSS after ${latencies.length} orders`,
      ),
    ];
  } finally {
    await Promise.all([server.end(), client.end(), baseline.end()]);
  }
}

/**
 * Does at once what autovacuum and the checkpointer would do during the first minutes after so many
 * rows were loaded, so that neither side is measured with that going on beside it.
 */
async function settle(url: string): Promise<void> {
  const owner = new pg.Client(url);
  await owner.connect();
  await owner.query('vacuum analyze');
  await owner.query('checkpoint');
  await owner.end();
}
