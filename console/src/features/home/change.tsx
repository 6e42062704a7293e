import { Text } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { texts } from './texts.ts';

interface Props {
  count: number;
  before: number;
  /** Whether more of it is welcome; decides the tone. */
  moreIsGood: boolean;
}

/** The number against the period before, in words. */
export function Change({ count, before, moreIsGood }: Props) {
  const { t } = useTexts(texts);
  const format = useFormat();
  if (before === 0) return null;
  const change = (count - before) / before;
  const good = change === 0 || change > 0 === moreIsGood;
  return (
    <Text size="sm" c={good ? 'var(--quen-accent)' : 'var(--quen-warn)'} fw={500}>
      {change === 0
        ? t('same')
        : t(change > 0 ? 'more' : 'fewer', { share: format.percent(Math.abs(change)) })}
    </Text>
  );
}
