import PostalMime, { type Attachment } from 'postal-mime';
import type { ReportParts } from '../domain/report.ts';

/** Where mail servers write reports from; the header section is enough to tell. */
const isReport = /^content-type:\s*multipart\/report\b/im;
const isFromServer = /^from:.*\b(mailer-daemon|postmaster)@/im;

/** Whether a mail with these headers may be a report, so that its content is worth fetching. */
export const mayBeReport = (headers: string): boolean => {
  const unfolded = headers.replace(/\r?\n[ \t]+/g, ' ');
  return isReport.test(unfolded) || isFromServer.test(unfolded);
};

// The second of each is the form with addresses in UTF-8 (RFC 6533).
const statusTypes = ['message/delivery-status', 'message/global-delivery-status'];
const returnedTypes = [
  'text/rfc822-headers',
  'message/rfc822',
  'message/global-headers',
  'message/global',
];

/**
 * Takes a mail apart, of which only the beginning may be there: what a report says comes before the
 * mail it returns. Undefined where it is no mail at all.
 */
export async function partsOf(source: Uint8Array): Promise<ReportParts | undefined> {
  const mail = await PostalMime.parse(source, {
    forceRfc822Attachments: true,
    attachmentEncoding: 'utf8',
    maxNestingDepth: 20,
    maxHeadersSize: 100_000,
  }).catch(() => undefined);
  if (!mail) return undefined;
  const partOf = (types: readonly string[]) =>
    contentOf(mail.attachments.find((part) => types.includes(part.mimeType)));
  return { status: partOf(statusTypes), returned: partOf(returnedTypes), text: mail.text ?? '' };
}

const contentOf = (part: Attachment | undefined): string | null =>
  typeof part?.content === 'string' ? part.content : null;
