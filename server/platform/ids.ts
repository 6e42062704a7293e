import { randomBytes, randomFillSync } from 'node:crypto';

const pool = Buffer.allocUnsafe(16 * 256);
let poolAt = pool.length;
let lastMs = 0;
let sequence = 0;

const digits = Buffer.from('0123456789abcdef');
/** Where the bytes of a UUID go in its text. */
const places = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
const text = Buffer.from('00000000-0000-0000-0000-000000000000');

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
  r.writeUIntBE(ms, o, 6);
  r[o + 6] = 0x70 | (sequence >>> 8);
  r[o + 7] = sequence & 0xff;
  r[o + 8] = ((r[o + 8] as number) & 0x3f) | 0x80;
  for (let i = 0; i < 16; i++) {
    const byte = r[o + i] as number;
    const at = places[i] as number;
    text[at] = digits[byte >>> 4] as number;
    text[at + 1] = digits[byte & 0xf] as number;
  }
  return text.toString('latin1');
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
