/** The message that a mail of ours carried, and the business that wrote it. */
export interface MessageSubject {
  tenantId: number;
  messageId: string;
}

/**
 * What a mail is called outside: the local part of its Message-ID and its envelope id (RFC 3461
 * ENVID). Reports repeat one of them, so that whoever reads them needs no table of mails.
 */
export const envelopeIdOf = ({ tenantId, messageId }: MessageSubject): string =>
  `${messageId}.${tenantId}`;

const shape = /^([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.([1-9]\d{0,8})$/;

/** Undefined where it is no id of ours. */
export function readEnvelopeId(text: string): MessageSubject | undefined {
  const found = shape.exec(text.trim().toLowerCase());
  if (!found) return undefined;
  return { messageId: found[1] as string, tenantId: Number(found[2]) };
}
