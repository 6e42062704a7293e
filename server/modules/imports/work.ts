import type { Config } from '../../platform/config.ts';
import type { Database, Tenant, Tx } from '../../platform/db.ts';
import { DomainError } from '../../platform/errors.ts';
import { uuidv7 } from '../../platform/ids.ts';
import { enqueue, type Job } from '../../platform/jobs.ts';
import { refreshAudience } from '../audience/index.ts';
import { dropUpload, fullPath } from './files.ts';
import { importFile } from './import.ts';
import type { Reject } from './kind.ts';
import type { Import, Summary } from './model.ts';
import type { BatchDone } from './pipeline.ts';
import { tableOptions } from './reading.ts';
import type { ColumnFacts } from './scan.ts';
import {
  deleteRejects,
  forgetContent,
  forgetFile,
  insertRejects,
  lockProgress,
  selectImport,
  takeOver,
  updateForecast,
  updateProgress,
  updateState,
  updateTotal,
} from './store.ts';
import { emptyTally, plus, type Tally } from './tally.ts';

/** Most rejected rows that are kept for download; beyond, they are only counted. */
const MAX_REJECTS = 100_000;
const PROGRESS_EVERY_MS = 500;

/** The import was cancelled, or another worker took it over: stop without a trace. */
class Stopped extends Error {}

interface WorkPayload {
  importId: string;
  dryRun: boolean;
}

/** One go at an import: from where the last one got to, until the end or until it may no more. */
class Work {
  readonly #db: Database;
  readonly #tenant: Tenant;
  readonly #import: Import;
  readonly #worker: string;
  readonly #dryRun: boolean;
  readonly #abort = new AbortController();
  readonly #began = performance.now();
  #facts: ColumnFacts | undefined;
  /** Rows this go has dealt with, for the speed it shows. */
  #rows = 0;
  #toldAt = 0;

  constructor(db: Database, tenant: Tenant, given: Import, worker: string, dryRun: boolean) {
    this.#db = db;
    this.#tenant = tenant;
    this.#import = given;
    this.#worker = worker;
    this.#dryRun = dryRun;
  }

