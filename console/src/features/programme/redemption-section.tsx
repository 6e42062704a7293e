import { Group, Stack, Switch, Text } from '@mantine/core';
import type { Redemption } from '@quen/contracts/programme.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import { CountInput, MoneyInput } from '../../shared/ui/number-inputs.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { exampleBills } from './points-of.ts';
import { Section } from './section.tsx';
import { Sentence } from './sentence.tsx';
import { texts } from './texts.ts';

export function RedemptionSection() {
  const { t, language } = useTexts(texts);
  const { currency, scale } = useFormat();
  const { document, edit, mayWrite } = useDraft();
  const { redemption } = document;
  const wallet = document.wallets[0];
  const unit = document.wallets.find(({ key }) => key === redemption?.wallet)?.unit[language] ?? '';
  const set = (part: Partial<Redemption>) =>
    edit((old) => (old.redemption ? { ...old, redemption: { ...old.redemption, ...part } } : old));

  function toggle(on: boolean) {
    edit((old) => ({
      ...old,
      redemption:
        on && wallet
          ? {
              wallet: wallet.key,
              points: 1,
              value: currency === 'VND' ? 500 : Math.max(1, scale / 20),
              minimum: 10,
              step: 1,
              maxSharePercent: 50,
            }
          : null,
    }));
  }

  return (
    <Section title={t('redemption')}>
      <Surface>
        <Stack>
          <Switch
            label={t('redemptionOn')}
            checked={redemption !== null}
            disabled={!mayWrite}
            onChange={(event) => toggle(event.currentTarget.checked)}
          />
          {redemption ? (
            <>
              <Group align="flex-start" gap="sm">
                <CountInput
                  label={t('redemptionPoints')}
                  min={1}
                  max={1_000_000}
                  w={140}
                  suffix={` ${unit}`}
                  disabled={!mayWrite}
                  value={redemption.points}
                  onChange={(points) => points && set({ points })}
                />
                <MoneyInput
                  label={t('redemptionValue')}
                  min={1}
                  max={1_000_000_000}
                  w={150}
                  disabled={!mayWrite}
                  value={redemption.value}
                  onChange={(value) => value && set({ value })}
                />
                <CountInput
                  label={t('redemptionMinimum')}
                  min={1}
                  max={1_000_000_000}
                  w={190}
                  suffix={` ${unit}`}
                  disabled={!mayWrite}
                  value={redemption.minimum}
                  onChange={(minimum) => minimum && set({ minimum })}
                />
                <CountInput
                  label={t('redemptionStep')}
                  min={1}
                  max={1_000_000_000}
                  w={140}
                  suffix={` ${unit}`}
                  disabled={!mayWrite}
                  value={redemption.step}
                  onChange={(step) => step && set({ step })}
                />
                <CountInput
                  label={t('redemptionShare')}
                  w={230}
                  min={1}
                  max={100}
                  suffix=" %"
                  disabled={!mayWrite}
                  value={redemption.maxSharePercent}
                  onChange={(share) => share && set({ maxSharePercent: share })}
                />
              </Group>
              <RedemptionSentence redemption={redemption} unit={unit} />
            </>
          ) : (
            <Text c="dimmed">{t('redemptionOff')}</Text>
          )}
        </Stack>
      </Surface>
    </Section>
  );
}

function RedemptionSentence({ redemption, unit }: { redemption: Redemption; unit: string }) {
  const { t } = useTexts(texts);
  const format = useFormat();
  const bill = exampleBills(format.currency, format.scale)[2] ?? 0;
  const most = Math.floor((bill * redemption.maxSharePercent) / 100);
  const steps = Math.floor((most * redemption.points) / redemption.value / redemption.step);
  const points = steps * redemption.step;
  const usable = points >= redemption.minimum ? points : 0;
  return (
    <Sentence>
      {t('redemptionSentence', {
        points: format.number(redemption.points),
        unit,
        value: format.money(redemption.value),
        minimum: format.number(redemption.minimum),
        share: redemption.maxSharePercent,
      })}
      <Text size="xs" c="dimmed" mt={2}>
        {t('redemptionExample', {
          bill: format.money(bill),
          points: format.number(usable),
          unit,
          value: format.money(Math.floor((usable * redemption.value) / redemption.points)),
        })}
      </Text>
    </Sentence>
  );
}
