import { randomBytes, randomFillSync } from 'node:crypto';

const pool = Buffer.allocUnsafe(16 * 256);
let poolAt = pool.length;
let lastMs = 0;
let sequence = 0;

const hex: string[] = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/**
 * A UUIDv7 (RFC 9562). Its time is `at` where given: rows whose id carries the moment they tell of
 * sort by that moment. Ids made in one process for the same millisecond ascend (12-bit counter).
 */
export function uuidv7(at: Date | number = Date.now()): string {
  const ms = typeof at === 'number' ? at : at.getTime();
  if (poolAt === pool.length) {
    randomFillSync(pool);
    poolAt = 0;
  }
  const r = pool;
  const o = poolAt;
  poolAt += 16;
  if (ms === lastMs) {
    sequence = (sequence + 1) & 0xfff;
  } else {
    lastMs = ms;
    // Start low enough that a burst does not wrap within the millisecond.
    sequence = (((r[o + 6] as number) & 0x03) << 8) | (r[o + 7] as number);
  }
  const h = (n: number) => hex[n & 0xff] as string;
  const high = Math.floor(ms / 0x100000000);
  const low = ms >>> 0;
  return (
    `${h(high >>> 8)}${h(high)}${h(low >>> 24)}${h(low >>> 16)}-${h(low >>> 8)}${h(low)}-` +
    `7${((sequence >>> 8) & 0xf).toString(16)}${h(sequence)}-` +
    `${h(((r[o + 8] as number) & 0x3f) | 0x80)}${h(r[o + 9] as number)}-` +
    `${h(r[o + 10] as number)}${h(r[o + 11] as number)}${h(r[o + 12] as number)}${h(r[o + 13] as number)}${h(r[o + 14] as number)}${h(r[o + 15] as number)}`
  );
}

/** The moment a UUIDv7 carries. */
export function momentOf(id: string): Date {
  return new Date(Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16));
}

/** 32 symbols without 0/O, 1/I: what people read out and type. 5 bits a symbol. */
const codeAlphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A random code of `length` symbols (5 bits each) for people to type. */
export function humanCode(length: number): string {
  const bytes = randomBytes(length);
  let code = '';
  for (const byte of bytes) code += codeAlphabet[byte & 31];
  return code;
}

/** 256 bits, URL-safe: bearer secrets. Stored only as a hash. */
export function secretToken(): string {
  return randomBytes(32).toString('base64url');
}
