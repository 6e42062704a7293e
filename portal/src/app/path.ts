import { useSyncExternalStore } from 'react';

/**
 * The address: /portal/<slug>/<page>. Four pages need no router; what they need is that the back
 * button works and that a link can be opened in another tab.
 */
export const pages = ['card', 'vouchers', 'history', 'me'] as const;
export type Page = (typeof pages)[number];

const base = import.meta.env.BASE_URL;

const listeners = new Set<() => void>();
const tell = () => {
  for (const listener of listeners) listener();
};
window.addEventListener('popstate', tell);

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
};

export function usePath(): { slug: string | undefined; page: Page } {
  const path = useSyncExternalStore(subscribe, () => location.pathname);
  const [slug, page] = path.slice(base.length).split('/');
  return {
    slug: slug || undefined,
    page: pages.find((known) => known === page) ?? 'card',
  };
}

export const hrefOf = (slug: string, page: Page) =>
  page === 'card' ? `${base}${slug}` : `${base}${slug}/${page}`;

export function go(slug: string, page: Page, { replace = false } = {}): void {
  history[replace ? 'replaceState' : 'pushState'](null, '', hrefOf(slug, page));
  scrollTo(0, 0);
  tell();
}
