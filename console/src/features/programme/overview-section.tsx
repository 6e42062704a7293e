import { Stack } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import { DayInput } from '../../shared/ui/day-input.tsx';
import { LocalTextInput } from '../../shared/ui/local-text-input.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { Section } from './section.tsx';
import { Sentence } from './sentence.tsx';
import { texts } from './texts.ts';

export function OverviewSection() {
  const { t } = useTexts(texts);
  const format = useFormat();
  const { document, edit, mayWrite } = useDraft();
  return (
    <Section title={t('overview')}>
      <Surface>
        <Stack>
          <LocalTextInput
            label={t('name')}
            value={document.name}
            disabled={!mayWrite}
            onChange={(name) => edit((old) => ({ ...old, name }))}
          />
          <DayInput
            label={t('startsOn')}
            description={t('startsOnHint')}
            clearable
            maw={420}
            disabled={!mayWrite}
            value={document.startsOn}
            onChange={(startsOn) => edit((old) => ({ ...old, startsOn: startsOn ?? null }))}
          />
          <Sentence>
            {document.startsOn
              ? t('startsSentence', { date: format.date(`${document.startsOn}T12:00:00Z`) })
              : t('startsAlways')}
          </Sentence>
        </Stack>
      </Surface>
    </Section>
  );
}
