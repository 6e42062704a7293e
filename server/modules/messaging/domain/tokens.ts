import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * Links of messages carry what they are about, signed: no table of links, and nothing that was not
 * in a message of ours can be asked of them. A signature holds for one purpose only, so an open
 * pixel cannot be turned into an unsubscription.
 */
export type LinkPurpose = 'open' | 'click' | 'unsubscribe';

export interface LinkSubject {
  tenantId: number;
  messageId: string;
  /** Where a click leads; empty for the other purposes. */
  url: string;
}

const packUuid = (id: string) => Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url');

function unpackUuid(text: string): string {
  const hex = Buffer.from(text, 'base64url').toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** 128 bits of an HMAC-SHA256: 22 characters. */
function signatureOf(secret: string, purpose: LinkPurpose, body: string): string {
  const mac = createHmac('sha256', secret).update(`quen.message-link.${purpose}\n${body}`).digest();
  return mac.subarray(0, 16).toString('base64url');
}

export function linkToken(secret: string, purpose: LinkPurpose, subject: LinkSubject): string {
  const target = subject.url ? `.${Buffer.from(subject.url).toString('base64url')}` : '';
  const body = `${subject.tenantId.toString(36)}.${packUuid(subject.messageId)}${target}`;
  return `${body}.${signatureOf(secret, purpose, body)}`;
}

const shape = /^([0-9a-z]{1,7})\.([\w-]{22})(?:\.([\w-]+))?\.([\w-]{22})$/;

/** What the token is about, or undefined where we did not make it for this purpose. */
export function readLinkToken(
  secret: string,
  purpose: LinkPurpose,
  token: string,
): LinkSubject | undefined {
  const found = shape.exec(token);
  if (!found) return undefined;
  const body = token.slice(0, token.lastIndexOf('.'));
  const expected = Buffer.from(signatureOf(secret, purpose, body));
  if (!timingSafeEqual(expected, Buffer.from(found[4] as string))) return undefined;
  return {
    tenantId: Number.parseInt(found[1] as string, 36),
    messageId: unpackUuid(found[2] as string),
    url: found[3] ? Buffer.from(found[3], 'base64url').toString('utf8') : '',
  };
}
