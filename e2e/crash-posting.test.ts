import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { Agent, type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openEmbedded } from '../server/platform/embedded.ts';
import { command, createShop, environmentOf, quen, root } from './command.ts';

const TILLS = 40;
const KILLS = 5;
/** Fewer than there are orders, so that tills serve the same people at the same time. */
const CUSTOMERS = 300;

interface Answer {
  /** The key it was asked with. */
  key: string | undefined;
  status: number;
  replayed: boolean;
  body: Record<string, unknown>;
}

/** An order that was sent, and every answer that came back for it. */
interface Sent {
  order: Record<string, unknown>;
  key: string;
  told: Answer[];
}

interface Server {
  process: ChildProcess;
  port: number;
  /** Its tills' connections, which are kept. */
  agent: Agent;
}

let folder: string;
let database: Awaited<ReturnType<typeof openEmbedded>>;
let secret: string;
/** Those that live: a test that fails must not leave one behind. */
const servers = new Set<ChildProcess>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quen-crash-'));
  database = await openEmbedded(folder);
  await createShop(environmentOf(folder));
  const made = await quen(
    environmentOf(folder),
    ...['keys', 'create', '--tenant', 'shop', '--scope', 'orders.write'],
  );
  secret = made.key as string;
});
afterAll(async () => {
  for (const server of servers) server.kill('SIGKILL');
  await database.release();
  await rm(folder, { recursive: true, force: true });
});

async function serve(): Promise<Server> {
  const child = spawn(process.execPath, command('serve'), {
    cwd: root,
    // A test needs no front ends, and takes whatever port is free.
    env: { ...environmentOf(folder), PORT: '0', QUEN_ENV: 'test' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  servers.add(child);
  child.once('exit', () => servers.delete(child));
  const port = await new Promise<number>((ready, fail) => {
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.endsWith('\n')) ready(Number(new URL(JSON.parse(said).url).port));
    });
    child.once('exit', (code) => fail(new Error(`the server ended with ${code}: ${said}`)));
  });
  return { process: child, port, agent: new Agent({ keepAlive: true, maxSockets: TILLS }) };
}

async function killed(server: Server): Promise<void> {
  const ended = once(server.process, 'exit');
  server.process.kill('SIGKILL');
  await ended;
  server.agent.destroy();
}

