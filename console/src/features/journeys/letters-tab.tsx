import { NativeSelect, Stack, Text } from '@mantine/core';
import type { Journey } from '@quen/contracts/programme.ts';
import { useState } from 'react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import { LetterEditor } from './letter-editor.tsx';
import { texts } from './texts.ts';

interface Props {
  journey: Journey;
  /** Template to show first. */
  initial: string | null;
}

/** The letters a journey sends. */
export function LettersTab({ journey, initial }: Props) {
  const { t, language } = useTexts(texts);
  const { document } = useDraft();
  const steps = journey.steps.filter((step) => step.kind === 'message');
  const [chosen, setChosen] = useState(initial ?? steps[0]?.template ?? null);
  const template = document.templates.find(({ key }) => key === chosen);
  const voucher = steps.find((step) => step.template === chosen)?.voucher ?? null;
  if (!template) return <Text c="dimmed">{t('noTemplate')}</Text>;
  return (
    <Stack>
      {steps.length > 1 ? (
        <NativeSelect
          label={t('letter')}
          maw={420}
          value={template.key}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={[...new Set(steps.map((step) => step.template))].map((key) => ({
            value: key,
            label: document.templates.find((one) => one.key === key)?.name[language] ?? key,
          }))}
        />
      ) : null}
      <LetterEditor key={template.key} template={template} voucher={voucher} />
    </Stack>
  );
}
