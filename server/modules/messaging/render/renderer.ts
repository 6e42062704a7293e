import { createHash } from 'node:crypto';
import { Worker } from 'node:worker_threads';
import type { LocalText } from '@quen/contracts/text.ts';
import { invariant } from '../../../platform/errors.ts';
import { explain } from './explain.ts';
import {
  type Compiled,
  type Fault,
  READY,
  type Rendered,
  type Reply,
  type Request,
} from './protocol.ts';

/** Why a template gave no message. error: its author's doing; timeout: it, or the machine, was too slow. */
export class TemplateFailure extends Error {
  readonly kind: 'error' | 'timeout';
  /** As the libraries say it. */
  readonly problem: string;
  /** For the person who wrote the template: in which line it lies, and what to look for. */
  readonly says: LocalText;
  readonly fault: Fault;
  constructor(kind: 'error' | 'timeout', fault: Fault, source?: TemplateSource) {
    const problem = `${fault.problem}${fault.quoted ? ` (${fault.quoted.slice(0, 60)})` : ''}`;
    super(`Template failed (${kind}): ${problem}`);
    this.kind = kind;
    this.problem = problem;
    this.fault = fault;
    this.says = explain(fault, source);
  }
}

export interface TemplateSource {
  /** Liquid. */
  subject: string;
  /** MJML with Liquid. */
  body: string;
}
export type RenderedMessage = Rendered & Pick<Compiled, 'warnings'>;

export interface RendererOptions {
  /** Milliseconds one compilation or rendering may take before its thread is killed. */
  timeoutMs?: number;
  /** Milliseconds without work after which the thread is let go, and its memory with it. */
  idleMs?: number;
}

interface Task {
  request: Request;
  resolve(result: Compiled | Rendered): void;
  reject(error: Error): void;
}

/** Requests that may wait for the thread; more are refused rather than piled up. */
const MAX_WAITING = 5_000;
/** Milliseconds a thread may take to start, on a machine under full load. */
const START_TIMEOUT_MS = 30_000;
const COMPILED_KEPT = 200;

/**
 * Runs templates in a thread of their own, one at a time. A template that runs too long or eats too
 * much memory costs its own message: the thread is killed, and the next request gets a fresh one.
 */
export class Renderer {
  readonly #timeoutMs: number;
  readonly #idleMs: number;
  readonly #waiting: Task[] = [];
  readonly #compiled = new Map<string, Promise<Compiled>>();
  #worker: Worker | undefined;
  #ready = false;
  #running: Task | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor({ timeoutMs = 900, idleMs = 60_000 }: RendererOptions = {}) {
    this.#timeoutMs = timeoutMs;
    this.#idleMs = idleMs;
  }

  /** The message for one customer. Throws TemplateFailure. */
  async render(template: TemplateSource, data: Record<string, unknown>): Promise<RenderedMessage> {
    const { subject, body } = template;
    try {
      const { html, warnings } = await this.#compile(body);
      const rendered = (await this.#submit({ kind: 'render', subject, html, data })) as Rendered;
      return { ...rendered, warnings };
    } catch (error) {
      if (!(error instanceof TemplateFailure)) throw error;
      // Only here is known what its author wrote, and so in which line it lies.
      throw new TemplateFailure(error.kind, error.fault, template);
    }
  }

  async close(): Promise<void> {
    for (const task of this.#waiting.splice(0)) task.reject(new Error('The renderer was closed'));
    await this.#dismiss();
  }

  /** MJML is compiled once; what a customer's message costs is the Liquid in it. */
  #compile(mjml: string): Promise<Compiled> {
    const key = createHash('sha256').update(mjml).digest('base64url');
    const known = this.#compiled.get(key);
    if (known) return known;
    const compiling = this.#submit({ kind: 'compile', mjml }) as Promise<Compiled>;
    if (this.#compiled.size >= COMPILED_KEPT) {
      const [oldest] = this.#compiled.keys();
      this.#compiled.delete(oldest as string);
    }
    this.#compiled.set(key, compiling);
    compiling.catch(() => this.#compiled.delete(key));
    return compiling;
  }

  #submit(request: Request): Promise<Compiled | Rendered> {
    if (this.#waiting.length >= MAX_WAITING)
      return Promise.reject(
        new TemplateFailure('timeout', { problem: 'too many messages are waiting' }),
      );
    return new Promise((resolve, reject) => {
      this.#waiting.push({ request, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#running || this.#waiting.length === 0) return;
    clearTimeout(this.#timer);
    const worker = this.#worker ?? this.#start();
    worker.ref();
    if (!this.#ready) return;
    const task = this.#waiting.shift() as Task;
    this.#running = task;
    worker.postMessage(task.request);
    this.#timer = setTimeout(() => {
      // If this thread was busy, the reply may lie unread: let it be read before judging.
      setImmediate(() => {
        if (this.#running !== task) return;
        this.#fail(
          new TemplateFailure('timeout', {
            problem: `it took longer than ${this.#timeoutMs} ms`,
          }),
        );
      });
    }, this.#timeoutMs);
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), {
      env: {},
      argv: [],
      resourceLimits: { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 16, stackSizeMb: 4 },
    });
    this.#worker = worker;
    this.#ready = false;
    this.#timer = setTimeout(
      () =>
        this.#fail(
          new TemplateFailure('timeout', { problem: 'the rendering thread did not start' }),
        ),
      START_TIMEOUT_MS,
    );
    worker.on('message', (message: typeof READY | Reply) => {
      if (worker !== this.#worker) return;
      if (message === READY) {
        clearTimeout(this.#timer);
        this.#ready = true;
      } else this.#finish(message);
      this.#next();
    });
    worker.on('error', (error) => {
      if (worker !== this.#worker) return;
      const memory = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
      const problem = memory ? 'it needs too much memory' : 'the rendering thread broke';
      this.#fail(new TemplateFailure(memory ? 'error' : 'timeout', { problem }));
    });
    return worker;
  }

  #finish(reply: Reply): void {
    const task = this.#running;
    invariant(task, 'a reply belongs to a request');
    clearTimeout(this.#timer);
    this.#running = undefined;
    if (reply.ok) task.resolve(reply.result);
    else task.reject(new TemplateFailure('error', reply.fault));
    if (this.#waiting.length > 0) return;
    this.#worker?.unref();
    this.#timer = setTimeout(() => void this.#dismiss(), this.#idleMs);
    this.#timer.unref();
  }

  /** The request at hand (or the one that waits first) gets the error; the thread goes. */
  #fail(error: TemplateFailure): void {
    const task = this.#running ?? this.#waiting.shift();
    this.#running = undefined;
    void this.#dismiss();
    task?.reject(error);
    this.#next();
  }

  async #dismiss(): Promise<void> {
    clearTimeout(this.#timer);
    const worker = this.#worker;
    this.#worker = undefined;
    this.#ready = false;
    this.#running?.reject(new Error('The renderer was closed'));
    this.#running = undefined;
    await worker?.terminate();
  }
}

let shared: Renderer | undefined;
/** The renderer of this process. */
export function renderer(): Renderer {
  shared ??= new Renderer();
  return shared;
}

/** Lets the rendering thread of this process go; the next message would start another. */
export async function closeMessaging(): Promise<void> {
  await shared?.close();
  shared = undefined;
}
