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
  const callers = await Promise.all(
    Array.from({ length: load.connections }, () => Caller.connect(load.port)),
  );
  const random = randomFrom(Date.now());
  let sent = 0;
  const latencies: number[] = [];
  const start = performance.now();
  const end = start + load.seconds * 1000;
  await Promise.all(
    callers.map((caller) =>
      caller.converse(latencies, () =>
        performance.now() < end ? requestOf(load, ++sent, random) : undefined,
      ),
    ),
  );
  const seconds = (performance.now() - start) / 1000;
  for (const caller of callers) caller.close();
  return { rate: latencies.length / seconds, latencies };
}

/** Nothing but ASCII: what can be sent byte by byte. */
function requestOf(load: Load, n: number, random: () => number): string {
  const phone = phoneOf(Math.floor(random() * load.customers));
  const body =
    `{"source":"pos","externalId":"${load.prefix}-${n}","placedAt":"${new Date().toISOString()}",` +
    `"customer":{"phone":"${phone}"},"total":${amountFrom(random)},` +
    `"items":${1 + Math.floor(random() * 4)}}`;
  return (
    `POST /v1/orders HTTP/1.1\r\nhost: 127.0.0.1:${load.port}\r\nauthorization: Bearer ${load.key}\r\n` +
    `content-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`
  );
}

const LENGTH = 'content-length: ';

/** One connection: sends a request, waits for its answer, sends the next. */
class Caller {
  readonly #socket: Socket;
  #received = '';
  #since = 0;
  #answered: (answer: string) => void = () => {};

  private constructor(port: number) {
    // What arrives is read where it lies, without a buffer of its own for each answer.
    const callback = (bytes: number, buffer: Uint8Array) => {
      this.#hear((buffer as Buffer).toString('latin1', 0, bytes));
      return true;
    };
    const onread = { buffer: Buffer.allocUnsafe(64 * 1024), callback };
    this.#socket = connect({ port, host: '127.0.0.1', onread });
    this.#socket.setNoDelay(true);
  }

  static async connect(port: number): Promise<Caller> {
    const caller = new Caller(port);
    await once(caller.#socket, 'connect');
    return caller;
  }

  close(): void {
    this.#socket.destroy();
  }

  /** Sends what `next` gives, one request at a time, until it gives nothing. */
  converse(latencies: number[], next: () => string | undefined): Promise<void> {
    return new Promise((done, fail) => {
      const send = () => {
        const request = next();
        if (request === undefined) return done();
        this.#since = performance.now();
        this.#socket.write(request, 'latin1');
      };
      this.#answered = (answer) => {
        latencies.push(performance.now() - this.#since);
        if (answer.startsWith('HTTP/1.1 200') && answer.includes('"status":"posted"')) send();
        else fail(new Error(`the server answered ${answer}`));
      };
      this.#socket.on('error', fail);
      this.#socket.on('close', () => fail(new Error('the server closed a connection')));
      send();
    });
  }

  /** Headers and the fields looked at are ASCII, so bytes and characters count alike. */
  #hear(text: string): void {
    this.#received += text;
    const received = this.#received;
    const head = received.indexOf('\r\n\r\n');
    if (head < 0) return;
    const length = Number.parseInt(received.slice(received.indexOf(LENGTH) + LENGTH.length), 10);
    if (received.length < head + 4 + length) return;
    this.#received = '';
    this.#answered(received);
  }
}

answerParent(run);
