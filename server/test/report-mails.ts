/** What a report is about: our mail, as its headers and envelope named it. */
export interface ReportedMail {
  /** Local part of its Message-ID. */
  id: string;
  to: string;
  /** Whether the server knew our envelope id; not all pass it on. */
  envelopeId?: boolean;
}

/** A group of delivery-status fields for one recipient. */
export interface ReportedFate {
  action: string;
  status: string;
  to?: string;
  diagnostic?: string;
}

const mailOf = (lines: readonly string[]): string => lines.join('\r\n');

/** The headers of our mail, as they come back. */
const returnedHeaders = ({ id, to }: ReportedMail) => [
  'Return-Path: <bounces@quen.example>',
  'From: =?UTF-8?B?VGnhu4dtIEdpw7M=?= <care@quen.example>',
  `To: ${to}`,
  'Subject: =?UTF-8?B?Q2jDoG8gY2jhu4sgw4FuaA==?=',
  'Message-ID:',
  ` <${id}@quen.example>`,
  'MIME-Version: 1.0',
];

/** A multipart/report as Postfix writes it (RFC 3464), the headers of our mail returned. */
export function postfixReport(mail: ReportedMail, fates: readonly ReportedFate[]): string {
  return mailOf([
    'Return-Path: <>',
    'From: MAILER-DAEMON@mx.quen.example (Mail Delivery System)',
    'Subject: Undelivered Mail Returned to Sender',
    'To: bounces@quen.example',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; report-type=delivery-status;',
    '\tboundary="4XyZ.1732241234/mx.quen.example"',
    '',
    'This is a MIME-encapsulated message.',
    '',
    '--4XyZ.1732241234/mx.quen.example',
    'Content-Description: Notification',
    'Content-Type: text/plain; charset=us-ascii',
    '',
    'This is the mail system at host mx.quen.example.',
    '',
    '--4XyZ.1732241234/mx.quen.example',
    'Content-Description: Delivery report',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; mx.quen.example',
    ...(mail.envelopeId === false ? [] : [`Original-Envelope-Id: ${mail.id}`]),
    'Arrival-Date: Sat, 21 Nov 2026 10:00:00 +0700 (+07)',
    ...fates.flatMap((fate) => [
      '',
      `Final-Recipient: rfc822; ${fate.to ?? mail.to}`,
      `Original-Recipient: rfc822;${mail.to}`,
      `Action: ${fate.action}`,
      `Status: ${fate.status}`,
      'Remote-MTA: dns; mx.mail.example',
      ...(fate.diagnostic ? [`Diagnostic-Code: smtp; ${fate.diagnostic}`] : []),
    ]),
    '',
    '--4XyZ.1732241234/mx.quen.example',
    'Content-Description: Undelivered Message Headers',
    'Content-Type: text/rfc822-headers',
    '',
    ...returnedHeaders(mail),
    '',
    '--4XyZ.1732241234/mx.quen.example--',
    '',
  ]);
}

