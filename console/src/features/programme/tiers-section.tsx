import { Button, Stack } from '@mantine/core';
import type { TierLevel } from '@quen/contracts/programme.ts';
import { IconPlus } from '@tabler/icons-react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { replaced, without } from '../../shared/lib/list.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import { freshKey } from './keys.ts';
import { Section } from './section.tsx';
import { texts } from './texts.ts';
import { TierCard } from './tier-card.tsx';

export function TiersSection() {
  const { t } = useTexts(texts);
  const { currency, scale } = useFormat();
  const { document, published, edit, mayWrite } = useDraft();
  const { tiers } = document;
  const setTiers = (change: (tiers: TierLevel[]) => TierLevel[]) =>
    edit((old) => ({ ...old, tiers: change(old.tiers) }));

  function add() {
    const top = tiers.at(-1)?.threshold ?? 0;
    const threshold = top > 0 ? top * 2 : currency === 'VND' ? 2_000_000 : 200 * scale;
    setTiers((old) => [
      ...old,
      {
        key: freshKey('tier', old, published.tiers),
        name: { vi: t('newTier'), en: t('newTier') },
        threshold: old.length === 0 ? 0 : threshold,
        keep: old.length === 0 ? 0 : Math.round(threshold * 0.8),
        benefits: [],
        colour: '#7d8790',
      },
    ]);
  }

  return (
    <Section title={t('tiers')} lead={t('tierLead')}>
      <Stack>
        {tiers.map((tier, i) => (
          <TierCard
            key={tier.key}
            tier={tier}
            below={tiers[i - 1]}
            disabled={!mayWrite}
            onChange={(next) => setTiers((old) => replaced(old, i, next))}
            onRemove={() => setTiers((old) => without(old, i))}
          />
        ))}
        {mayWrite ? (
          <Button
            variant="default"
            leftSection={<IconPlus size={17} />}
            onClick={add}
            style={{ alignSelf: 'start' }}
          >
            {t('addTier')}
          </Button>
        ) : null}
      </Stack>
    </Section>
  );
}
