import sparticuz from '@sparticuz/chromium';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

/** The Chromium that comes with the npm packages: nothing to install by hand. */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    headless: true,
    // Not the package's own list: that one is made for functions in the cloud and switches web
    // security off, which here is a part of what is tested.
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--font-render-hinting=none',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--no-first-run',
    ],
  });
}

export const desktop = { width: 1280, height: 860 };
export const tablet = { width: 1180, height: 820 };
export const phone = { width: 390, height: 844 };

/** A fresh visitor: Vietnamese, in Ho Chi Minh City. Fails on anything the page logs as an error. */
export async function visitor(
  browser: Browser,
  viewport: { width: number; height: number },
  locale = 'vi-VN',
): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport,
    locale,
    timezoneId: 'Asia/Ho_Chi_Minh',
    isMobile: viewport.width < 500,
    hasTouch: viewport.width < 500,
    deviceScaleFactor: viewport.width < 500 ? 2 : 1,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(30_000);
  return context;
}
