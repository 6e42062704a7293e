import { expect, test } from 'vitest';
import { linkToken, readLinkToken } from './tokens.ts';
import { linksOf, track, withWayOut } from './tracking.ts';

const secret = 'a-secret-of-at-least-thirty-two-characters';
const subject = {
  tenantId: 42,
  messageId: '0193a5b2-7c4d-7e8f-9a0b-1c2d3e4f5a6b',
  url: 'https://shop.example/?a=1&b=Đà Lạt',
};

test('a token says what was put in, for its own purpose only', () => {
  const token = linkToken(secret, 'click', subject);
  expect(readLinkToken(secret, 'click', token)).toEqual(subject);
  expect(readLinkToken(secret, 'open', token)).toBeUndefined();
  expect(readLinkToken(secret, 'unsubscribe', token)).toBeUndefined();
  expect(readLinkToken('another-secret-of-thirty-two-characters', 'click', token)).toBeUndefined();
});

test('a token that was touched in any character is nothing', () => {
  const token = linkToken(secret, 'unsubscribe', { ...subject, url: '' });
  for (let i = 0; i < token.length; i++) {
    const other = token[i] === 'A' ? 'B' : 'A';
    const touched = token.slice(0, i) + other + token.slice(i + 1);
    // The last character of a 16-byte signature carries two idle bits; it may not vary either.
    expect(readLinkToken(secret, 'unsubscribe', touched), `character ${i}`).toBeUndefined();
  }
  for (const junk of [
    '',
    '.',
    'a.b.c',
    `${token}x`,
    `${token}.`,
    token.slice(0, -1),
    '%00',
    '../..',
  ])
    expect(readLinkToken(secret, 'unsubscribe', junk)).toBeUndefined();
});

const links = linksOf({ publicUrl: 'https://quen.example', secret }, subject);

test('web links are counted, the way out and mailto are not, and the text follows the HTML', () => {
  const { html, text } = track(
    {
      html: `<body><a style="x" href="https://shop.example/a?x=1&amp;y=2">A</a><a href="mailto:a@b.example">B</a><a href="${links.unsubscribe}">C</a></body>`,
      text: `A [https://shop.example/a?x=1&y=2]\nhttps://shop.example/a?x=1&y=2b\nC [${links.unsubscribe}]`,
    },
    links,
  );
  const through = links.click('https://shop.example/a?x=1&y=2');
  expect(html).toContain(`<a style="x" href="${through}">A</a>`);
  expect(html).toContain('href="mailto:a@b.example"');
  expect(html).toContain(`href="${links.unsubscribe}"`);
  expect(html).toMatch(/<img src="https:\/\/quen\.example\/m\/o\/[^"]+\.gif"[^>]*><\/body>$/);
  expect(text).toBe(`A [${through}]\nhttps://shop.example/a?x=1&y=2b\nC [${links.unsubscribe}]`);
});

test('a way out is added where the template forgot it, and only there', () => {
  const bare = withWayOut({ html: '<body>x</body>', text: 'x' }, links.unsubscribe, 'vi');
  expect(bare.html).toContain(`<a href="${links.unsubscribe}"`);
  expect(bare.text).toContain(links.unsubscribe);
  expect(withWayOut(bare, links.unsubscribe, 'vi')).toEqual(bare);
});
