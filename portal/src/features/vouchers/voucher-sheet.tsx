import { useState } from 'react';
import { useShop } from '../../app/shop.ts';
import type { MemberVoucher } from '../../shared/api/types.ts';
import { formatVoucherCode } from '../../shared/lib/format.ts';
import { Ticks } from '../../shared/ui/bits.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Icon } from '../../shared/ui/icon.tsx';
import { QrCode } from '../../shared/ui/qr-code.tsx';
import { Sheet } from '../../shared/ui/sheet.tsx';
import css from './voucher-sheet.module.css';

/** A voucher to be used at the till: code to scan or read out, until when, on which conditions. */
export function VoucherSheet({ voucher, onClose }: { voucher: MemberVoucher; onClose(): void }) {
  const { say, t, format } = useShop();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    // Some web views refuse the clipboard; the code above can still be selected by hand.
    await navigator.clipboard?.writeText(voucher.code).then(
      () => setCopied(true),
      () => {},
    );
  };
  return (
    <Sheet label={say(voucher.name)} onClose={onClose}>
      <div className={css.head}>
        <h2>{say(voucher.worth)}</h2>
        <p>{say(voucher.name)}</p>
      </div>
      <div className={css.qr}>
        <QrCode text={voucher.code} label={t.voucherQr} />
      </div>
      <p className={css.code}>{formatVoucherCode(voucher.code)}</p>
      <p className={css.hint}>{t.readOut}</p>
      <div className={css.copy}>
        <Button look="quiet" onClick={() => void copy()}>
          <Icon name={copied ? 'check' : 'copy'} />
          {copied ? t.copied : t.copy}
        </Button>
      </div>
      <h3>{t.conditions}</h3>
      <Ticks
        items={[
          ...(voucher.conditions.length > 0 ? voucher.conditions.map(say) : [t.noConditions]),
          voucher.validUntil ? t.validUntil(format.lastDay(voucher.validUntil)) : t.noEnd,
        ]}
      />
    </Sheet>
  );
}
