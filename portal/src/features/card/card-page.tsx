import { useQuery } from '@tanstack/react-query';
import { go, hrefOf } from '../../app/path.ts';
import { useShop } from '../../app/shop.ts';
import { homeQuery } from '../../shared/api/queries.ts';
import type { Home } from '../../shared/api/types.ts';
import { Panel, Ticks } from '../../shared/ui/bits.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { Stale } from '../../shared/ui/stale.tsx';
import css from './card-page.module.css';
import { Celebration } from './celebration.tsx';
import { MemberCard } from './member-card.tsx';
import { Points } from './points.tsx';
import { TierProgress } from './tier-progress.tsx';

/** The first thing a member sees: their card, what is on it, and how near the next tier is. */
export function CardPage() {
  const { slug, say, t } = useShop();
  const query = useQuery(homeQuery(slug));
  const home = query.data as Home;
  return (
    <>
      <div className={css.greeting}>
        <h1>{t.hello(say(home.greeting))}</h1>
        <p>{t.showAtTill}</p>
      </div>
      <Stale query={query} card />
      <MemberCard home={home} />
      <Celebration home={home} />
      {home.wallet && <Points wallet={home.wallet} />}
      <FirstVoucher vouchers={home.vouchers} />
      <TierProgress home={home} />
      <HowItWorks />
    </>
  );
}

function FirstVoucher({ vouchers }: { vouchers: Home['vouchers'] }) {
  const { slug, say, t, format } = useShop();
  const { first } = vouchers;
  if (!first) return null;
  return (
    <a
      className={css.voucher}
      href={hrefOf(slug, 'vouchers')}
      onClick={(event) => {
        event.preventDefault();
        go(slug, 'vouchers');
      }}
    >
      <span className={css.voucherIcon}>
        <Icon name="gift" size={24} />
      </span>
      <span>
        <strong>{t.vouchersWaiting(vouchers.usable)}</strong>
        <span className={css.dim}>
          {say(first.title)}
          {first.validUntil && ` · ${t.validUntil(format.lastDay(first.validUntil))}`}
        </span>
      </span>
      <Icon name="next" />
    </a>
  );
}

function HowItWorks() {
  const { shop, say, t } = useShop();
  const { programme } = shop;
  if (!programme) return null;
  const rules = [...programme.earning, programme.spending, programme.lasting];
  return (
    <Panel title={t.howToEarn}>
      <Ticks items={rules.filter((text) => text !== null).map(say)} />
    </Panel>
  );
}
