/**
 * Array parameters of set-based statements, in PostgreSQL's binary form where the statement casts
 * them to a type known here (`$1::uuid[]`), else in its text form. Reading text takes PostgreSQL
 * about a tenth of the time of posting an order, reading bytes next to nothing.
 */
export function arrayParameter(values: readonly unknown[], type: string | undefined): unknown {
  const element = type === undefined ? undefined : binaryTypes.get(type);
  return (element && binaryArray(values, element)) ?? arrayLiteral(values);
}

interface BinaryType {
  oid: number;
  /** What an element takes; undefined where the value has not the form of the type. */
  bytes: number | ((value: unknown) => number | undefined);
  /** Writes one element; false where the value has not the form of the type. */
  write(into: Buffer, at: number, value: unknown, bytes: number): boolean;
}

/**
 * By the name a cast gives them. Layouts as in the send and receive functions of PostgreSQL's types
 * (src/backend/utils/adt: uuid.c, int.c, int8.c, bool.c, timestamp.c, varlena.c, jsonb.c).
 */
const binaryTypes = new Map<string, BinaryType>([
  ['uuid', { oid: 2950, bytes: 16, write: writeUuid }],
  ['bigint', { oid: 20, bytes: 8, write: writeBigint }],
  ['int', { oid: 23, bytes: 4, write: integerWriter(-0x8000_0000, 0x7fff_ffff, 'writeInt32BE') }],
  ['smallint', { oid: 21, bytes: 2, write: integerWriter(-0x8000, 0x7fff, 'writeInt16BE') }],
  ['boolean', { oid: 16, bytes: 1, write: writeBoolean }],
  ['timestamptz', { oid: 1184, bytes: 8, write: writeInstant }],
  ['text', { oid: 25, bytes: textBytes, write: writeText }],
  ['jsonb', { oid: 3802, bytes: jsonbBytes, write: writeJsonb }],
  ['bytea', { oid: 17, bytes: byteaBytes, write: writeBytea }],
]);

/**
 * One-dimensional array as array_recv reads it: dimensions, flag for nulls, element type, length,
 * lower bound, then each element after its size (-1 for null). Undefined where an element has not
 * the form of the type: PostgreSQL then reads the text form, and says what is wrong with it.
 */
function binaryArray(values: readonly unknown[], type: BinaryType): Buffer | undefined {
  const sizes = sizesOf(values, type);
  if (!sizes) return undefined;
  const bytes = Buffer.allocUnsafe(20 + values.length * 4 + sizes.total);
  bytes.writeInt32BE(values.length === 0 ? 0 : 1, 0);
  bytes.writeInt32BE(0, 4);
  bytes.writeInt32BE(type.oid, 8);
  if (values.length === 0) return bytes.subarray(0, 12);
  bytes.writeInt32BE(values.length, 12);
  bytes.writeInt32BE(1, 16);
  let at = 20;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) {
      bytes.writeInt32BE(-1, at);
      bytes[7] = 1;
      at += 4;
      continue;
    }
    const size = sizes.each === undefined ? (type.bytes as number) : (sizes.each[i] as number);
    bytes.writeInt32BE(size, at);
    if (!type.write(bytes, at + 4, value, size)) return undefined;
    at += 4 + size;
  }
  return bytes.subarray(0, at);
}

/** What the elements take in all (at most, where some are null), and each where that varies. */
function sizesOf(
  values: readonly unknown[],
  { bytes }: BinaryType,
): { total: number; each?: Int32Array } | undefined {
  if (typeof bytes === 'number') return { total: values.length * bytes };
  const each = new Int32Array(values.length);
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value === null || value === undefined) continue;
    const size = bytes(value);
    if (size === undefined) return undefined;
    each[i] = size;
    total += size;
  }
  return { total, each };
}

function textBytes(value: unknown): number | undefined {
  return typeof value === 'string' ? Buffer.byteLength(value) : undefined;
}

/** Up to this many characters, putting them down one by one is faster than calling what does it. */
const SHORT = 24;

function writeText(into: Buffer, at: number, value: unknown, bytes: number): boolean {
  const text = value as string;
  if (bytes !== text.length) {
    into.write(text, at, bytes, 'utf8');
  } else if (bytes > SHORT) {
    into.write(text, at, bytes, 'latin1');
  } else {
    for (let i = 0; i < bytes; i++) into[at + i] = text.charCodeAt(i);
  }
  return true;
}

