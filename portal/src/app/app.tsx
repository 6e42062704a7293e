import type { Locale } from '@quen/contracts/text.ts';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo, useState } from 'react';
import { SignIn } from '../features/sign-in/sign-in.tsx';
import { isNotFound } from '../shared/api/client.ts';
import { forgetMember, homeQuery, shopQuery } from '../shared/api/queries.ts';
import { sessionBegan, useSignedOut } from '../shared/api/session.ts';
import type { ShopCard } from '../shared/api/types.ts';
import { en } from '../shared/i18n/en.ts';
import { vi } from '../shared/i18n/vi.ts';
import { formatter } from '../shared/lib/format.ts';
import { chosenLocale, keepLocale, localeWithoutShop } from '../shared/lib/locale.ts';
import { storage } from '../shared/lib/storage.ts';
import { Message, Trouble } from './message.tsx';
import { PageSkeleton } from './page-skeleton.tsx';
import { Pages } from './pages.tsx';
import { go, usePath } from './path.ts';
import { type Shop, ShopContext, useShop } from './shop.ts';

const texts = { vi, en };

/** Which shop is meant: the one in the address, else the one opened last. */
export function App() {
  const { slug, page } = usePath();
  const last = storage.read<string>('last-shop');
  useEffect(() => {
    if (slug) storage.write('last-shop', slug);
    else if (last) go(last, page, { replace: true });
  }, [slug, last, page]);
  if (slug) return <ShopGate key={slug} slug={slug} />;
  if (last) return <PageSkeleton />;
  const t = texts[localeWithoutShop()];
  return <Message title={t.noShopTitle} text={t.noShopText} />;
}

function ShopGate({ slug }: { slug: string }) {
  const { data, error, refetch } = useQuery(shopQuery(slug));
  if (data) return <OpenShop shop={data} />;
  if (!error) return <PageSkeleton />;
  if (isNotFound(error)) {
    storage.forget('last-shop');
    const t = texts[localeWithoutShop()];
    return <Message title={t.unknownShopTitle} text={t.unknownShopText} />;
  }
  return <Trouble error={error} onRetry={() => void refetch()} />;
}

function OpenShop({ shop }: { shop: ShopCard }) {
  const [locale, setLocale] = useState<Locale>(chosenLocale() ?? shop.locale);
  const context = useMemo<Shop>(
    () => ({
      shop,
      slug: shop.slug,
      locale,
      t: texts[locale],
      format: formatter(locale, shop),
      say: (text) => text[locale],
      setLocale: (chosen) => {
        keepLocale(chosen);
        setLocale(chosen);
      },
    }),
    [shop, locale],
  );
  useEffect(() => {
    document.documentElement.lang = locale;
    document.title = shop.name;
  }, [locale, shop.name]);
  useManifest(shop.slug);
  return (
    <ShopContext value={context}>
      <MemberGate />
    </ShopContext>
  );
}

/** The sign-in, or what is the member's: a session may end anywhere, at any time. */
function MemberGate() {
  const { slug } = useShop();
  const signedOut = useSignedOut(slug);
  useEffect(() => {
    if (signedOut) forgetMember(slug);
  }, [signedOut, slug]);
  return signedOut ? <SignIn onDone={() => sessionBegan(slug)} /> : <Member />;
}

function Member() {
  const { slug } = useShop();
  const { data, error, refetch } = useQuery(homeQuery(slug));
  if (data) return <Pages />;
  return error ? <Trouble error={error} onRetry={() => void refetch()} /> : <PageSkeleton />;
}

/** Installed, the portal bears the shop's name and opens at its address. */
function useManifest(slug: string): void {
  useEffect(() => {
    const link = document.createElement('link');
    link.rel = 'manifest';
    link.href = `/v1/portal/${encodeURIComponent(slug)}/manifest.webmanifest`;
    document.head.append(link);
    return () => link.remove();
  }, [slug]);
}
