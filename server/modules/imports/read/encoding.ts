import { createReadStream } from 'node:fs';
import { DomainError } from '../../../platform/errors.ts';

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258' | 'windows-1252';
export const encodings: readonly Encoding[] = [
  'utf-8',
  'utf-16le',
  'utf-16be',
  'windows-1258',
  'windows-1252',
];

const SAMPLE_BYTES = 64 * 1024;

/**
 * How a text file is written, found by reading all of it: byte-order mark, then UTF-16 by where its
 * zero bytes are, then UTF-8 by being valid to the end, then the two Windows code pages by which
 * of them makes Vietnamese. Throws file_not_text where it is none.
 */
export async function detectEncoding(path: string): Promise<Encoding> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let valid = true;
  let first: Buffer | undefined;
  const odd: Buffer[] = [];
  let oddBytes = 0;
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    if (!first) {
      first = chunk.subarray(0, SAMPLE_BYTES);
      const marked = byMark(first) ?? byZeros(first);
      if (marked) return marked;
      refuseBinary(first);
    }
    if (valid) {
      try {
        utf8.decode(chunk, { stream: true });
      } catch {
        valid = false;
      }
    }
    // What tells the code pages apart may come late in a file that begins in plain letters.
    if (!valid && oddBytes < SAMPLE_BYTES * 4) {
      odd.push(chunk);
      oddBytes += chunk.length;
    } else if (!valid) break;
  }
  if (!first) throw new DomainError('file_empty');
  try {
    if (valid) utf8.decode();
  } catch {
    valid = false;
    odd.push(first);
  }
  return valid ? 'utf-8' : windowsPage(Buffer.concat(odd));
}

function byMark(start: Buffer): Encoding | undefined {
  if (start[0] === 0xef && start[1] === 0xbb && start[2] === 0xbf) return 'utf-8';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  return undefined;
}

/** UTF-16 of mostly Latin text has a zero in every other byte, on one side. */
function byZeros(start: Buffer): Encoding | undefined {
  const zeros = [0, 0];
  start.forEach((byte, i) => {
    if (byte === 0) zeros[i % 2] = (zeros[i % 2] as number) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const half = start.length / 2;
  if (odd > half * 0.3 && even < half * 0.05) return 'utf-16le';
  if (even > half * 0.3 && odd < half * 0.05) return 'utf-16be';
  return undefined;
}

function refuseBinary(start: Buffer): void {
  let control = 0;
  for (const byte of start) {
    if (byte === 0) throw new DomainError('file_not_text');
    if (byte < 32 && byte !== 9 && byte !== 10 && byte !== 13) control++;
  }
  if (control > start.length / 100) throw new DomainError('file_not_text');
}

const vietnamese = /[ăâđêôơưàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ]/iu;

/**
 * Windows-1258 writes most tones as a mark after the letter. Read so, Vietnamese text composes into
 * its own letters, and Western text puts marks where no letter takes them.
 */
function windowsPage(bytes: Buffer): Encoding {
  const text = new TextDecoder('windows-1258').decode(bytes);
  let fits = 0;
  let breaks = 0;
  for (const [pair] of text.matchAll(/.?[\u0300\u0301\u0303\u0309\u0323]/gsu)) {
    const letter = pair.normalize('NFC');
    if ([...letter].length === 1 && vietnamese.test(letter)) fits++;
    else breaks++;
  }
  for (const [letter] of text.matchAll(/[đăơưĐĂƠƯ]/gu))
    fits += letter === letter.toLowerCase() ? 0.5 : 0.25;
  return breaks > fits ? 'windows-1252' : 'windows-1258';
}

/** The text of a file, piece by piece, composed (NFC). */
export async function* readText(path: string, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: false });
  let held = '';
  for await (const chunk of createReadStream(path, {
    highWaterMark: 256 * 1024,
  }) as AsyncIterable<Buffer>) {
    const text = held + decoder.decode(chunk, { stream: true });
    // The last letter waits: marks that belong to it may be in the next piece.
    const cut = text.length - (/.[\u0300-\u036f]*$/su.exec(text)?.[0].length ?? 0);
    held = text.slice(cut);
    const ready = text.slice(0, cut);
    if (ready) yield ready.normalize('NFC');
  }
  const tail = (held + decoder.decode()).normalize('NFC');
  if (tail) yield tail;
}
