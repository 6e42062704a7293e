import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type App, startApp } from './app.ts';
import { desktop, openBrowser, phone, tablet, visitor } from './browser.ts';
import { type Mailbox, openMailbox } from './mailbox.ts';

/**
 * A newcomer's ten minutes, as one story through console, mail, counter and portal, in Vietnamese,
 * against the real process, a real SMTP server and a real browser.
 */
let mailbox: Mailbox;
let app: App;
let browser: Browser;
/** Whatever a page threw or logged as an error, and answers of 500 and above. */
const troubles: string[] = [];

beforeAll(async () => {
  mailbox = await openMailbox();
  app = await startApp(mailbox.port);
  browser = await openBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  await app?.stop();
  await mailbox?.close();
});

async function pageFor(viewport: { width: number; height: number }): Promise<Page> {
  const page = await (await visitor(browser, viewport)).newPage();
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('response', (answer) => {
    if (answer.status() >= 500) troubles.push(`${answer.status()} ${answer.url()}`);
  });
  return page;
}

async function signedIn(
  role: string,
  address: string,
  viewport: { width: number; height: number },
): Promise<Page> {
  const page = await pageFor(viewport);
  await page.goto(address);
  const email = app.demo.staff.find((s) => s.role === role)?.email as string;
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(app.demo.password);
  await page.getByRole('button', { name: 'Đăng nhập' }).click();
  return page;
}

/** Opens a page by the menu at the side. */
const menu = (page: Page, name: string): Promise<void> =>
  page.getByRole('navigation').first().getByRole('link', { name, exact: true }).click();

/** What the story carries from one scene to the next. */
interface Guest {
  name: string;
  email: string;
  voucher: string;
}

test(
  'a newcomer’s ten minutes',
  () =>
    withPictures(async () => {
      const owner = await signedIn('owner', app.console, desktop);
      await home(owner);
      await findPeople(owner);
      await importHistory(owner);
      await knowThem(owner);
      await promise(owner);
      const guest = await wakeTheDormant(owner);
      await serveAtTheCounter(guest);
      await wonBack(owner);
      await memberLooks(guest);
      await integrate(owner);
      expect(troubles).toEqual([]);
    }),
  600_000,
);

/** What every open page looked like when the story broke off, for whoever has to find out why. */
async function withPictures(story: () => Promise<void>): Promise<void> {
  try {
    await story();
  } catch (error) {
    const pages = browser.contexts().flatMap((context) => context.pages());
    for (const [i, page] of pages.entries()) {
      await page.screenshot({ path: join(import.meta.dirname, 'failures', `page-${i}.png`) });
    }
    throw new Error(`${(error as Error).message}\npages said: ${troubles.join('; ')}`, {
      cause: error,
    });
  }
}

async function home(owner: Page): Promise<void> {
  await owner.getByRole('heading', { name: 'Hôm nay', exact: true }).waitFor();
  await owner.getByText('Ai đang quay lại?').waitFor();
  await owner.getByText('Hôm nay nên làm gì?').waitFor();
  // English is one click away, and so is the way back.
  await owner.getByText('English', { exact: true }).click();
  await owner.getByRole('heading', { name: 'Today', exact: true }).waitFor();
  await owner.getByText('Tiếng Việt', { exact: true }).click();
  await owner.getByRole('heading', { name: 'Hôm nay', exact: true }).waitFor();
}

async function findPeople(owner: Page): Promise<void> {
  const { name } = app.demo.member;
  const digits = app.demo.member.phone.replace(/\D/g, '').slice(-6);
  await menu(owner, 'Khách hàng');
  const search = owner.getByLabel('Tìm khách');
  await search.fill(digits);
  await owner.getByText(name).first().waitFor();
  const plain = name
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/đ/g, 'd')
    .replace(/Đ/g, 'D')
    .toLowerCase();
  await search.fill(plain);
  await owner.waitForURL(/q=nguyen/);
  await owner.getByText(name).first().click();
  await owner.getByRole('heading', { level: 1, name }).waitFor();
  // The card's number finds her as well: a QR scanner types it.
  const card = (await owner
    .getByText(/^\d{4} \d{4} \d{4} \d$/)
    .first()
    .textContent()) as string;
  await owner
    .getByText(/điểm · Vì sao\?/)
    .first()
    .click();
  await owner
    .getByText(/cứ 10\.000\s₫ được 1 điểm/)
    .first()
    .waitFor();
  await owner.keyboard.press('Escape');
  await menu(owner, 'Khách hàng');
  await owner.getByLabel('Tìm khách').fill(card.replaceAll(' ', ''));
  await owner.getByText(name).first().waitFor();
}

