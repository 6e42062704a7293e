import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { amountFrom, phoneOf, randomFrom } from '../history.ts';
import { answerParent } from './child.ts';

export interface Load {
  port: number;
  key: string;
  connections: number;
  customers: number;
  seconds: number;
  /** Begins the receipts' numbers, so that no two runs send the same. */
  prefix: string;
}

export interface Served {
  /** Answered orders a second. */
  rate: number;
  /** Milliseconds from the request's first byte to the answer's last, of each request. */
  latencies: number[];
}

/**
 * Keep-alive connections that each post one order after the other. Nothing but sockets: on a small
 * machine a full HTTP client would take more of the processor than the server it measures.
 */
async function run(load: Load): Promise<Served> {
  const sockets = await Promise.all(
    Array.from({ length: load.connections }, async () => {
      const socket = connect(load.port, '127.0.0.1');
      socket.setNoDelay(true);
      await once(socket, 'connect');
      return socket;
    }),
  );
  const random = randomFrom(Date.now());
  let sent = 0;
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + load.seconds * 1000;
  await Promise.all(
    sockets.map((socket) =>
      converse(socket, latencies, () => {
        if (performance.now() >= end) return undefined;
        return requestOf(load, ++sent, random);
      }),
    ),
  );
  const seconds = (performance.now() - start) / 1000;
  for (const socket of sockets) socket.destroy();
  return { rate: latencies.length / seconds, latencies };
}

function requestOf(load: Load, n: number, random: () => number): string {
  const body = JSON.stringify({
    source: 'pos',
    externalId: `${load.prefix}-${n}`,
    placedAt: new Date().toISOString(),
    customer: { phone: phoneOf(Math.floor(random() * load.customers)) },
    total: amountFrom(random),
    items: 1 + Math.floor(random() * 4),
  });
  return (
    `POST /v1/orders HTTP/1.1\r\nhost: 127.0.0.1:${load.port}\r\nauthorization: Bearer ${load.key}\r\n` +
    `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`
  );
}

/** Sends what `next` gives, one request at a time, until it gives nothing. */
function converse(
  socket: Socket,
  latencies: number[],
  next: () => string | undefined,
): Promise<void> {
  return new Promise((done, fail) => {
    let received = '';
    let since = 0;
    const send = () => {
      const request = next();
      if (request === undefined) return done();
      since = performance.now();
      socket.write(request);
    };
    socket.on('data', (chunk: Buffer) => {
      // Headers and the fields looked at are ASCII, so bytes and characters count alike.
      received += chunk.toString('latin1');
      const head = received.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/content-length: (\d+)/i.exec(received)?.[1]);
      if (received.length < head + 4 + length) return;
      latencies.push(performance.now() - since);
      if (!received.startsWith('HTTP/1.1 200') || !received.includes('"status":"posted"')) {
        return fail(new Error(`the server answered ${received}`));
      }
      received = '';
      send();
    });
    socket.on('error', fail);
    socket.on('close', () => fail(new Error('the server closed a connection')));
    send();
  });
}

answerParent(run);