/** The one version of jsonb's binary form there is: the text, behind the number of the version. */
const JSONB_VERSION = 1;

function jsonbBytes(value: unknown): number | undefined {
  const bytes = textBytes(value);
  return bytes === undefined ? undefined : 1 + bytes;
}

function writeJsonb(into: Buffer, at: number, value: unknown, bytes: number): boolean {
  into[at] = JSONB_VERSION;
  return writeText(into, at + 1, value, bytes - 1);
}

function byteaBytes(value: unknown): number | undefined {
  return Buffer.isBuffer(value) ? value.length : undefined;
}

function writeBytea(into: Buffer, at: number, value: unknown): boolean {
  into.set(value as Buffer, at);
  return true;
}

/** The value of each hexadecimal digit by its character code, -1 for any other character. */
const nibbles = Int8Array.from({ length: 128 }, (_, code) => {
  const value = Number.parseInt(String.fromCharCode(code), 16);
  return Number.isNaN(value) ? -1 : value;
});
const HYPHEN = 45;

function writeUuid(into: Buffer, at: number, value: unknown): boolean {
  if (typeof value !== 'string' || value.length !== 36) return false;
  let from = 0;
  for (let i = 0; i < 16; i++) {
    if ((i === 4 || i === 6 || i === 8 || i === 10) && value.charCodeAt(from++) !== HYPHEN) {
      return false;
    }
    const high = nibbles[value.charCodeAt(from++)] ?? -1;
    const low = nibbles[value.charCodeAt(from++)] ?? -1;
    if (high < 0 || low < 0) return false;
    into[at + i] = (high << 4) | low;
  }
  return true;
}

const TWO_32 = 0x1_0000_0000;

function writeBigint(into: Buffer, at: number, value: unknown): boolean {
  if (!Number.isSafeInteger(value)) return false;
  const high = Math.floor((value as number) / TWO_32);
  into.writeInt32BE(high, at);
  into.writeUInt32BE((value as number) - high * TWO_32, at + 4);
  return true;
}

function integerWriter(
  least: number,
  most: number,
  method: 'writeInt32BE' | 'writeInt16BE',
): BinaryType['write'] {
  return (into, at, value) => {
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) {
      return false;
    }
    into[method](value as number, at);
    return true;
  };
}

function writeBoolean(into: Buffer, at: number, value: unknown): boolean {
  if (typeof value !== 'boolean') return false;
  into[at] = value ? 1 : 0;
  return true;
}

/** 2000-01-01, from which PostgreSQL counts microseconds. */
const EPOCH_MS = 946_684_800_000;

function writeInstant(into: Buffer, at: number, value: unknown): boolean {
  if (!(value instanceof Date) || Number.isNaN(value.getTime())) return false;
  // Microseconds of far years are beyond 2^53, so the two halves are multiplied by themselves.
  const ms = value.getTime() - EPOCH_MS;
  const high = Math.floor(ms / TWO_32);
  const low = (ms - high * TWO_32) * 1000;
  const carry = Math.floor(low / TWO_32);
  into.writeInt32BE(high * 1000 + carry, at);
  into.writeUInt32BE(low - carry * TWO_32, at + 4);
  return true;
}

/**
 * PostgreSQL's text form of an array. The driver has its own, which takes about twice as long; for a
 * batch of thousands of orders that is felt.
 */
export function arrayLiteral(values: readonly unknown[]): string {
  let text = '{';
  for (let i = 0; i < values.length; i++) {
    if (i > 0) text += ',';
    text += element(values[i]);
  }
  return `${text}}`;
}

function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  if (value instanceof Date) return `"${value.toISOString()}"`;
  if (Buffer.isBuffer(value)) return `"\\\\x${value.toString('hex')}"`;
  if (Array.isArray(value)) return arrayLiteral(value);
  return quoted(JSON.stringify(value));
}

const special = /["\\]/;
const control = /\p{Cc}/u;

/**
 * Quote and backslash are escaped by a backslash, as in JSON, and nothing else is. JSON's own
 * writer is native and does just that where there is no control character to be escaped.
 */
function quoted(text: string): string {
  if (!special.test(text)) return `"${text}"`;
  if (control.test(text) || !text.isWellFormed()) return `"${text.replace(/["\\]/g, '\\$&')}"`;
  return JSON.stringify(text);
}
