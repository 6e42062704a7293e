import { ActionIcon, Skeleton } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../shared/i18n/texts.ts';
import { formatPhone } from '../../shared/lib/format.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useTier } from '../../shared/programme/programme-query.ts';
import { TierBadge } from '../../shared/programme/tier-badge.tsx';
import classes from './customer-panel.module.css';
import { customerQuery, type Quote, walletsQuery } from './queries.ts';
import { texts } from './texts.ts';
import { useSpentWallet } from './use-spent-wallet.ts';

/** Who is at the counter, readable from a metre away: name, tier and what it gives, points. */
export function CustomerPanel({
  id,
  quote,
  onDrop,
}: {
  id: string;
  quote: Quote | undefined;
  onDrop(): void;
}) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const { data: customer } = useQuery(customerQuery(id));
  const standing = customer?.standing;
  const tier = useTier(standing?.tier?.key);
  const next = useTier(standing?.progress.next?.tier);
  return (
    <section className={classes.panel} aria-label={customer?.fullName ?? undefined}>
      <div className={classes.head}>
        <h2 className={classes.name}>
          {customer ? (
            (customer.fullName ?? formatPhone(customer.phone))
          ) : (
            <Skeleton height={34} width={240} />
          )}
        </h2>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="xl"
          aria-label={t('dropCustomer')}
          title={t('dropCustomer')}
          onClick={onDrop}
        >
          <IconX aria-hidden />
        </ActionIcon>
      </div>
      {customer && standing ? (
        <p className={classes.facts}>
          <span className={classes.tier}>
            {standing.tier ? <TierBadge tier={standing.tier.key} /> : t('noTier')}
          </span>
          <span>{formatPhone(customer.phone)}</span>
          <span>
            {standing.lastOrderAt
              ? t('lastOrder', { ago: format.ago(standing.lastOrderAt) })
              : t('neverBought')}
          </span>
        </p>
      ) : (
        <Skeleton height={20} width={320} />
      )}
      <Points id={id} quote={quote} />
      {next && standing?.progress.next ? (
        <p className={classes.next}>
          {t(standing.progress.next.missing > 0 ? 'toNextTier' : 'nextTierNow', {
            money: format.money(standing.progress.next.missing),
            tier: next.name[language],
          })}
        </p>
      ) : null}
      {tier && tier.benefits.length > 0 ? (
        <div>
          <h3 className={classes.title}>{t('privileges', { tier: tier.name[language] })}</h3>
          <ul className={classes.benefits}>
            {tier.benefits.map((benefit) => (
              <li key={benefit.vi}>
                <IconCheck aria-hidden />
                {benefit[language]}
              </li>
            ))}
          </ul>
        </div>
      ) : null}
    </section>
  );
}

function Points({ id, quote }: { id: string; quote: Quote | undefined }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const { key, unit } = useSpentWallet();
  const { data: wallets } = useQuery(walletsQuery(id));
  const wallet = wallets?.items.find((one) => one.wallet === key);
  const usable = wallet?.usable ?? quote?.points.usable ?? 0;
  const expiry = wallet?.nextExpiry;
  return (
    <div className={classes.points}>
      <p>
        <strong>{format.number(usable)}</strong> {t('usable', { unit })}
      </p>
      {wallet && wallet.pending > 0 ? (
        <span>{t('pending', { points: format.number(wallet.pending), unit })}</span>
      ) : null}
      {expiry ? (
        <span>
          {t('expiring', {
            points: format.number(expiry.amount),
            unit,
            date: format.date(new Date(Date.parse(expiry.at) - 1)),
          })}
        </span>
      ) : null}
    </div>
  );
}