/** As Exchange Online writes it: HTML first, the whole mail returned, no envelope id. */
export const exchangeReport = (mail: ReportedMail, status: string): string =>
  mailOf([
    'From: <postmaster@shop.onmicrosoft.example>',
    'To: <bounces@quen.example>',
    'Content-Type: multipart/report; report-type=delivery-status;',
    ' boundary="e1f2-97"',
    'Content-Language: en-GB',
    'Subject: Undeliverable: hello',
    'Auto-Submitted: auto-replied',
    'MIME-Version: 1.0',
    '',
    '--e1f2-97',
    'Content-Type: multipart/alternative; differences=Content-Type;',
    ' boundary="0a9b"',
    '',
    '--0a9b',
    'Content-Type: text/plain; charset="us-ascii"',
    'Content-Transfer-Encoding: quoted-printable',
    '',
    `Your message to ${mail.to} couldn't be delivered.=0A`,
    '--0a9b',
    'Content-Type: text/html; charset="us-ascii"',
    '',
    '<html><body>Your message could not be delivered.</body></html>',
    '--0a9b--',
    '',
    '--e1f2-97',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns;SG2PR01MB0001.apcprd01.prod.exchangelabs.example',
    'Received-From-MTA: dns;mx.quen.example',
    'Arrival-Date: Sat, 21 Nov 2026 03:00:00 +0000',
    '',
    `Final-Recipient: rfc822;${mail.to}`,
    'Action: failed',
    `Status: ${status}`,
    `Diagnostic-Code: smtp;550 ${status} RESOLVER.ADR.RecipientNotFound; Recipient not`,
    '\tfound by SMTP address lookup',
    '',
    '--e1f2-97',
    'Content-Type: message/rfc822',
    '',
    'Received: from mx.quen.example (203.0.113.7)',
    ' by SG2PR01MB0001.apcprd01.prod.exchangelabs.example; Sat, 21 Nov 2026 03:00:00 +0000',
    ...returnedHeaders(mail),
    'Content-Type: text/plain',
    '',
    'Hello',
    '',
    '--e1f2-97--',
  ]);

/** As Gmail writes it: related pictures, a Status with a class that Postfix would not choose. */
export const gmailReport = (mail: ReportedMail, status: string): string =>
  mailOf([
    'From: Mail Delivery Subsystem <mailer-daemon@googlemail.example>',
    'To: bounces@quen.example',
    'Subject: Delivery Status Notification (Failure)',
    `References: <${mail.id}@quen.example>`,
    'MIME-Version: 1.0',
    'Content-Type: multipart/report; boundary="00000000000041"; report-type=delivery-status',
    '',
    '--00000000000041',
    'Content-Type: multipart/related; boundary="00000000000042"',
    '',
    '--00000000000042',
    'Content-Type: multipart/alternative; boundary="00000000000043"',
    '',
    '--00000000000043',
    'Content-Type: text/plain; charset="UTF-8"',
    '',
    '** Address not found **',
    '--00000000000043--',
    '--00000000000042',
    'Content-Type: image/png; name="icon.png"',
    'Content-Disposition: attachment; filename="icon.png"',
    'Content-Transfer-Encoding: base64',
    'Content-ID: <icon.png>',
    '',
    'iVBORw0KGgo=',
    '--00000000000042--',
    '--00000000000041',
    'Content-Type: message/delivery-status',
    '',
    'Reporting-MTA: dns; googlemail.com',
    'Arrival-Date: Fri, 20 Nov 2026 19:00:00 -0800 (PST)',
    `X-Original-Message-ID: <${mail.id}@quen.example>`,
    '',
    `Final-Recipient: rfc822; ${mail.to}`,
    'Action: failed',
    `Status: ${status}`,
    `Diagnostic-Code: smtp; 550-${status} The email account that you tried to reach does`,
    ` 550 ${status} not exist. mail.example - gsmtp`,
    'Last-Attempt-Date: Fri, 20 Nov 2026 19:00:01 -0800 (PST)',
    '',
    '--00000000000041',
    'Content-Type: message/rfc822',
    '',
    ...returnedHeaders(mail),
    'Content-Type: text/plain',
    '',
    'Hello',
    '--00000000000041--',
  ]);

/** As qmail writes it: plain text (QSBMF). */
export const qmailBounce = (mail: ReportedMail, reason: string): string =>
  mailOf([
    'From: MAILER-DAEMON@mx.mail.example',
    'To: bounces@quen.example',
    'Subject: failure notice',
    '',
    'Hi. This is the qmail-send program at mx.mail.example.',
    "I'm afraid I wasn't able to deliver your message to the following addresses.",
    "This is a permanent error; I've given up. Sorry it didn't work out.",
    '',
    `<${mail.to}>:`,
    reason,
    '',
    '--- Below this line is a copy of the message.',
    '',
    ...returnedHeaders(mail),
    '',
    'Hello',
  ]);
