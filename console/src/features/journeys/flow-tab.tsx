import { SimpleGrid, Stack, Title } from '@mantine/core';
import type { Journey } from '@quen/contracts/programme.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { Surface } from '../../shared/ui/surface.tsx';
import { Flow } from './flow.tsx';
import { JourneySettings } from './journey-settings.tsx';
import { texts } from './texts.ts';

interface Props {
  journey: Journey;
  onLetter: (template: string) => void;
}

/** The journey drawn, and its settings beside it. */
export function FlowTab({ journey, onLetter }: Props) {
  const { t } = useTexts(texts);
  return (
    <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg">
      <Surface flush>
        <Flow journey={journey} onLetter={onLetter} />
      </Surface>
      <Surface>
        <Stack>
          <Title order={2}>{t('settings')}</Title>
          <JourneySettings journey={journey} />
        </Stack>
      </Surface>
    </SimpleGrid>
  );
}
