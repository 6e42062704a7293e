/**
 * Takes the pictures of docs/screens: every page a person meets, at desktop and phone size, from the
 * demo business. Run: node e2e/screens.ts
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { type App, startApp } from './app.ts';
import { desktop, openBrowser, phone, tablet, visitor } from './browser.ts';
import { openMailbox } from './mailbox.ts';

const folder = join(import.meta.dirname, '..', 'docs', 'screens');

/** Pages of the console by file name and address. */
const pages: readonly [string, string][] = [
  ['console-home', ''],
  ['console-customers', 'customers'],
  ['console-rfm', 'rfm'],
  ['console-segments', 'segments'],
  ['console-programme', 'programme'],
  ['console-journeys', 'journeys'],
  ['console-journey', 'journeys/win-back'],
  ['console-vouchers', 'vouchers'],
  ['console-imports', 'imports'],
  ['console-reports', 'reports'],
  ['console-settings', 'settings'],
];

const mailbox = await openMailbox();
const app = await startApp(mailbox.port);
const browser = await openBrowser();
await mkdir(folder, { recursive: true });
try {
  await takeConsole(browser, app, 'vi', desktop);
  await takeConsole(browser, app, 'vi', phone);
  await takeConsole(browser, app, 'en', desktop);
  await takeCounter(browser, app);
  await takePortal(browser, app);
} finally {
  await browser.close();
  await app.stop();
  await mailbox.close();
}

function sizeOf(view: { width: number }): string {
  return view.width < 500 ? '.phone' : '';
}

/** Loaded: after a click within a page the network is idle before it has begun to load anything. */
async function settled(page: Page): Promise<void> {
  await page.waitForLoadState('networkidle');
  await page.locator('[class*="keleton"]').first().waitFor({ state: 'detached' });
  await page.evaluate(() => document.fonts.ready);
}

async function shoot(page: Page, name: string): Promise<void> {
  await settled(page);
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: false });
}

async function signIn(context: BrowserContext, address: string, role: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await page
    .getByLabel('E-mail')
    .fill(app.demo.staff.find((s) => s.role === role)?.email as string);
  await page.locator('input[type=password]').fill(app.demo.password);
  await page.keyboard.press('Enter');
  return page;
}

async function takeConsole(
  browser: Browser,
  app: App,
  language: 'vi' | 'en',
  view: { width: number; height: number },
): Promise<void> {
  const context = await visitor(browser, view, language === 'vi' ? 'vi-VN' : 'en-GB');
  const page = await signIn(context, app.console, 'owner');
  await page.getByRole('heading', { level: 1 }).filter({ hasNotText: 'Quen' }).waitFor();
  if (language === 'en') await page.getByText('English', { exact: true }).first().click();
  for (const [name, path] of pages) {
    await page.goto(`${app.console}${path}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await shoot(page, `${name}.${language}${sizeOf(view)}`);
  }
  const digits = app.demo.member.phone.replace(/\D/g, '').slice(-6);
  await page.goto(`${app.console}customers?q=${digits}`);
  await page.getByText(app.demo.member.name).first().click();
  await page.waitForURL(/customers\/[0-9a-f-]{36}/);
  await shoot(page, `console-customer.${language}${sizeOf(view)}`);
  await context.close();
}

async function takeCounter(browser: Browser, app: App): Promise<void> {
  const context = await visitor(browser, tablet);
  const page = await signIn(context, app.counter, 'cashier');
  await page.getByLabel(/Tìm khách/).fill(app.demo.member.phone.replace(/\D/g, ''));
  await page.getByText(app.demo.member.name).first().waitFor();
  await page.keyboard.press('Enter');
  await page.getByLabel('Tiền hóa đơn').fill('250k');
  await page.keyboard.press('F8');
  await page.getByText(/^−.*₫/).waitFor();
  await shoot(page, 'counter.vi');
  await context.close();
}

async function takePortal(browser: Browser, app: App): Promise<void> {
  const context = await visitor(browser, phone);
  const page = await context.newPage();
  await page.goto(app.portal);
  await shoot(page, 'portal-sign-in.vi.phone');
  const { member } = app.demo;
  await page.getByLabel('Số điện thoại hoặc e-mail').fill(member.phone);
  await page.getByRole('button', { name: 'Gửi mã' }).click();
  await page.getByLabel('Mã 6 số').waitFor();
  await page.getByLabel('Mã 6 số').fill(await codeOf(app));
  await page.getByText(member.name).first().waitFor();
  await shoot(page, 'portal-card.vi.phone');
  for (const [name, tab] of [
    ['portal-vouchers', 'Ưu đãi'],
    ['portal-history', 'Lịch sử'],
    ['portal-me', 'Tôi'],
  ] as const) {
    await page.getByText(tab, { exact: true }).last().click();
    await shoot(page, `${name}.vi.phone`);
  }
  await context.close();
}

/** The one-time code: a phone's goes to the log in development, an e-mail's to the mailbox. */
async function codeOf(app: App): Promise<string> {
  for (;;) {
    const line = app.logged().findLast((l) => l.includes('"member code"'));
    const code = line && /"code":"(\d{6})"/.exec(line)?.[1];
    if (code) return code;
    await new Promise((wake) => setTimeout(wake, 100));
  }
}