const orders = [
  'Mã đơn;Ngày mua;Số điện thoại;Tên khách;Tổng tiền',
  'HD-9001;15/10/2026;0912000101;Lê Thị Hạnh Nguyên;1.250.000',
  'HD-9002;20/10/2026;0912000102;Phạm Đình Khôi;360.000',
  'HD-9003;31/02/2026;0912000103;Trần Bảo Châu;80.000',
  'HD-9004;01/11/2026;0912000101;Lê Thị Hạnh Nguyên;45.000',
].join('\r\n');

async function importHistory(owner: Page): Promise<void> {
  const upload = async () => {
    await menu(owner, 'Nhập dữ liệu');
    await owner.getByLabel('Kéo tệp vào đây, hoặc bấm để chọn').setInputFiles({
      name: 'don-hang.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`\uFEFF${orders}`, 'utf8'),
    });
    await owner.getByText('Cột nào là gì?').waitFor();
    await owner.getByRole('button', { name: 'Chạy thử' }).click();
    await owner.getByText('Nếu nhập tệp này').waitFor();
  };
  await upload();
  await owner.getByText('Ghi 3 đơn mới, tổng 1.655.000 ₫.').waitFor();
  await owner.getByText('1 dòng không nhận được.').waitFor();
  await owner.getByRole('button', { name: 'Nhập vào Quen' }).click();
  await owner.getByText('Đã nhập xong').waitFor();
  await owner.getByText('Đã ghi 3 đơn, tổng 1.655.000 ₫.').waitFor();
  const [download] = await Promise.all([
    owner.waitForEvent('download'),
    owner.getByText('Tải các dòng bị từ chối').click(),
  ]);
  const rejected = await (await import('node:fs/promises')).readFile(await download.path(), 'utf8');
  expect(rejected).toContain('HD-9003');
  expect(rejected.split('\r\n').filter(Boolean)).toHaveLength(2);
  // The same file again changes nothing, and says so.
  await upload();
  await owner.getByText('Tệp này đã được nhập trước đó: nhập lại không thay đổi gì.').waitFor();
}

async function knowThem(owner: Page): Promise<void> {
  await menu(owner, 'Bản đồ RFM');
  await owner.getByText('Ba nhóm giá trị').waitFor();
  await owner.getByText('Chấm điểm như thế nào?').waitFor();
  await menu(owner, 'Phân khúc');
  await owner.getByText('Mới mua một lần').click();
  await owner.getByText('Khách đã mua đúng 1 đơn').waitFor();
  await owner.getByText(/^[\d.]+ khách$/).waitFor();
  await owner.getByLabel('Tên phân khúc').fill('Mới mua một lần, cần lần thứ hai');
  await owner.getByRole('button', { name: 'Lưu' }).click();
  await owner.getByText('Đã lưu phân khúc').waitFor();
}

async function promise(owner: Page): Promise<void> {
  await menu(owner, 'Chương trình');
  const section = (name: string) =>
    owner.getByRole('navigation', { name: 'Phần của chương trình' }).getByText(name);
  await section('Giờ & tần suất gửi tin').click();
  // The story may be told at night: marketing mail is allowed at any hour.
  await owner.getByLabel('Không nhắn từ').selectOption('0');
  await owner.getByLabel('đến', { exact: true }).selectOption('0');
  await section('Tích điểm').click();
  await owner.getByLabel('được', { exact: true }).first().fill('2');
  await owner.getByText('Khách trả 10.000 ₫ được 2 điểm.').waitFor();
  await owner.getByRole('button', { name: 'Xem và xuất bản' }).click();
  await owner
    .getByRole('dialog')
    .getByRole('button', { name: /Xuất bản/ })
    .click();
  await owner.getByText('Đang chạy bản 3').waitFor();
}

