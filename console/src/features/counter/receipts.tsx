import { Drawer, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../shared/i18n/texts.ts';
import { formatPhone } from '../../shared/lib/format.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import { type Receipt, receiptsQuery } from './queries.ts';
import classes from './receipts.module.css';
import { ReturnForm } from './return-form.tsx';
import { texts } from './texts.ts';

interface Props {
  /** The receipt that is being returned; null shows the list. */
  orderId: string | null;
  onOrder(id: string | null): void;
  onReturned(orderId: string): void;
  onClose(): void;
}

/** The latest receipts, and the way back from one of them. */
export function Receipts({ orderId, onOrder, onReturned, onClose }: Props) {
  const { t } = useTexts(texts);
  return (
    <Drawer
      opened
      onClose={onClose}
      title={t('receipts')}
      closeButtonProps={{ 'aria-label': t('close') }}
      size="lg"
      padding="lg"
    >
      {orderId ? (
        <ReturnForm
          orderId={orderId}
          onBack={() => onOrder(null)}
          onReturned={() => onReturned(orderId)}
          onClose={onClose}
        />
      ) : (
        <List onOrder={onOrder} />
      )}
    </Drawer>
  );
}

function List({ onOrder }: { onOrder(id: string): void }) {
  const { t } = useTexts(texts);
  const { data, error, refetch } = useQuery(receiptsQuery);
  if (error) return <ProblemView error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <div className={classes.list}>
        <Skeleton height={72} />
        <Skeleton height={72} />
        <Skeleton height={72} />
      </div>
    );
  }
  if (data.items.length === 0) return <p>{t('noReceipts')}</p>;
  return (
    <>
      <p className={classes.lead}>{t('receiptsText')}</p>
      <ul className={classes.list}>
        {data.items.map((receipt) => (
          <li key={receipt.id}>
            <Row receipt={receipt} onOpen={() => onOrder(receipt.id)} />
          </li>
        ))}
      </ul>
    </>
  );
}

function Row({ receipt, onOpen }: { receipt: Receipt; onOpen(): void }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const { customer, returned, total } = receipt;
  const who = customer ? (customer.fullName ?? formatPhone(customer.phone)) : t('walkIn');
  const whole = returned > 0 && returned >= total;
  return (
    <button type="button" className={classes.row} onClick={onOpen}>
      <strong>{who}</strong>
      <strong className={classes.money}>{format.money(total)}</strong>
      <span>
        {receipt.externalId} · {format.dateTime(receipt.placedAt)}
      </span>
      {returned > 0 ? (
        <span className={classes.returned}>
          {whole ? t('fullyReturned') : t('partlyReturned', { money: format.money(returned) })}
        </span>
      ) : null}
    </button>
  );
}
