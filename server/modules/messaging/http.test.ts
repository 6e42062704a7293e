import { winBack } from '@quen/contracts/plays.ts';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Tenant } from '../../platform/db.ts';
import { businessWith } from '../../test/business.ts';
import { testDatabase } from '../../test/harness.ts';
import { testMailbox } from '../../test/mailbox.ts';
import { messageRows, messagingProgramme, reader, testPost } from '../../test/messages.ts';
import { testServer } from '../../test/server.ts';
import { issueKey } from '../access/index.ts';
import { consentHistory, recordConsent } from '../customers/index.ts';
import { issueVouchers } from '../rewards/index.ts';
import { timelineOf } from '../timeline/index.ts';
import { linkToken } from './domain/tokens.ts';
import { queueMessages } from './intents.ts';

const { db, clock } = await testDatabase();
const mailbox = await testMailbox();
const post = testPost(db, mailbox);
const { app } = await testServer(db, {
  smtpUrl: mailbox.url,
  mailFrom: 'Quen <care@quen.example>',
});

let tenant: Tenant;
let key: string;
beforeEach(async () => {
  tenant = await businessWith(db, messagingProgramme);
  const issued = await db.tx(tenant, 'staff:owner', (tx) =>
    issueKey(tx, { name: 'test', scopes: ['journeys.read', 'journeys.write'] }),
  );
  key = issued.key;
});

