import { hash } from 'node:crypto';

/**
 * 128 bits of a hash of what a receipt says, as 32 hexadecimal digits: a receipt that comes again
 * under its number is a repeat where this is the same, and a conflict where it is not.
 */
export function fingerprintOf(content: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(content), 'hex').slice(0, 32);
}
