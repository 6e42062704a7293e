import type { Logger } from 'pino';
import type { Config } from '../../platform/config.ts';

export interface DemoOptions {
  config: Config;
  log: Logger;
  /** Aborted when the start is called off: the load stops after the step in hand. */
  signal: AbortSignal;
  /** Connection string of the application's database. */
  url: string;
  /** How many customers; 3,000 make about 14,000 orders. */
  customers: number;
  /** The moment up to which the story goes: now. */
  until: Date;
  /** Called now and then with the share that is done, 0 to 1. */
  progress(share: number): void;
}
