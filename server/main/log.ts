import pino, { type Logger } from 'pino';
import type { Config } from '../platform/config.ts';

/** One line of JSON an event, on stderr: stdout belongs to the results of commands. */
export function createLog(config: Pick<Config, 'logLevel'>): Logger {
  return pino({ level: config.logLevel, base: null }, pino.destination({ fd: 2, sync: false }));
}
