import { Button, Stack, Text } from '@mantine/core';
import type { EarnRule } from '@quen/contracts/programme.ts';
import { IconPlus } from '@tabler/icons-react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { replaced, without } from '../../shared/lib/list.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import { EarnRuleCard } from './earn-rule-card.tsx';
import { freshKey } from './keys.ts';
import { Section } from './section.tsx';
import { texts } from './texts.ts';

export function EarningSection() {
  const { t } = useTexts(texts);
  const { currency, scale } = useFormat();
  const { document, published, edit, mayWrite } = useDraft();

  const setRules = (change: (rules: EarnRule[]) => EarnRule[]) =>
    edit((old) => ({ ...old, earnRules: change(old.earnRules) }));
  const add = () =>
    setRules((rules) => [
      ...rules,
      {
        key: freshKey('rule', rules, published.earnRules),
        name: { vi: t('newRule'), en: t('newRule') },
        wallet: document.wallets[0]?.key ?? 'points',
        status: 'paused',
        when: null,
        per: currency === 'VND' ? 10_000 : scale,
        points: 1,
        rounding: 'down',
      },
    ]);

  return (
    <Section title={t('earning')} lead={document.earnRules.length > 1 ? t('addUp') : ''}>
      <Stack>
        {document.earnRules.length === 0 ? <Text c="dimmed">{t('noRules')}</Text> : null}
        {document.earnRules.map((rule, i) => (
          <EarnRuleCard
            key={rule.key}
            rule={rule}
            wallets={document.wallets}
            disabled={!mayWrite}
            onChange={(next) => setRules((rules) => replaced(rules, i, next))}
            onRemove={() => setRules((rules) => without(rules, i))}
          />
        ))}
        {mayWrite ? (
          <Button
            variant="default"
            leftSection={<IconPlus size={17} />}
            onClick={add}
            style={{ alignSelf: 'start' }}
          >
            {t('addRule')}
          </Button>
        ) : null}
      </Stack>
    </Section>
  );
}
