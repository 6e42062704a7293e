import type { Readable } from 'node:stream';
import { SaxesParser } from 'saxes';
import { DomainError } from '../../../platform/errors.ts';

/** The parser holds one text whole; beyond this a part is not a spreadsheet's. Characters. */
const MAX_TEXT = 24 * 1024 ** 2;

export interface XmlHandler {
  /** Names come without their namespace prefix. */
  open?(name: string, attributes: Record<string, string>): void;
  close?(name: string): void;
  text?(text: string): void;
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);

/**
 * Feeds an XML part to the handler as it is unpacked, and yields after every piece. Entities of the
 * document's own are not expanded (there is no document type in a spreadsheet). Throws xlsx_broken.
 */
export async function* parseXml(
  stream: Readable,
  part: string,
  handler: XmlHandler,
): AsyncGenerator<void> {
  const parser = new SaxesParser({ xmlns: false, position: false, fragment: false });
  const broken = () => new DomainError('xlsx_broken', { part });
  let sinceEvent = 0;
  let failed: Error | undefined;
  parser.on('error', (error) => {
    failed ??= error;
  });
  parser.on('doctype', () => {
    failed ??= new Error('a document type');
  });
  parser.on('opentag', (tag) => {
    sinceEvent = 0;
    handler.open?.(local(tag.name), tag.attributes as Record<string, string>);
  });
  parser.on('closetag', (tag) => {
    sinceEvent = 0;
    handler.close?.(local(tag.name));
  });
  if (handler.text) {
    parser.on('text', (text) => handler.text?.(text));
    parser.on('cdata', (text) => handler.text?.(text));
  }
  const decoder = new TextDecoder('utf-8');
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      sinceEvent += chunk.length;
      if (sinceEvent > MAX_TEXT) throw new DomainError('xlsx_expands_too_far');
      parser.write(decoder.decode(chunk, { stream: true }));
      if (failed) throw broken();
      yield;
    }
    parser.close();
  } catch (error) {
    throw error instanceof DomainError ? error : broken();
  } finally {
    stream.destroy();
  }
  if (failed) throw broken();
}

/** Reads a small part to its end. */
export async function readXml(stream: Readable, part: string, handler: XmlHandler): Promise<void> {
  for await (const _ of parseXml(stream, part, handler));
}
