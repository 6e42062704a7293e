import { Stack, Text, Title } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useTier } from '../../shared/programme/programme-query.ts';
import { TierBadge } from '../../shared/programme/tier-badge.tsx';
import { ShareBar } from '../../shared/ui/share-bar.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import type { Customer } from './customer-queries.ts';
import { texts } from './texts.ts';

/** A first tier that asks for no money is reached with the first order. */
const sentenceOf = ({ missing, by }: NonNullable<Customer['standing']['progress']['next']>) =>
  missing === 0 ? 'toNextFirst' : by ? 'toNext' : 'toNextOpen';

/** The tier, and what is missing in money and days. */
export function TierProgress({ standing }: { standing: Customer['standing'] }) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const { tier, progress } = standing;
  const next = useTier(progress.next?.tier);
  const goal = progress.next ? progress.spent + progress.next.missing : 0;
  return (
    <Surface>
      <Stack gap={6}>
        <Title order={2}>{t('tierSection')}</Title>
        {tier ? (
          <Text>
            <TierBadge tier={tier.key} />{' '}
            {tier.since ? (
              <Text span size="sm" c="dimmed">
                {t('tierSince', { date: format.date(tier.since) })}
              </Text>
            ) : null}
          </Text>
        ) : (
          <Text>{t('noTier')}</Text>
        )}
        {progress.next ? (
          <>
            {goal > 0 ? <ShareBar share={progress.spent / goal} /> : null}
            <Text size="sm">
              {t(sentenceOf(progress.next), {
                missing: format.money(progress.next.missing),
                date: format.date(progress.next.by),
                tier: next?.name[language] ?? progress.next.tier,
              })}
            </Text>
          </>
        ) : null}
        {progress.keep && progress.keep.needed > 0 ? (
          <Text size="sm" c={progress.keep.missing > 0 ? 'var(--quen-warn)' : 'dimmed'}>
            {progress.keep.missing > 0
              ? t('toKeep', {
                  missing: format.money(progress.keep.missing),
                  date: format.date(progress.keep.by),
                })
              : t('keepDone', { date: format.date(progress.keep.by) })}
          </Text>
        ) : null}
        <Text size="xs" c="dimmed">
          {t('spent12', { spent: format.money(progress.spent) })}
        </Text>
      </Stack>
    </Surface>
  );
}