async function wakeTheDormant(owner: Page): Promise<Guest> {
  await menu(owner, 'Kịch bản');
  await owner.locator('main a[href*="/journeys/win-back"]').first().click();
  await owner.getByRole('button', { name: 'Cho chạy' }).click();
  const consequences = owner.getByRole('dialog');
  await consequences.getByText(/sẽ vào kịch bản ngay bây giờ/).waitFor();
  await consequences.getByText(/để đối chứng, không nhắn gì/).waitFor();
  await consequences.getByRole('button', { name: 'Cho chạy' }).click();
  await owner.getByText('Đang chạy', { exact: true }).first().waitFor();
  const mail = await mailbox.waitFor((m) => (m.html ?? '').length > 0);
  const header = (name: string) => mail.headers.find((h) => h.key === name)?.value ?? '';
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
  expect(header('list-unsubscribe')).toMatch(/^<http:\/\/localhost:\d+\/m\/u\//);
  const email = mail.to?.[0]?.address as string;
  const voucher = /\b([2-9A-HJ-NP-Z]{4}[- ]?[2-9A-HJ-NP-Z]{4}[- ]?[2-9A-HJ-NP-Z]{4})\b/.exec(
    mail.text ?? '',
  )?.[1] as string;
  expect(voucher).toBeTruthy();
  await menu(owner, 'Khách hàng');
  await owner.getByLabel('Tìm khách').fill(email);
  await owner.waitForURL((url) => url.searchParams.get('q') === email);
  await expect.poll(() => owner.locator('tbody a').count(), { timeout: 20_000 }).toBe(1);
  const name = (await owner.locator('tbody a').textContent()) as string;
  return { name, email, voucher };
}

async function serveAtTheCounter({ name, email, voucher }: Guest): Promise<void> {
  const till = await signedIn('cashier', app.counter, tablet);
  await till.getByLabel(/Tìm khách/).fill(email);
  await till.getByText(name).first().waitFor();
  await till.keyboard.press('Enter');
  await till
    .getByText(/Quyền lợi hạng|Chưa có hạng/)
    .first()
    .waitFor();
  await till.getByLabel('Tiền hóa đơn').fill('450k');
  const scan = async (code: string) => {
    await till.keyboard.press('F4');
    await till.getByLabel('Quét hoặc gõ mã voucher').fill(code);
    await till.keyboard.press('Enter');
  };
  // A refusal says why, in words the cashier can read out.
  await scan('SAIMA2345678');
  await till.getByText('Mã voucher không đúng hoặc không dùng được.').first().waitFor();
  await till.getByRole('button', { name: /^Bỏ voucher SAIM/ }).click();
  await scan(voucher);
  await till.getByText('−67.500 ₫').or(till.getByText('-67.500 ₫')).first().waitFor();
  await till.getByRole('button', { name: /Ghi nhận hóa đơn/ }).click();
  await till.getByText('Đã ghi nhận').waitFor();
  await till.context().close();
}

async function wonBack(owner: Page): Promise<void> {
  await menu(owner, 'Kịch bản');
  await owner.locator('main a[href*="/journeys/win-back"]').first().click();
  await owner.getByText('Kịch bản thật sự thêm được gì?').waitFor();
  await owner.getByText(/Được chăm sóc: [1-9][\d.]* \/ [\d.]+ quay lại/).waitFor();
}

async function memberLooks({ email, name }: Guest): Promise<void> {
  const member = await pageFor(phone);
  await member.goto(app.portal);
  const before = mailbox.mails.length;
  await member.getByLabel('Số điện thoại hoặc e-mail').fill(email);
  await member.getByRole('button', { name: 'Gửi mã' }).click();
  const mail = await mailbox.waitFor(
    (m) =>
      mailbox.mails.indexOf(m) >= before &&
      /\b\d{6}\b/.test(m.text ?? '') &&
      m.to?.[0]?.address === email,
  );
  await member.getByLabel('Mã 6 số').fill(/\b(\d{6})\b/.exec(mail.text ?? '')?.[1] as string);
  await member.getByText(name).first().waitFor();
  await member.getByText('Ưu đãi').last().click();
  await member.getByText('Đã dùng').first().waitFor();
  await member.getByText('Lịch sử').last().click();
  await member.getByText('Vì sao?').first().click();
  await member.context().close();
}

async function integrate(owner: Page): Promise<void> {
  await menu(owner, 'Cài đặt');
  await owner.getByText('Khóa API').click();
  await owner.getByRole('button', { name: 'Tạo khóa API' }).click();
  await owner.getByLabel('Dùng cho việc gì?').fill('Máy POS');
  await owner.getByRole('dialog').getByRole('button', { name: /Tạo/ }).click();
  const key = (await owner
    .getByRole('dialog')
    .getByText(/^qk_\d+_[\w-]{43}$/)
    .first()
    .textContent()) as string;
  const placedAt = new Date().toISOString();
  const post = () =>
    fetch(`${app.console}v1/orders`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        source: 'pos',
        externalId: 'POS-1',
        placedAt,
        customer: { phone: '0912 000 101' },
        total: 250_000,
      }),
    });
  expect(await (await post()).json()).toMatchObject({ status: 'posted', pointsEarned: 50 });
  expect(await (await post()).json()).toMatchObject({ status: 'duplicate', pointsEarned: 50 });
  const docs = await owner.context().newPage();
  await docs.goto(app.docs);
  await docs.getByText('Quen').first().waitFor();
  await docs.close();
}
