import { Group, NativeSelect, Stack } from '@mantine/core';
import type { Guard } from '@quen/contracts/programme.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import { CountInput } from '../../shared/ui/number-inputs.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { Section } from './section.tsx';
import { Sentence } from './sentence.tsx';
import { texts } from './texts.ts';

const hours = Array.from({ length: 24 }, (_, hour) => hour);

export function GuardSection() {
  const { t } = useTexts(texts);
  const { document, edit, mayWrite } = useDraft();
  const { guard } = document;
  const set = (part: Partial<Guard>) =>
    edit((old) => ({ ...old, guard: { ...old.guard, ...part } }));
  const options = hours.map((hour) => ({ value: String(hour), label: t('hour', { hour }) }));
  const values = { messages: guard.capMessages, days: guard.capDays };
  return (
    <Section title={t('guard')} lead={t('guardLead')}>
      <Surface>
        <Stack>
          <Group gap="sm" align="flex-start">
            <NativeSelect
              label={t('quietFrom')}
              disabled={!mayWrite}
              value={String(guard.quietFromHour)}
              onChange={(event) => set({ quietFromHour: Number(event.currentTarget.value) })}
              data={options}
            />
            <NativeSelect
              label={t('quietTo')}
              disabled={!mayWrite}
              value={String(guard.quietToHour)}
              onChange={(event) => set({ quietToHour: Number(event.currentTarget.value) })}
              data={options}
            />
            <CountInput
              label={t('capMessages')}
              w={150}
              min={1}
              max={100}
              disabled={!mayWrite}
              value={guard.capMessages}
              onChange={(capMessages) => capMessages && set({ capMessages })}
            />
            <CountInput
              label={t('capDays')}
              w={150}
              min={1}
              max={90}
              suffix={t('daysSuffix')}
              disabled={!mayWrite}
              value={guard.capDays}
              onChange={(capDays) => capDays && set({ capDays })}
            />
          </Group>
          <Sentence>
            {guard.quietFromHour === guard.quietToHour
              ? t('guardSentenceOpen', values)
              : t('guardSentence', {
                  ...values,
                  from: guard.quietFromHour,
                  to: guard.quietToHour,
                })}
          </Sentence>
        </Stack>
      </Surface>
    </Section>
  );
}