const call = async (method: 'GET' | 'POST', url: string, payload?: object) => {
  const answer = await app.inject({
    method,
    url,
    headers: { authorization: `Bearer ${key}` },
    ...(payload ? { payload } : {}),
  });
  return { status: answer.statusCode, body: answer.json() };
};
/** As a mail program or a browser would: without any sign-in. */
const follow = (method: 'GET' | 'POST' | 'HEAD', url: string, payload?: string) =>
  app.inject({
    method,
    url: new URL(url).pathname,
    ...(payload === undefined
      ? {}
      : { payload, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
  });
const kinds = async (customerId: string) =>
  (await db.tx(tenant, 'test', (tx) => timelineOf(tx, customerId, { limit: 50 })))
    .map((row) => row.kind)
    .filter((kind) => /message|consent/.test(kind));

/** Sends one offer for real; the links a reader finds in it. */
async function mailed(locale: 'vi' | 'en' = 'vi') {
  const { id, email } = await reader(db, tenant, { locale });
  await db.tx(tenant, 'system', async (tx) => {
    const [voucher] = await issueVouchers(tx, [
      { campaign: 'win-back', customerId: id, issuedBy: 'test' },
    ]);
    await queueMessages(tx, [
      {
        customerId: id,
        channel: 'email',
        template: 'offer',
        programmeVersion: 1,
        purpose: 'marketing',
        intent: `test:${id}`,
        source: 'journey:win-back',
        voucherId: voucher?.id,
      },
    ]);
  });
  await post.deliver(tenant);
  clock.advance(60_000);
  const html = mailbox.mailsTo(email)[0]?.html ?? '';
  const find = (part: string) =>
    new RegExp(`https://quen\\.example/m/${part}/[^"<\\s]+`).exec(html)?.[0] as string;
  return { id, email, open: find('o'), click: find('c'), unsubscribe: find('u') };
}

describe('the links of a message', () => {
  test('the pixel counts the first opening, and is a picture whatever it is asked', async () => {
    const { id, open } = await mailed();
    for (let i = 0; i < 3; i++) {
      const answer = await follow('GET', open);
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toBe('image/gif');
      expect(answer.headers['cross-origin-resource-policy']).toBe('cross-origin');
    }
    expect((await kinds(id)).filter((kind) => kind === 'message.opened')).toHaveLength(1);
    const junk = await app.inject({ method: 'GET', url: '/m/o/nonsense.gif' });
    expect(junk.rawPayload).toEqual((await follow('GET', open)).rawPayload);
  });

  test('a click leads where the message said, and tells that it was opened too', async () => {
    const { id, click } = await mailed();
    expect((await follow('HEAD', click)).statusCode).toBe(302);
    expect(await kinds(id)).not.toContain('message.clicked');
    const answer = await follow('GET', click);
    expect(answer.statusCode).toBe(302);
    expect(answer.headers.location).toBe('https://shop.example/?a=1&b=2');
    await follow('GET', click);
    expect((await kinds(id)).filter((kind) => kind === 'message.clicked')).toHaveLength(1);
    expect(await messageRows(db, tenant)).toMatchObject([
      { opened_at: expect.any(Date), clicked_at: expect.any(Date) },
    ]);
  });

  test('leads nowhere a message did not point', async () => {
    const { click, open } = await mailed();
    const subject = {
      tenantId: tenant.id,
      messageId: '0193a5b2-7c4d-7e8f-9a0b-1c2d3e4f5a6b',
      url: '',
    };
    const forged = linkToken('not-the-secret-of-this-server-at-all', 'click', {
      ...subject,
      url: 'https://evil.example/',
    });
    const swapped = click.replace(
      /\.([\w-]+)\.([\w-]{22})$/,
      (_, _url, mac) => `.${Buffer.from('https://evil.example/').toString('base64url')}.${mac}`,
    );
    const otherPurpose = open.replace('/m/o/', '/m/c/').replace('.gif', '');
    for (const url of [swapped, otherPurpose, `https://quen.example/m/c/${forged}`]) {
      const answer = await follow('GET', url);
      expect(answer.statusCode).toBe(404);
      expect(answer.headers.location).toBeUndefined();
    }
  });
});

describe('the way out', () => {
  test('asks on GET and acts on POST, once', async () => {
    const { id, unsubscribe } = await mailed();
    const held = async () =>
      (await db.tx(tenant, 'test', (tx) => consentHistory(tx, id))).map((c) => [
        c.granted,
        c.method,
      ]);

    for (let i = 0; i < 2; i++) {
      const asked = await follow('GET', unsubscribe);
      expect(asked.statusCode).toBe(200);
      expect(asked.headers['content-type']).toContain('text/html');
      expect(asked.body).toContain('<form method="post">');
      expect(asked.body).toContain('Ngừng nhận thư');
    }
    expect(await held(), 'looking changes nothing').toEqual([[true, 'counter']]);

    for (let i = 0; i < 3; i++) {
      const left = await follow('POST', unsubscribe, 'List-Unsubscribe=One-Click');
      expect(left.statusCode).toBe(200);
      expect(left.body).toContain('Đã ngừng gửi');
    }
    expect(await held()).toEqual([
      [false, 'unsubscribe_link'],
      [true, 'counter'],
    ]);
    expect((await kinds(id)).filter((kind) => kind === 'consent.changed')).toHaveLength(2);
    expect((await follow('GET', unsubscribe)).body).not.toContain('<form');
    expect(await messageRows(db, tenant)).toMatchObject([{ unsubscribed_at: expect.any(Date) }]);
  });

  test('is a form too: multipart and empty posts act as well, two at once as one', async () => {
    const { id, unsubscribe } = await mailed('en');
    expect((await follow('GET', unsubscribe)).body).toContain('Unsubscribe</button>');
    await Promise.all([follow('POST', unsubscribe, ''), follow('POST', unsubscribe, 'x=1')]);
    const { body, headers } = multipart();
    const posted = await app.inject({
      method: 'POST',
      url: new URL(unsubscribe).pathname,
      payload: body,
      headers,
    });
    expect(posted.statusCode).toBe(200);
    const history = await db.tx(tenant, 'test', (tx) => consentHistory(tx, id));
    expect(history.map((c) => c.granted)).toEqual([false, true]);
  });

  test('holds for the next message, until the customer agrees anew', async () => {
    const { id, email, unsubscribe } = await mailed();
    await follow('POST', unsubscribe, 'List-Unsubscribe=One-Click');
    const again = async (n: number) => {
      clock.advance(60_000);
      await db.tx(tenant, 'system', (tx) =>
        queueMessages(tx, [
          {
            customerId: id,
            channel: 'email',
            template: 'news',
            programmeVersion: 1,
            purpose: 'marketing',
            intent: `again:${id}:${n}`,
            source: 'test',
          },
        ]),
      );
      await post.deliver(tenant);
    };
    await again(1);
    expect(mailbox.mailsTo(email)).toHaveLength(1);
    await db.tx(tenant, 'staff:x', (tx) =>
      recordConsent(tx, {
        customerId: id,
        channel: 'email',
        purpose: 'marketing',
        granted: true,
        method: 'counter',
      }),
    );
    await again(2);
    expect(mailbox.mailsTo(email)).toHaveLength(2);
    await follow('POST', unsubscribe, 'List-Unsubscribe=One-Click');
    await again(3);
    expect(mailbox.mailsTo(email)).toHaveLength(2);
  });

  test('of nobody is not found, in the reader’s language', async () => {
    const answer = await app.inject({
      method: 'POST',
      url: '/m/u/preview',
      headers: { 'accept-language': 'en-GB,en;q=0.9' },
    });
    expect(answer.statusCode).toBe(404);
    expect(answer.body).toContain('This link is not right');
  });
});

function multipart() {
  const body =
    '--b\r\ncontent-disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n';
  return { body, headers: { 'content-type': 'multipart/form-data; boundary=b' } };
}

describe('previews', () => {
  test('show a template as a given customer, or as an example reader, in either language', async () => {
    const { id } = await reader(db, tenant, { fullName: 'Trần Văn <i>Bình</i>' });
    const asCustomer = await call('POST', '/v1/templates/preview', {
      key: 'win-back-invitation',
      customerId: id,
    });
    expect(asCustomer.status).toBe(200);
    expect(asCustomer.body.subject).toContain('<i>Bình</i>');
    expect(asCustomer.body.html).toContain('&lt;i&gt;Bình&lt;/i&gt;');
    expect(asCustomer.body.html).toContain(`/portal/${tenant.slug}`);
    expect(asCustomer.body.warnings).toEqual([]);
    const example = await call('POST', '/v1/templates/preview', {
      template: winBack.templates[0] && {
        subject: winBack.templates[0].subject,
        body: winBack.templates[0].body,
      },
      locale: 'en',
    });
    expect(example.body.subject).toContain('It has been a while, Ánh');
    expect(await messageRows(db, tenant)).toEqual([]);
  });

  test('name the problem of a template that does not work', async () => {
    const text = (body: string) => ({
      template: { subject: { vi: 'x', en: 'x' }, body: { vi: body, en: body } },
    });
    const mjml = (inner: string) =>
      `<mjml><mj-body><mj-section><mj-column><mj-text>${inner}</mj-text></mj-column></mj-section></mj-body></mjml>`;
    for (const [body, problem] of [
      [mjml('{{ customer.nme }}'), 'customer.nme'],
      [mjml('{% if customer.points %}'), 'if'],
      [mjml('{{ 1 | nofilter }}'), 'nofilter'],
      [mjml('{% for a in (1..99999) %}{% for b in (1..99999) %}{% endfor %}{% endfor %}'), 'limit'],
    ] as const) {
      const { status, body: answer } = await call('POST', '/v1/templates/preview', text(body));
      expect(status).toBe(422);
      expect(answer).toMatchObject({ code: 'template_invalid' });
      expect(answer.details.problem).toContain(problem);
      expect(answer.message.vi).toMatch(/^Mẫu tin chưa dựng được\. Dòng 1 của nội dung: .+\.$/);
    }
    expect((await call('POST', '/v1/templates/preview', { key: 'nothing' })).status).toBe(404);
    expect((await call('POST', '/v1/templates/preview', {})).status).toBe(400);
  });

  test('can be sent to oneself', async () => {
    const sent = await call('POST', '/v1/templates/test-send', {
      key: 'win-back-reminder',
      to: 'Marketer@Shop.example',
    });
    expect(sent.body).toEqual({ sent: true, to: 'marketer@shop.example' });
    const [mail] = mailbox.mailsTo('marketer@shop.example');
    expect(mail?.subject).toContain('[Gửi thử] [QC] Món quà của chị Ánh');
    expect(mail?.html).not.toContain('/m/o/');
    mailbox.behave = () => 'refuse-address';
    const refused = await call('POST', '/v1/templates/test-send', {
      key: 'win-back-reminder',
      to: 'gone@shop.example',
    });
    mailbox.behave = undefined;
    expect(refused).toMatchObject({ status: 502, body: { code: 'message_refused' } });
  });
});

test('the send log lists what was sent and why not, by customer, journey and state', async () => {
  const sent = await mailed();
  const silent = await reader(db, tenant, { agreed: false });
  await db.tx(tenant, 'system', (tx) =>
    queueMessages(tx, [
      {
        customerId: silent.id,
        channel: 'email',
        template: 'news',
        programmeVersion: 1,
        purpose: 'marketing',
        intent: 'log',
        source: 'journey:other',
      },
    ]),
  );
  await post.deliver(tenant);
  const all = await call('GET', '/v1/messages');
  expect(all.body.items).toMatchObject([
    {
      customerId: silent.id,
      customerName: 'Đặng Thị Ngọc Ánh',
      state: 'skipped',
      reason: 'no_consent',
      why: { vi: expect.stringContaining('đồng ý') },
    },
    { customerId: sent.id, state: 'sent', why: null },
  ]);
  const ids = async (query: string) =>
    (await call('GET', `/v1/messages?${query}`)).body.items.map(
      (m: { customerId: string }) => m.customerId,
    );
  expect(await ids('journey=win-back')).toEqual([sent.id]);
  expect(await ids('state=skipped')).toEqual([silent.id]);
  expect(await ids(`customer=${sent.id}`)).toEqual([sent.id]);
  const first = await call('GET', '/v1/messages?limit=1');
  expect(await ids(`limit=1&cursor=${first.body.next}`)).toEqual([sent.id]);
});
