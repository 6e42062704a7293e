import { ActionIcon, Button } from '@mantine/core';
import { IconAlertTriangle, IconTicket, IconX } from '@tabler/icons-react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import type { Quote } from './queries.ts';
import type { Change, Sale } from './sale.ts';
import { texts } from './texts.ts';
import { useCampaignName } from './use-campaign-name.ts';
import classes from './voucher-field.module.css';
import { VoucherPicker } from './voucher-picker.tsx';

interface Props {
  sale: Sale;
  quote: Quote | undefined;
  open: boolean;
  onOpen(open: boolean): void;
  change(change: Change): void;
}

/** The vouchers on this bill, each with what it takes off or why it does not. */
export function VoucherField({ sale, quote, open, onOpen, change }: Props) {
  const { t } = useTexts(texts);
  return (
    <section className={classes.field} aria-label={t('vouchers')}>
      <div className={classes.head}>
        <h2>
          {t('vouchers')} <kbd>F4</kbd>
        </h2>
        {open ? null : (
          <Button
            variant="default"
            size="md"
            leftSection={<IconTicket aria-hidden size={20} />}
            onClick={() => onOpen(true)}
          >
            {t('addVoucher')}
          </Button>
        )}
      </div>
      {sale.vouchers.length > 0 ? (
        <ul className={classes.applied}>
          {sale.vouchers.map((code) => (
            <Applied
              key={code}
              code={code}
              quoted={quote?.vouchers.find((voucher) => voucher.code === code)}
              onTakeOff={() => change({ kind: 'noVoucher', code })}
            />
          ))}
        </ul>
      ) : null}
      {open ? (
        <VoucherPicker
          offers={quote?.offers ?? []}
          onPick={(code) => {
            change({ kind: 'voucher', code });
            onOpen(false);
          }}
        />
      ) : null}
    </section>
  );
}

function Applied(props: {
  code: string;
  quoted: Quote['vouchers'][number] | undefined;
  onTakeOff(): void;
}) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const { code, quoted } = props;
  const name = useCampaignName(quoted?.campaign);
  const refusal = quoted?.refusal;
  return (
    <li className={refusal ? classes.refused : classes.accepted}>
      <div>
        <strong>{name ?? code}</strong>
        {name ? <span className={classes.code}>{code}</span> : null}
      </div>
      {refusal ? (
        <span className={classes.refusal}>
          <IconAlertTriangle aria-hidden />
          {t('notApplied')}
        </span>
      ) : quoted ? (
        <span className={classes.discount}>−{format.money(quoted.discount)}</span>
      ) : null}
      <ActionIcon
        variant="subtle"
        color="gray"
        size="xl"
        aria-label={t('takeOff', { code })}
        title={t('takeOff', { code })}
        onClick={props.onTakeOff}
      >
        <IconX aria-hidden />
      </ActionIcon>
    </li>
  );
}
