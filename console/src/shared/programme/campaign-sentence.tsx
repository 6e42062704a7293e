import type { VoucherCampaign } from '@quen/contracts/programme.ts';
import { defineTexts, useTexts } from '../i18n/texts.ts';
import { useFormat } from '../lib/use-format.ts';

const texts = defineTexts(
  'campaign-sentence',
  {
    percent: 'Giảm {{percent}}%',
    cap: ', tối đa {{cap}}',
    amount: 'Giảm {{amount}}',
    minBill: ' cho hóa đơn từ {{bill}}',
    days: ', dùng trong {{days}} ngày kể từ khi nhận',
    from: ', từ {{date}}',
    until: ', đến hết {{date}}',
    total: '; tổng cộng {{count, number}} lượt',
    perCustomer: '; mỗi khách {{count, number}} lượt',
  },
  {
    percent: '{{percent}}% off',
    cap: ', at most {{cap}}',
    amount: '{{amount}} off',
    minBill: ' on bills from {{bill}}',
    days: ', within {{days}} days of issue',
    from: ', from {{date}}',
    until: ', to the end of {{date}}',
    total_one: '; {{count, number}} use in total',
    total_other: '; {{count, number}} uses in total',
    perCustomer_one: '; once per customer',
    perCustomer_other: '; {{count, number}} times per customer',
  },
);

/** What a voucher is worth and when it holds, in one sentence. */
export function CampaignSentence({ campaign }: { campaign: VoucherCampaign }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const { discount, minBill, validDays, validFrom, validUntil } = campaign;
  const parts = [
    discount.kind === 'percent'
      ? t('percent', { percent: discount.percent })
      : t('amount', { amount: format.money(discount.amount) }),
    discount.kind === 'percent' && discount.cap !== null
      ? t('cap', { cap: format.money(discount.cap) })
      : '',
    minBill > 0 ? t('minBill', { bill: format.money(minBill) }) : '',
    validFrom ? t('from', { date: format.date(validFrom) }) : '',
    validUntil ? t('until', { date: format.date(new Date(Date.parse(validUntil) - 1)) }) : '',
    validDays ? t('days', { days: validDays }) : '',
    campaign.limitTotal ? t('total', { count: campaign.limitTotal }) : '',
    campaign.limitPerCustomer ? t('perCustomer', { count: campaign.limitPerCustomer }) : '',
  ];
  return <>{parts.join('')}.</>;
}
