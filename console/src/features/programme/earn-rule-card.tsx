import { ActionIcon, Group, Select, Stack, Switch, Text } from '@mantine/core';
import type { EarnRule, Wallet } from '@quen/contracts/programme.ts';
import { IconTrash } from '@tabler/icons-react';
import { ConditionField } from '../../shared/conditions/condition-field.tsx';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { LocalTextInput } from '../../shared/ui/local-text-input.tsx';
import { CountInput, MoneyInput } from '../../shared/ui/number-inputs.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { exampleBills, pointsOf } from './points-of.ts';
import { Sentence } from './sentence.tsx';
import { texts } from './texts.ts';

interface Props {
  rule: EarnRule;
  wallets: Wallet[];
  disabled: boolean;
  onChange: (rule: EarnRule) => void;
  onRemove: () => void;
}

export function EarnRuleCard({ rule, wallets, disabled, onChange, onRemove }: Props) {
  const { t, language } = useTexts(texts);
  const set = (part: Partial<EarnRule>) => onChange({ ...rule, ...part });
  const unit = wallets.find(({ key }) => key === rule.wallet)?.unit[language] ?? '';
  return (
    <Surface>
      <Stack>
        <Group justify="space-between" wrap="nowrap" align="center">
          <Switch
            label={rule.status === 'live' ? t('live') : t('paused')}
            checked={rule.status === 'live'}
            disabled={disabled}
            onChange={(event) => set({ status: event.currentTarget.checked ? 'live' : 'paused' })}
          />
          {disabled ? null : (
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`${t('removeRule')}: ${rule.name[language]}`}
              onClick={onRemove}
            >
              <IconTrash size={18} />
            </ActionIcon>
          )}
        </Group>
        <LocalTextInput
          label={t('ruleName')}
          value={rule.name}
          disabled={disabled}
          onChange={(name) => set({ name })}
        />
        <Group align="flex-start" gap="sm">
          <MoneyInput
            label={t('perEvery')}
            w={160}
            min={1}
            max={1_000_000_000}
            disabled={disabled}
            value={rule.per}
            onChange={(per) => per && set({ per })}
          />
          <CountInput
            label={t('earns')}
            w={160}
            min={1}
            max={1_000_000}
            suffix={` ${unit}`}
            disabled={disabled}
            value={rule.points}
            onChange={(points) => points && set({ points })}
          />
          <Select
            label={t('rounding')}
            miw={220}
            flex="1 1 220px"
            disabled={disabled}
            value={rule.rounding}
            onChange={(rounding) => set({ rounding: rounding as EarnRule['rounding'] })}
            data={(['down', 'half_up', 'up'] as const).map((value) => ({
              value,
              label: t(`round_${value}`),
            }))}
          />
          {wallets.length > 1 ? (
            <Select
              label={t('wallet')}
              disabled={disabled}
              value={rule.wallet}
              onChange={(wallet) => wallet && set({ wallet })}
              data={wallets.map(({ key, name }) => ({ value: key, label: name[language] }))}
            />
          ) : null}
        </Group>
        <ConditionField
          label={t('onlyWhen')}
          value={rule.when}
          disabled={disabled}
          onChange={(when) => set({ when })}
        />
        <Examples rule={rule} unit={unit} />
      </Stack>
    </Surface>
  );
}

function Examples({ rule, unit }: { rule: EarnRule; unit: string }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  return (
    <Sentence>
      {t('earnSentence', {
        per: format.money(rule.per),
        points: format.number(rule.points),
        unit,
      })}
      <Group gap="lg" mt={2} c="dimmed">
        {exampleBills(format.currency, format.scale).map((bill) => (
          <Text key={bill} size="xs" className="num">
            {t('earnExample', {
              bill: format.money(bill),
              points: format.number(pointsOf(rule, bill)),
              unit,
            })}
          </Text>
        ))}
      </Group>
    </Sentence>
  );
}
