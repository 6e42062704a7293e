import { Button } from '@mantine/core';
import { IconCheck, IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { formatPhone } from '../../shared/lib/format.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useTier } from '../../shared/programme/programme-query.ts';
import { customerQuery, walletsQuery } from './queries.ts';
import classes from './result-view.module.css';
import { texts } from './texts.ts';
import type { Recorded } from './use-record.ts';
import { useSpentWallet } from './use-spent-wallet.ts';

/** A second Enter, pressed in doubt or by a bouncing scanner, must not wipe the result away. */
const SETTLE_MS = 700;

/** What was recorded, in figures to be read from a metre away. */
export function ResultView(props: {
  recorded: Recorded;
  onNext(): void;
  onUndo(orderId: string): void;
}) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const { posted, receipt, customerId } = props.recorded;
  const next = useRef<HTMLButtonElement>(null);
  const shownAt = useRef(performance.now());
  useEffect(() => next.current?.focus(), []);
  const goOn = () => {
    if (performance.now() - shownAt.current > SETTLE_MS) props.onNext();
  };
  return (
    <section className={classes.result} aria-live="assertive">
      <p className={classes.state}>
        <IconCheck aria-hidden />
        {posted.status === 'duplicate' ? t('already') : t('done')}
        <span>{receipt}</span>
      </p>
      <p className={classes.collect}>
        <span>{t('collectNow')}</span>
        <strong>{format.money(posted.total)}</strong>
      </p>
      <Facts recorded={props.recorded} />
      {customerId ? <Balance id={customerId} /> : null}
      {posted.tier?.to && posted.tier.to !== posted.tier.from ? (
        <TierReached tier={posted.tier.to} />
      ) : null}
      <div className={classes.actions}>
        <Button ref={next} size="xl" onClick={goOn} rightSection={<kbd>Enter</kbd>}>
          {t('next')}
        </Button>
        <Button size="xl" variant="default" onClick={() => props.onUndo(posted.id)}>
          {t('undo')}
        </Button>
      </div>
    </section>
  );
}

function Facts({ recorded: { posted } }: { recorded: Recorded }) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const { unit } = useSpentWallet();
  return (
    <ul className={classes.facts}>
      {posted.customerId ? (
        <li className={classes.got}>
          {t('gotPoints', { points: format.number(posted.pointsEarned), unit })}
        </li>
      ) : null}
      {posted.pointsSpent > 0 ? (
        <li>{t('spentPoints', { points: format.number(posted.pointsSpent), unit })}</li>
      ) : null}
      {posted.voucherDiscount > 0 ? (
        <li>{t('voucherSaved', { money: format.money(posted.voucherDiscount) })}</li>
      ) : null}
      {posted.pointsEarned === 0
        ? posted.why.map((why) => (
            <li key={why.rule} className={classes.why}>
              {why.text[language]}
            </li>
          ))
        : null}
    </ul>
  );
}

function Balance({ id }: { id: string }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const { key, unit } = useSpentWallet();
  const { data: customer } = useQuery(customerQuery(id));
  const { data: wallets } = useQuery(walletsQuery(id));
  const wallet = wallets?.items.find((one) => one.wallet === key);
  if (!wallet) return null;
  const values = {
    points: format.number(wallet.usable),
    pending: format.number(wallet.pending),
    unit,
  };
  return (
    <p className={classes.balance}>
      <strong>{customer?.fullName ?? formatPhone(customer?.phone)}</strong>{' '}
      {wallet.pending > 0 ? t('newBalancePending', values) : t('newBalance', values)}
    </p>
  );
}

function TierReached({ tier: key }: { tier: string }) {
  const { t, language } = useTexts(texts);
  const tier = useTier(key);
  if (!tier) return null;
  return (
    <div className={classes.tier}>
      <p>
        <IconSparkles aria-hidden />
        {t('tierReached', { tier: tier.name[language] })}
      </p>
      {tier.benefits.length > 0 ? (
        <>
          <span>{t('tierReachedText')}</span>
          <ul>
            {tier.benefits.map((benefit) => (
              <li key={benefit.vi}>{benefit[language]}</li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}
