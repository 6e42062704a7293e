/** The pages people reach by the links of a message: plain HTML that works without scripts. */
type Locale = 'vi' | 'en';

const texts = {
  vi: {
    ask: 'Ngừng nhận thư ưu đãi?',
    askBody: (shop: string) =>
      `${shop} sẽ không gửi thư ưu đãi vào địa chỉ này nữa. Điểm và quyền lợi của bạn vẫn giữ nguyên.`,
    askCare: (shop: string) => `${shop} sẽ không gửi thư chăm sóc vào địa chỉ này nữa.`,
    button: 'Ngừng nhận thư',
    done: 'Đã ngừng gửi',
    doneBody: (shop: string) =>
      `${shop} sẽ không gửi loại thư này cho bạn nữa. Cảm ơn bạn đã từng đón đọc.`,
    gone: 'Liên kết không còn đúng',
    goneBody: 'Bạn hãy mở lại thư và bấm vào liên kết một lần nữa, hoặc nhắn cho cửa hàng.',
  },
  en: {
    ask: 'Stop these letters?',
    askBody: (shop: string) =>
      `${shop} will send no more offers to this address. Your points and privileges stay as they are.`,
    askCare: (shop: string) => `${shop} will send no more service letters to this address.`,
    button: 'Unsubscribe',
    done: 'You are unsubscribed',
    doneBody: (shop: string) => `${shop} will not send you letters of this kind any more.`,
    gone: 'This link is not right',
    goneBody: 'Open the letter and follow its link once more, or tell the shop.',
  },
};

const escapeHtml = (text: string) =>
  text.replace(
    /[&<>"']/g,
    (c) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' })[c] as string,
  );

function page(locale: Locale, title: string, body: string, action = ''): string {
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
<style>
  body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f7efe5; color: #3b2f2a;
         font: 17px/1.6 'Be Vietnam Pro', 'Segoe UI', Roboto, Helvetica, Arial, sans-serif; }
  main { box-sizing: border-box; width: min(28rem, calc(100vw - 2rem)); padding: 2rem; background: #fffdfa; border-radius: 16px; }
  h1 { margin: 0 0 .75rem; font-size: 1.45rem; line-height: 1.3; color: #2c211d; }
  p { margin: 0; }
  button { margin-top: 1.5rem; padding: .8rem 1.6rem; border: 0; border-radius: 999px; background: #b5482e; color: #fff;
           font: inherit; font-weight: 600; cursor: pointer; }
  button:focus-visible { outline: 3px solid #2c211d; outline-offset: 2px; }
</style>
</head>
<body><main><h1>${escapeHtml(title)}</h1><p>${escapeHtml(body)}</p>${action}</main></body>
</html>
`;
}

/** Asks; acts only when the button is pressed, since mail scanners follow every link they see. */
export function askPage(locale: Locale, shop: string, purpose: string): string {
  const t = texts[locale];
  const body = purpose === 'care' ? t.askCare(shop) : t.askBody(shop);
  const form = `<form method="post"><button type="submit">${t.button}</button></form>`;
  return page(locale, t.ask, body, form);
}

export function donePage(locale: Locale, shop: string): string {
  return page(locale, texts[locale].done, texts[locale].doneBody(shop));
}

export function gonePage(locale: Locale): string {
  return page(locale, texts[locale].gone, texts[locale].goneBody);
}
