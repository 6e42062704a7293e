/**
 * PostgreSQL's text form of an array, for the array parameters of set-based statements. The driver
 * has its own, which takes about twice as long; for a batch of thousands of orders that is felt.
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
  if (value instanceof Date) return instant(value);
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

const instants = new Map<number, string>();
const MAX_INSTANTS = 10_000;

/** One moment goes into several columns (order, transfer, lot, timeline), so its text is kept. */
function instant(value: Date): string {
  const ms = value.getTime();
  let text = instants.get(ms);
  if (text === undefined) {
    if (instants.size >= MAX_INSTANTS) instants.clear();
    text = `"${value.toISOString()}"`;
    instants.set(ms, text);
  }
  return text;
}
