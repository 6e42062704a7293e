import { lazy, Suspense, useEffect } from 'react';
import { CardPage } from '../features/card/card-page.tsx';
import { queryClient, vouchersQuery } from '../shared/api/queries.ts';
import { Icon, type IconName } from '../shared/ui/icon.tsx';
import { LanguageSwitch } from '../shared/ui/language-switch.tsx';
import { PageSkeleton } from './page-skeleton.tsx';
import css from './pages.module.css';
import { go, hrefOf, type Page, usePath } from './path.ts';
import { useShop } from './shop.ts';

// The card is what people come for; the rest is fetched when it is looked at.
const VouchersPage = lazy(() => import('../features/vouchers/vouchers-page.tsx'));
const HistoryPage = lazy(() => import('../features/history/history-page.tsx'));
const MePage = lazy(() => import('../features/me/me-page.tsx'));

const shown: Record<Page, React.ComponentType> = {
  card: CardPage,
  vouchers: VouchersPage,
  history: HistoryPage,
  me: MePage,
};

/** What a signed-in member sees: the shop's name, one page, and the way to the other three. */
export function Pages() {
  const { page } = usePath();
  const { shop, slug, t } = useShop();
  const Shown = shown[page];
  // Vouchers are used in basements too: they are fetched, and so kept, while there is a network.
  useEffect(() => void queryClient.prefetchQuery(vouchersQuery(slug)), [slug]);
  return (
    <>
      <header className={css.header}>
        <span className={css.shop}>{shop.name}</span>
        <LanguageSwitch />
      </header>
      <main className={css.page}>
        <Suspense fallback={<PageSkeleton />}>
          <Shown />
        </Suspense>
      </main>
      <nav className={css.tabs} aria-label={t.member}>
        <Tab page="card" icon="card" label={t.tabCard} />
        <Tab page="vouchers" icon="voucher" label={t.tabVouchers} />
        <Tab page="history" icon="history" label={t.tabHistory} />
        <Tab page="me" icon="person" label={t.tabMe} />
      </nav>
    </>
  );
}

function Tab({ page, icon, label }: { page: Page; icon: IconName; label: string }) {
  const { slug } = useShop();
  const current = usePath().page === page;
  return (
    <a
      href={hrefOf(slug, page)}
      aria-current={current ? 'page' : undefined}
      className={css.tab}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return;
        event.preventDefault();
        go(slug, page);
      }}
    >
      <Icon name={icon} size={24} />
      {label}
    </a>
  );
}