  async run(config: Config, signal: AbortSignal): Promise<void> {
    const { id, kind, mapping, choices, filePath, createdBy, checkpoint } = this.#import;
    const result = await importFile(
      this.#db,
      this.#tenant,
      createdBy,
      kind,
      fullPath(config, filePath),
      mapping,
      {
        ...tableOptions(choices),
        source: choices.source,
        dayOrder: choices.dayOrder,
        decimalMark: choices.decimalMark,
        dryRun: this.#dryRun,
        signal: AbortSignal.any([signal, this.#abort.signal]),
        checkpoint: this.#dryRun ? undefined : checkpoint,
        onScanned: (facts) => this.#scanned(facts),
        ...(this.#dryRun
          ? {
              onProgress: (tally) => void this.#foreseen(tally),
              onRejects: (rejects) => this.#keepRejects(rejects),
            }
          : { onBatch: (tx, done) => this.#written(tx, done) }),
      },
    );
    await this.#tx(async (tx) => {
      const progress = await this.#mine(tx);
      if (this.#dryRun) await updateForecast(tx, id, this.#summary(result));
      else if (!progress.summary) await updateProgress(tx, id, this.#summary(emptyTally()));
      await updateState(tx, id, { state: this.#dryRun ? 'checked' : 'done', finished: true });
      if (this.#dryRun) return;
      await forgetFile(tx, id);
      await enqueue(tx, refreshAudience, { scores: true }, { key: 'imports.audience' });
    });
    if (!this.#dryRun) await dropUpload(config, filePath);
  }

  #tx<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.#db.tx(this.#tenant, this.#import.createdBy, work);
  }

  /** What is written so far. Throws Stopped where this worker may go on no longer. */
  async #mine(tx: Tx): Promise<{ summary: Summary | null }> {
    const state = this.#dryRun ? 'checking' : 'running';
    const progress = await lockProgress(tx, this.#import.id, this.#worker, state);
    if (!progress) throw new Stopped();
    return progress;
  }

  async #scanned(facts: ColumnFacts): Promise<void> {
    this.#facts = facts;
    await this.#tx(async (tx) => {
      await this.#mine(tx);
      await updateTotal(tx, this.#import.id, facts.rows);
      // A run that begins anew begins without what a dry run, or its first try, had rejected.
      if (this.#dryRun || this.#import.checkpoint.every((row) => row === 0)) {
        await deleteRejects(tx, this.#import.id);
      }
    });
  }

  /** In the transaction of a batch: the numbers and the rejected rows belong to it. */
  async #written(tx: Tx, { lane, lastRow, tally, rejects }: BatchDone): Promise<void> {
    const before = (await this.#mine(tx)).summary ?? this.#summary(emptyTally());
    this.#rows += tally.rows;
    const after = this.#summary(plus(before, tally));
    const room = Math.max(0, MAX_REJECTS - before.rejected);
    if (rejects.length > 0 && room > 0) {
      await insertRejects(tx, this.#import.id, rejects.slice(0, room));
    }
    await updateProgress(tx, this.#import.id, after, { lane, lastRow });
  }

  async #keepRejects(rejects: readonly Reject[]): Promise<void> {
    await this.#tx(async (tx) => {
      await this.#mine(tx);
      await insertRejects(tx, this.#import.id, rejects);
    });
  }

  /** Progress of a dry run, now and then; it has no transaction of its own that stays. */
  async #foreseen(tally: Tally): Promise<void> {
    this.#rows = tally.rows;
    const now = performance.now();
    if (now - this.#toldAt < PROGRESS_EVERY_MS) return;
    this.#toldAt = now;
    try {
      await this.#tx(async (tx) => {
        await this.#mine(tx);
        await updateProgress(tx, this.#import.id, this.#summary(tally));
      });
    } catch (error) {
      this.#abort.abort(error);
    }
  }

  #summary(tally: Tally): Summary {
    const seconds = (performance.now() - this.#began) / 1000;
    const { rows, posted, duplicates, rejected, customers, revenue, points } = tally;
    const { tiers, reasons, firstAt, lastAt } = tally;
    return {
      ...{ rows, posted, duplicates, rejected, customers, revenue, points },
      ...{ tiers, reasons, firstAt, lastAt },
      // The time of earlier goes counts too; the speed is that of this one.
      seconds: Math.round(((this.#import.summary?.seconds ?? 0) + seconds) * 10) / 10,
      rowsPerSecond: Math.round(this.#rows / Math.max(seconds, 0.001)),
      dayOrder: this.#facts?.dayOrder ?? 'dmy',
      dayOrderProven: this.#facts?.dayOrderProven ?? false,
    };
  }
}

/**
 * Checks or runs an import. Each batch is written with the place it reached, so when a worker dies
 * the next one goes on there: nothing is lost and nothing is counted twice.
 */
export const importJob: Job<WorkPayload> = {
  name: 'imports.work',
  run: async ({ payload, db, tenant, config, log, signal }) => {
    const worker = uuidv7();
    const state = payload.dryRun ? 'checking' : 'running';
    const given = await db.tx(tenant, 'system', (tx) =>
      takeOver(tx, payload.importId, worker, state),
    );
    if (!given) return;
    try {
      await new Work(db, tenant, given, worker, payload.dryRun).run(config, signal);
    } catch (error) {
      if (error instanceof Stopped) return;
      // The server is stopping: whoever comes next goes on.
      if (signal.aborted) throw error;
      const problem =
        error instanceof DomainError
          ? { code: error.code, details: error.details }
          : { code: 'internal', details: { requestId: given.id } };
      if (problem.code === 'internal') log.error({ err: error, import: given.id }, 'import failed');
      await db.tx(tenant, given.createdBy, async (tx) => {
        if (!(await lockProgress(tx, given.id, worker, state))) return;
        await updateState(tx, given.id, { state: 'failed', error: problem, finished: true });
      });
    }
  },
};

/** Forgets an upload and what of it was kept, after its time. */
export const forgetImport: Job<{ importId: string }> = {
  name: 'imports.forget',
  run: async ({ payload, db, tenant, config }) => {
    const given = await db.tx(tenant, 'system', (tx) => selectImport(tx, payload.importId));
    if (!given) return;
    await dropUpload(config, given.filePath);
    await db.tx(tenant, 'system', (tx) => forgetContent(tx, given.id));
  },
};
