import { ActionIcon, Button, Group, Input, Stack } from '@mantine/core';
import type { TierLevel } from '@quen/contracts/programme.ts';
import { IconPlus, IconTrash } from '@tabler/icons-react';
import { useId } from 'react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { replaced, without } from '../../shared/lib/list.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { PeopleButton } from '../../shared/people/people-button.tsx';
import { LocalTextInput } from '../../shared/ui/local-text-input.tsx';
import { MoneyInput } from '../../shared/ui/number-inputs.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { Sentence } from './sentence.tsx';
import { texts } from './texts.ts';
import classes from './tier-card.module.css';

interface Props {
  tier: TierLevel;
  /** The level under this one. */
  below: TierLevel | undefined;
  disabled: boolean;
  onChange: (tier: TierLevel) => void;
  onRemove: () => void;
}

export function TierCard({ tier, below, disabled, onChange, onRemove }: Props) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const colourId = useId();
  const set = (part: Partial<TierLevel>) => onChange({ ...tier, ...part });
  const name = tier.name[language];
  return (
    <Surface className={classes.card} style={{ '--tier': tier.colour }}>
      <Stack>
        <Group align="flex-end" gap="sm">
          <div className={classes.name}>
            <LocalTextInput
              label={t('tierName')}
              value={tier.name}
              disabled={disabled}
              onChange={(next) => set({ name: next })}
            />
          </div>
          <div>
            <Input.Label htmlFor={colourId}>{t('colour')}</Input.Label>
            <input
              id={colourId}
              type="color"
              className={classes.colour}
              disabled={disabled}
              value={tier.colour}
              onChange={(event) => set({ colour: event.currentTarget.value.toLowerCase() })}
            />
          </div>
          {disabled ? null : (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`${t('removeTier')}: ${name}`}
              onClick={onRemove}
            >
              <IconTrash size={18} />
            </ActionIcon>
          )}
        </Group>
        <Group gap="sm" align="flex-start">
          <MoneyInput
            label={t('threshold')}
            max={1_000_000_000_000}
            disabled={disabled}
            value={tier.threshold}
            error={below && tier.threshold <= below.threshold ? t('tierOrder') : undefined}
            onChange={(threshold) => set({ threshold: threshold ?? 0 })}
          />
          <MoneyInput
            label={t('keep')}
            max={1_000_000_000_000}
            disabled={disabled}
            value={tier.keep}
            error={tier.keep > tier.threshold ? t('tierKeepTooBig') : undefined}
            onChange={(keep) => set({ keep: keep ?? 0 })}
          />
        </Group>
        <Benefits tier={tier} disabled={disabled} onChange={(benefits) => set({ benefits })} />
        <Group justify="space-between" align="center">
          <div className={classes.sentence}>
            <Sentence>
              {tier.threshold === 0
                ? t('tierSentenceFirst', { name })
                : t('tierSentence', {
                    threshold: format.money(tier.threshold),
                    name,
                    keep: format.money(tier.keep),
                  })}
            </Sentence>
          </div>
          <PeopleButton
            title={t('tierPeople', { name })}
            condition={{ field: 'customer.tier', op: 'eq', value: tier.key }}
          />
        </Group>
      </Stack>
    </Surface>
  );
}

interface BenefitsProps {
  tier: TierLevel;
  disabled: boolean;
  onChange: (benefits: TierLevel['benefits']) => void;
}

function Benefits({ tier: { benefits }, disabled, onChange }: BenefitsProps) {
  const { t } = useTexts(texts);
  return (
    <Stack gap="xs">
      {benefits.map((benefit, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: benefits have no identity but their place
        <Group key={i} gap="xs" align="flex-end" wrap="nowrap">
          <div className={classes.name}>
            <LocalTextInput
              label={t('benefit', { n: i + 1 })}
              value={benefit}
              disabled={disabled}
              onChange={(next) => onChange(replaced(benefits, i, next))}
            />
          </div>
          {disabled ? null : (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`${t('benefit', { n: i + 1 })}: ✕`}
              onClick={() => onChange(without(benefits, i))}
            >
              <IconTrash size={18} />
            </ActionIcon>
          )}
        </Group>
      ))}
      {disabled || benefits.length >= 20 ? null : (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={16} />}
          onClick={() => onChange([...benefits, { vi: t('newBenefit'), en: t('newBenefit') }])}
          style={{ alignSelf: 'start' }}
        >
          {t('addBenefit')}
        </Button>
      )}
    </Stack>
  );
}
