import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/**
 * A part of the benchmark in a process of its own, so that those who ask and those who answer do
 * not share an event loop. It answers each message with one message.
 */
export class Part {
  readonly #process: ChildProcess;

  constructor(file: string, env: Record<string, string> = {}) {
    this.#process = fork(join(import.meta.dirname, file), {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
  }

  async ask<T>(question: unknown): Promise<T> {
    const failed = new AbortController();
    const answer = once(this.#process, 'message', { signal: failed.signal });
    const end = once(this.#process, 'exit', { signal: failed.signal });
    try {
      this.#process.send(question as object);
      const first = await Promise.race([answer, end.then(() => undefined)]);
      if (!first) throw new Error('a part of the benchmark ended before it answered');
      return first[0] as T;
    } finally {
      failed.abort();
      answer.catch(() => {});
      end.catch(() => {});
    }
  }

  async end(): Promise<void> {
    const gone = once(this.#process, 'exit');
    this.#process.disconnect();
    await gone;
  }
}

/** In the part's own process: answers every question by `answer`, and ends when the parent does. */
export function answerParent<Q>(answer: (question: Q) => Promise<unknown>): void {
  process.on('message', async (question: Q) => {
    process.send?.(await answer(question));
  });
  process.on('disconnect', () => process.exit(0));
}
