import { defineTexts, useTexts } from '../i18n/texts.ts';
import { useFormat } from '../lib/use-format.ts';
import { useMonth } from '../lib/use-month.ts';
import { StackedBars } from './stacked-bars.tsx';

const texts = defineTexts(
  'revenue-bars',
  { loyal: 'Khách thân thiết', other: 'Khách khác', strangers: 'Khách lẻ' },
  { loyal: 'Loyal customers', other: 'Other customers', strangers: 'Walk-ins' },
);

interface Props {
  /** Minor units; oldest first. */
  months: {
    month: string;
    loyal: number;
    other: number;
    strangers: number;
    complete: boolean;
  }[];
  height?: number;
}

/** Revenue by month and by whom it came from; the best and the last whole month carry figures. */
export function RevenueBars({ months, height }: Props) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const month = useMonth();
  const total = (one: Props['months'][number]) => one.loyal + one.other + one.strangers;
  const most = Math.max(...months.map(total));
  const last = months.findLast(({ complete }) => complete) ?? months.at(-1);
  return (
    <StackedBars
      {...(height ? { height } : {})}
      parts={[
        { key: 'loyal', label: t('loyal'), tone: 'accent' },
        { key: 'other', label: t('other'), tone: 'soft' },
        { key: 'strangers', label: t('strangers'), tone: 'plain' },
      ]}
      bars={months.map((one) => ({
        key: one.month,
        label: month(one.month),
        title: `${month(one.month)}: ${format.money(total(one))}`,
        amounts: { loyal: one.loyal, other: one.other, strangers: one.strangers },
        open: !one.complete,
        ...(one === last || total(one) === most ? { value: format.moneyShort(total(one)) } : {}),
      }))}
    />
  );
}
