import { winBack } from '@quen/contracts/plays.ts';
import { afterAll, describe, expect, test } from 'vitest';
import { Renderer, TemplateFailure } from './renderer.ts';

const renderer = new Renderer();
afterAll(() => renderer.close());

const data = {
  locale: 'vi',
  currency: 'VND',
  customer: {
    greeting: 'chị Ánh',
    pronoun: 'chị',
    firstName: 'Ánh',
    fullName: '<img src=x onerror=alert(1)>"Ánh"',
    salutation: 'Chị',
    points: 1250,
    tier: null,
  },
  business: { name: 'Tiệm "Gió" & Mây' },
  voucher: { code: 'K7QM-2WXD-9HPA', name: 'Giảm 15%', validUntil: '31/12/2026' },
  links: { portal: 'https://quen.example/p?a=1&b=2', unsubscribe: 'https://quen.example/m/u/x' },
};
const mjml = (content: string) =>
  `<mjml><mj-body><mj-section><mj-column><mj-text>${content}</mj-text></mj-column></mj-section></mj-body></mjml>`;
const render = (content: string, subject = 'Chào') =>
  renderer.render({ subject, body: mjml(content) }, data);

describe('a letter', () => {
  for (const template of winBack.templates)
    for (const locale of ['vi', 'en'] as const)
      test(`${template.key} in ${locale} renders whole, without a warning or a leftover tag`, async () => {
        const message = await renderer.render(
          { subject: template.subject[locale], body: template.body[locale] },
          { ...data, locale },
        );
        expect(message.warnings).toEqual([]);
        expect(message.html).toContain('K7QM-2WXD-9HPA');
        expect(message.html).toContain('href="https://quen.example/m/u/x"');
        for (const part of [message.subject, message.html, message.text])
          expect(part).not.toMatch(/\{\{|\{%|%\}/);
        expect(message.text).toContain('https://quen.example/p?a=1&b=2');
        expect(message.text).toContain('Tiệm "Gió" & Mây');
      });

  test('what customers wrote is escaped in the body, whatever filter the author uses', async () => {
    for (const filter of ['', ' | raw', ' | escape', ' | upcase']) {
      const { html } = await render(`{{ customer.fullName${filter} }}`);
      expect(html.toLowerCase()).not.toContain('<img src');
    }
  });

  test('a subject is one line, as typed', async () => {
    const { subject } = await render('x', 'Chào {{ customer.fullName }}\r\nBcc: all@shop.example');
    expect(subject).toBe('Chào <img src=x onerror=alert(1)>"Ánh" Bcc: all@shop.example');
  });

  test('numbers and money follow the locale; capfirst leaves names alone', async () => {
    const { text } = await render(
      '{{ customer.points | number }} / {{ 45000 | money }} / {{ customer.greeting | capfirst }}',
    );
    expect(text.replaceAll('\u00a0', ' ')).toBe('1.250 / 45.000 ₫ / Chị Ánh');
  });

  test('a name that does not exist, or a voucher that is not there, is named as the problem', async () => {
    await expect(render('{{ customer.nme }}')).rejects.toMatchObject({
      kind: 'error',
      problem: expect.stringContaining('customer.nme'),
    });
    const { voucher: _, ...without } = data;
    const source = { subject: 'x', body: mjml('{{ voucher.code }}') };
    await expect(renderer.render(source, without)).rejects.toBeInstanceOf(TemplateFailure);
    const asked = { subject: 'x', body: mjml('{% if voucher %}{{ voucher.code }}{% endif %}-') };
    expect((await renderer.render(asked, without)).text).toBe('-');
  });

  test.each([
    ['{{ }}', 'Dòng 3 của nội dung: giữa hai dấu {{ và }} chưa có gì.'],
    ['{{ customer.nme }}', 'Dòng 3 của nội dung: không có dữ liệu nào tên là “customer.nme”.'],
    ['{{ 1 | giam }}', 'Dòng 3 của nội dung: không có bộ lọc “giam”.'],
    ['{% nếu %}', 'Dòng 3 của nội dung: '],
    ['{% if voucher %}', 'Dòng 3 của nội dung: “{% if voucher %}” mở ra mà không đóng lại.'],
    ['{{ customer.tier', 'Dòng 3 của nội dung: “{{ customer.tier” mở ra mà không đóng lại.'],
  ])('the line and the cause of %s are said to its author', async (content, vi) => {
    const failure = await render(`{{ customer.points }}\n\n${content}`).catch((e) => e);
    expect(failure).toBeInstanceOf(TemplateFailure);
    expect(failure.says.vi).toContain(vi);
    expect(failure.says.en).toMatch(/^Line 3 of the text: .+\.$/);
  });

  test('a subject that cannot be read is told from the body', async () => {
    await expect(render('x', '{{ khach }}')).rejects.toMatchObject({
      says: {
        vi: 'Dòng 1 của tiêu đề: không có dữ liệu nào tên là “khach”.',
        en: 'Line 1 of the subject: there is nothing called “khach”.',
      },
    });
  });

  test('a body that is not MJML is refused', async () => {
    await expect(
      renderer.render({ subject: 'x', body: '<p>Chào</p>' }, data),
    ).rejects.toMatchObject({ kind: 'error' });
  });
});

describe('a hostile template', () => {
  const long = 'a'.repeat(50_000);
  const hostile: Record<string, string> = {
    'endless loop': '{% for i in (1..1000000000) %}{% endfor %}',
    'loop without a body, nested':
      '{% for a in (1..99999) %}{% for b in (1..99999) %}{% endfor %}{% endfor %}',
    'table of everything': '{% tablerow i in (1..100000000) cols:1 %}{{ i }}{% endtablerow %}',
    'text that doubles':
      '{% assign s = "aaaaaaaaaa" %}{% for i in (1..60) %}{% assign s = s | append: s %}{% endfor %}{{ s }}',
    'array that doubles':
      '{% assign s = "a,b" | split: "," %}{% for i in (1..60) %}{% assign s = s | concat: s %}{% endfor %}{{ s | size }}',
    'date as wide as memory': '{{ "now" | date: "%1000000000Y" }}',
    'slow tag stripping': `{{ "${'<'.repeat(50_000)}" | strip_html }}`,
    'replacement explosion': `{{ "${long}" | replace: "a", "${'b'.repeat(20_000)}" }}`,
    'inclusion of a file': '{% include "/etc/passwd" %}',
    'rendering of a file': '{% render "../../../platform/config.ts" %}',
    'layout of a file': '{% layout "/etc/hostname" %}',
    'constructor of a value': '{{ customer.constructor.constructor }}',
    'prototype of a value': '{{ customer.__proto__.toString }}',
    'deep nesting': '{% if true %}'.repeat(5_000) + '{% endif %}'.repeat(5_000),
    'deep property path': `{{ customer${'.a'.repeat(20_000)} }}`,
    'capture that grows':
      '{% for i in (1..10000000) %}{% capture x %}{{ x }}{{ i }}{% endcapture %}{% endfor %}',
    'sorting of a crowd': '{{ (1..5000000) | sort | reverse | join: "," | size }}',
  };
  for (const [name, content] of Object.entries(hostile))
    test(`${name}: ends, gives nothing away, and this thread keeps turning`, async () => {
      let turns = 0;
      const beat = setInterval(() => turns++, 5);
      const outcome = await render(content).then(
        ({ text }) => text,
        (error: unknown) => error,
      );
      clearInterval(beat);
      if (outcome instanceof TemplateFailure) {
        // Killed for its time: this thread ran all along.
        if (outcome.kind === 'timeout') expect(turns).toBeGreaterThan(10);
      } else {
        expect(outcome).toEqual(expect.any(String));
        expect(outcome).not.toMatch(/root:|function|secret/i);
      }
      expect((await render('vẫn chạy')).text).toBe('vẫn chạy');
    });

  test('environment and process are out of reach', async () => {
    await expect(render('{{ process.env }}')).rejects.toMatchObject({ kind: 'error' });
    await expect(render('{{ globalThis }}')).rejects.toMatchObject({ kind: 'error' });
  });

  test('those who wait behind a killed one are served', async () => {
    const outcomes = await Promise.allSettled([
      render(hostile['loop without a body, nested'] as string),
      render('một'),
      render('hai'),
    ]);
    expect(
      outcomes.slice(1).map((o) => (o.status === 'fulfilled' ? o.value.text : o.reason)),
    ).toEqual(['một', 'hai']);
  });
});