/** The answer, or undefined where the connection broke before all of it had arrived. */
async function post(
  { port, agent }: Server,
  order: Sent['order'],
  key?: string,
): Promise<Answer | undefined> {
  const sending = request({
    host: '127.0.0.1',
    port,
    agent,
    method: 'POST',
    path: '/v1/orders',
    headers: {
      authorization: `Bearer ${secret}`,
      'content-type': 'application/json',
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
  });
  try {
    sending.end(JSON.stringify(order));
    const [answer] = (await once(sending, 'response')) as [IncomingMessage];
    let text = '';
    for await (const chunk of answer) text += chunk;
    return {
      key,
      status: answer.statusCode as number,
      replayed: answer.headers['idempotency-replayed'] === 'true',
      body: JSON.parse(text),
    };
  } catch (error) {
    if ((error as { code?: string }).code === undefined) throw error;
    return undefined;
  }
}

/** A shop at its busiest, whose server dies again and again. */
class Rush {
  readonly sent: Sent[] = [];
  unanswered = 0;
  #serving = serve();
  #over = false;
  #answered = 0;
  #enough: { at: number; reached(): void } | undefined;

  /** Sends until `lives` servers have been killed, and another one has taken over for a while. */
  async run(): Promise<Server> {
    const tills = Promise.all(Array.from({ length: TILLS }, () => this.#till()));
    const story = async () => {
      for (let kill = 0; kill < KILLS; kill++) {
        const server = await this.#serving;
        await this.#answers(100 + Math.floor(Math.random() * 500));
        // Any moment, for an answer's is not one: what was under way with it has just ended.
        await setTimeout(Math.random() * 40);
        // At once, so that whoever loses the connection finds the successor to wait for.
        this.#serving = killed(server).then(serve);
      }
      await this.#answers(100);
      this.#over = true;
    };
    try {
      await Promise.all([story(), tills]);
    } finally {
      this.#over = true;
    }
    return this.#serving;
  }

  /** Fulfilled when so many more answers have come. */
  #answers(more: number): Promise<void> {
    return new Promise((reached) => {
      this.#enough = { at: this.#answered + more, reached };
    });
  }

  async #till(): Promise<void> {
    while (!this.#over) {
      const server = await this.#serving;
      const { sent, key } = this.#next();
      const answer = await post(server, sent.order, key);
      if (!answer) {
        this.unanswered++;
        continue;
      }
      // Whatever the server answers around its death, it is never a fault or a refusal.
      expect(answer).toMatchObject({ status: 200 });
      sent.told.push(answer);
      if (++this.#answered === this.#enough?.at) this.#enough.reached();
    }
  }

  /** Mostly a new order; now and then one that was sent before, with its key or by its number only. */
  #next(): { sent: Sent; key?: string } {
    const n = this.sent.length;
    const before = this.sent[n - 1 - Math.floor(Math.random() * TILLS * 2)];
    if (before && Math.random() < 0.2) {
      return Math.random() < 0.5 ? { sent: before, key: before.key } : { sent: before };
    }
    const order = {
      source: 'pos',
      externalId: `R${n}`,
      placedAt: new Date().toISOString(),
      customer: { phone: `+8490${String(Math.floor(Math.random() * CUSTOMERS)).padStart(7, '0')}` },
      total: 20_000 + Math.floor(Math.random() * 500) * 1_000,
    };
    const sent = { order, key: `key-${n}`, told: [] };
    this.sent.push(sent);
    return { sent, key: sent.key };
  }
}

/** What all answers to one order say alike, be it the first, a replay or a duplicate. */
const gist = ({ body: { id, customerId, bill, total, pointsEarned } }: Answer) => ({
  id,
  customerId,
  bill,
  total,
  pointsEarned,
});

interface Books {
  orders: Map<string, { id: string; total: number; points: number }>;
  /** All that were ever earned, whether or not for an order that is there. */
  points: number;
}

/** What PostgreSQL holds, read past all of our code. */
async function books(): Promise<Books> {
  const client = new pg.Client(database.url);
  await client.connect();
  const { rows } = await client.query(`
    select o.external_id, o.id, o.total::int, coalesce(sum(t.amount), 0)::int as points
    from orders o
    left join transfers t on t.tenant_id = o.tenant_id and t.cause_id = o.id and t.kind = 'earn'
    group by o.tenant_id, o.id`);
  const earned = await client.query(
    `select coalesce(sum(amount), 0)::int as points from transfers where kind = 'earn'`,
  );
  await client.end();
  const orders = new Map(rows.map(({ external_id, ...row }) => [external_id, row]));
  expect(orders.size).toBe(rows.length);
  return { orders, points: earned.rows[0].points };
}

test('a server killed with -9 under load loses no order it acknowledged and posts none twice', async () => {
  const rush = new Rush();
  const server = await rush.run();
  // Otherwise the kills proved nothing.
  expect(rush.unanswered).toBeGreaterThanOrEqual(KILLS);

  const before = await books();
  const again: Answer[] = [];
  await Promise.all(
    Array.from({ length: TILLS }, async (_, till) => {
      for (let i = till; i < rush.sent.length; i += TILLS) {
        const { order, key } = rush.sent[i] as Sent;
        again[i] = (await post(server, order, key)) as Answer;
      }
    }),
  );
  await killed(server);

  const after = await books();
  expect(after.orders.size).toBe(rush.sent.length);
  let points = 0;
  for (const [i, { order, told }] of rush.sent.entries()) {
    const replay = again[i] as Answer;
    expect(replay).toMatchObject({ status: 200 });
    for (const answer of told) {
      expect(gist(replay)).toEqual(gist(answer));
      if (answer.key) expect(replay).toEqual({ ...answer, replayed: true });
    }
    // What was acknowledged did not need to be sent again.
    const { id, total, pointsEarned } = replay.body;
    const held = { id, total, points: pointsEarned };
    if (told.length > 0) expect(before.orders.get(order.externalId as string)).toEqual(held);
    expect(after.orders.get(order.externalId as string)).toEqual(held);
    points += Number(pointsEarned);
  }
  expect(after.points).toBe(points);
  expect(await quen(environmentOf(folder), 'verify', '--tenant', 'shop')).toMatchObject({
    ok: true,
  });
}, 120_000);
