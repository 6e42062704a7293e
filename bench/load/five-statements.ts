import pg from 'pg';
import { randomFrom } from '../history.ts';
import { answerParent } from './child.ts';
import { BRANCHES } from './five-tables.ts';

export interface FiveStatements {
  url: string;
  connections: number;
  accounts: number;
  seconds: number;
}

/**
 * The yardstick of posting: the transaction of TPC-B (three updates, one select, one insert), one
 * statement after the other through the same driver, prepared by name, committed durably.
 */
async function run({ url, connections, accounts, seconds }: FiveStatements): Promise<number> {
  const clients = await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new pg.Client(url);
      await client.connect();
      return client;
    }),
  );
  const random = randomFrom(Date.now());
  const upTo = (n: number) => 1 + Math.floor(random() * n);
  const transaction = async (client: pg.Client) => {
    const [account, teller, branch, delta] = [
      upTo(accounts),
      upTo(BRANCHES * 10),
      upTo(BRANCHES),
      upTo(10_000) - 5_000,
    ];
    const query = (name: string, text: string, values: unknown[]) =>
      client.query({ name, text, values });
    await client.query('begin');
    await query('a', 'update bench.accounts set balance = balance + $1 where id = $2', [
      delta,
      account,
    ]);
    await query('b', 'select balance from bench.accounts where id = $1', [account]);
    await query('c', 'update bench.tellers set balance = balance + $1 where id = $2', [
      delta,
      teller,
    ]);
    await query('d', 'update bench.branches set balance = balance + $1 where id = $2', [
      delta,
      branch,
    ]);
    await query(
      'e',
      `insert into bench.history (teller, branch, account, delta, at)
       values ($1, $2, $3, $4, current_timestamp)`,
      [teller, branch, account, delta],
    );
    await client.query('commit');
  };
  // Statements are prepared and the pages warm before the watch starts.
  await Promise.all(clients.map(transaction));
  const start = performance.now();
  const end = start + seconds * 1000;
  let done = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < end) {
        await transaction(client);
        done++;
      }
    }),
  );
  const rate = done / ((performance.now() - start) / 1000);
  await Promise.all(clients.map((client) => client.end()));
  return rate;
}

answerParent(run);
