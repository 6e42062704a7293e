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

  const left = order.bill - order.returns.reduce((sum, one) => sum + one.amount, 0);
  const typed = amount.trim() !== '';
  const value = typed ? parseAmount(amount, format.digits) : undefined;
  const unclear = typed && value === undefined;
  const possible = left > 0 && !unclear && (value === undefined || (value > 0 && value <= left));
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (possible && !give.isPending) give.mutate(value);
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <h3>{t('returnTitle', { receipt: order.externalId })}</h3>
      <p>{t('returnLeft', { money: format.money(left) })}</p>
      <TextInput
        size="lg"
        label={t('returnAmount')}
        placeholder={format.money(left)}
        value={amount}
        onChange={(event) => setAmount(event.currentTarget.value)}
        error={unclear ? t('amountBad') : undefined}
        data-autofocus
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
      <p className={classes.effects}>{t('returnEffects')}</p>
      {give.error ? (
        <p role="alert" className={classes.problem}>
          {problemText(give.error, language)}
        </p>
      ) : null}
      <Group gap="sm">
        <Button type="submit" size="lg" loading={give.isPending} disabled={!possible}>
          {value === undefined ? t('returnAll') : t('returnPart', { money: format.money(value) })}
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
        <Button size="lg" onClick={onClose} data-autofocus>
          {t('close')}
        </Button>
      </Group>
    </div>
  );
}
