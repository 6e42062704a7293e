import { Button, Group, Skeleton, TextInput } from '@mantine/core';
import { parseAmount } from '@quen/contracts/amount.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { problemText } from '../../shared/api/problem.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import { api } from './counter-api.ts';
import { type Returned, receiptQuery } from './queries.ts';
import classes from './receipts.module.css';
import { goodsLeft, refundFor } from './refund.ts';
import { texts } from './texts.ts';
import { randomKey } from './use-record.ts';

interface Props {
  orderId: string;
  onBack(): void;
  onReturned(): void;
  onClose(): void;
}

/** Takes a receipt back, in part or in full, and says what that does before and after. */
export function ReturnForm({ orderId, onBack, onReturned, onClose }: Props) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const queries = useQueryClient();
  const { data: order, error, refetch } = useQuery(receiptQuery(orderId));
  const [amount, setAmount] = useState('');
  const [reason, setReason] = useState('');
  // One number for the form: a retry after a broken connection is the same return.
  const [number] = useState(() => `R-${randomKey().slice(0, 12).toUpperCase()}`);
  const give = useMutation({
    networkMode: 'always',
    mutationFn: (value: number | undefined) =>
      api.post('/v1/orders/{id}/returns', {
        params: { path: { id: orderId } },
        body: {
          externalId: number,
          ...(value === undefined ? {} : { amount: value }),
          ...(reason.trim() ? { reason: reason.trim() } : {}),
        },
      }),
    onSuccess: () => {
      onReturned();
      return queries.invalidateQueries({ queryKey: ['counter'] });
    },
  });
  if (error) return <ProblemView error={error} onRetry={() => void refetch()} />;
  if (!order) return <Skeleton height={240} />;
  if (give.data) return <Outcome returned={give.data} onClose={onClose} />;

  const left = goodsLeft(order);
  const typed = amount.trim() !== '';
  const value = typed ? parseAmount(amount, format.digits) : undefined;
  const unclear = typed && value === undefined;
  const given = value ?? left;
  const tooMuch = given > left;
  const possible = left > 0 && !unclear && given > 0 && !tooMuch;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (possible && !give.isPending) give.mutate(value);
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <h3>{t('returnTitle', { receipt: order.externalId })}</h3>
      <TextInput
        size="lg"
        label={t('returnAmount')}
        description={t('returnLeft', { money: format.money(left) })}
        placeholder={format.money(left)}
        value={amount}
        onChange={(event) => setAmount(event.currentTarget.value)}
        error={unclear ? t('amountBad') : tooMuch ? t('returnTooMuch') : undefined}
        data-autofocus
        // The receipt may come after the drawer put the cursor somewhere.
        autoFocus
        autoComplete="off"
        maxLength={40}
      />
      <TextInput
        size="lg"
        label={t('returnReason')}
        value={reason}
        onChange={(event) => setReason(event.currentTarget.value)}
        autoComplete="off"
        maxLength={400}
      />
      <p className={classes.refund} aria-live="polite">
        {t('refund')}
        <strong>{possible ? format.money(refundFor(order, given)) : '–'}</strong>
        {order.total < order.bill ? (
          <span>
            {t('paidPart', { paid: format.money(order.total), bill: format.money(order.bill) })}
          </span>
        ) : null}
      </p>
      <p className={classes.effects}>{t('returnEffects')}</p>
      {give.error ? (
        <p role="alert" className={classes.problem}>
          {problemText(give.error, language)}
        </p>
      ) : null}
      <Group gap="sm">
        <Button type="submit" size="lg" loading={give.isPending} disabled={!possible}>
          {given === left ? t('returnAll') : t('returnPart')}
        </Button>
        <Button size="lg" variant="default" onClick={onBack}>
          {t('back')}
        </Button>
      </Group>
    </form>
  );
}

function Outcome({ returned, onClose }: { returned: Returned; onClose(): void }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const lines = [
    [returned.pointsTakenBack, 'takenBack'],
    [returned.pointsMissing, 'missing'],
    [returned.pointsGivenBack, 'givenBack'],
  ] as const;
  return (
    <div className={classes.form} aria-live="assertive">
      <h3>{t('returned')}</h3>
      <p className={classes.refund}>
        {t('refund')}
        <strong>{format.money(returned.refund)}</strong>
      </p>
      <ul className={classes.outcome}>
        {lines.map(([points, key]) =>
          points > 0 ? <li key={key}>{t(key, { points: format.number(points) })}</li> : null,
        )}
        {returned.vouchersRestored > 0 ? (
          <li>{t('vouchersRestored', { count: returned.vouchersRestored })}</li>
        ) : null}
      </ul>
      <Group>
        <Button size="lg" onClick={onClose} data-autofocus autoFocus>
          {t('close')}
        </Button>
      </Group>
    </div>
  );
}
