import { linkToken } from './tokens.ts';

export interface MessageLinks {
  open: string;
  unsubscribe: string;
  /** The tracked address of a link. */
  click(url: string): string;
}

/** The addresses of one message, below the public address of this server. */
export function linksOf(
  { publicUrl, secret }: { publicUrl: string; secret: string },
  subject: { tenantId: number; messageId: string },
): MessageLinks {
  const plain = { ...subject, url: '' };
  return {
    open: `${publicUrl}/m/o/${linkToken(secret, 'open', plain)}.gif`,
    unsubscribe: `${publicUrl}/m/u/${linkToken(secret, 'unsubscribe', plain)}`,
    click: (url) => `${publicUrl}/m/c/${linkToken(secret, 'click', { ...subject, url })}`,
  };
}

interface Content {
  html: string;
  text: string;
}

const anchor = /(<a\b[^>]*?\shref=")([^"]*)(")/gi;
/** Longer links are left as they are: the tracked one would break mail clients and our router. */
const MAX_TRACKED = 2_000;

/** Every web link but the unsubscribe one leads through the click counter; a pixel counts opens. */
export function track({ html, text }: Content, links: MessageLinks): Content {
  const tracked = new Map<string, string>();
  const rewritten = html.replace(anchor, (whole, before: string, href: string, after: string) => {
    const url = unescapeHtml(href);
    if (!/^https?:\/\//i.test(url) || url === links.unsubscribe || url.length > MAX_TRACKED)
      return whole;
    const through = tracked.get(url) ?? links.click(url);
    tracked.set(url, through);
    return `${before}${through}${after}`;
  });
  const pixel = `<img src="${links.open}" width="1" height="1" alt="" style="display:block" />`;
  return {
    html: beforeBodyEnd(rewritten, pixel),
    text: replaceUrls(text, tracked),
  };
}

/** In one pass, so that an address which begins another is not replaced inside it. */
function replaceUrls(text: string, tracked: ReadonlyMap<string, string>): string {
  return text.replace(/(?<=\[|\s|^)https?:\/\/[^\s\]]+/g, (url) => tracked.get(url) ?? url);
}

export function beforeBodyEnd(html: string, piece: string): string {
  const at = html.lastIndexOf('</body>');
  return at < 0 ? html + piece : html.slice(0, at) + piece + html.slice(at);
}

const entities: Record<string, string> = {
  '&amp;': '&',
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#34;': '"',
  '&#39;': "'",
};
const unescapeHtml = (text: string) =>
  text.replace(/&(?:amp|lt|gt|quot|#34|#39);/g, (entity) => entities[entity] as string);

const unsubscribeWords = {
  vi: 'Ngừng nhận tin này',
  en: 'Unsubscribe',
};

/** Marketing without a way out is unlawful: where the template forgot it, it is added. */
export function withWayOut(
  { html, text }: Content,
  unsubscribe: string,
  locale: 'vi' | 'en',
): Content {
  const words = unsubscribeWords[locale];
  return {
    html: html.includes(unsubscribe)
      ? html
      : beforeBodyEnd(
          html,
          `<p style="text-align:center;font:13px sans-serif;color:#666"><a href="${unsubscribe}" style="color:#666">${words}</a></p>`,
        ),
    text: text.includes(unsubscribe) ? text : `${text}\n\n${words}: ${unsubscribe}`,
  };
}
