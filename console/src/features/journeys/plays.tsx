import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { type Play, winBack } from '@quen/contracts/plays.ts';
import type { Programme } from '@quen/contracts/programme.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import { Surface } from '../../shared/ui/surface.tsx';
import { texts } from './texts.ts';

const plays: Play[] = [winBack];

/** What is in the programme already stays as it is; the rest of the play is added. */
function withPlay(document: Programme, { journey, templates, vouchers }: Play): Programme {
  const missing = <T extends { key: string }>(have: T[], more: T[]) => [
    ...have,
    ...more.filter(({ key }) => !have.some((one) => one.key === key)),
  ];
  return {
    ...document,
    journeys: missing(document.journeys, [journey]),
    templates: missing(document.templates, templates),
    vouchers: missing(document.vouchers, vouchers),
  };
}

/** Ready-made journeys that the programme does not have yet. */
export function Plays() {
  const { t, language } = useTexts(texts);
  const { document, edit, mayWrite } = useDraft();
  const offered = plays.filter(
    ({ journey }) => !document.journeys.some(({ key }) => key === journey.key),
  );
  if (offered.length === 0 || !mayWrite) return null;
  return (
    <Stack gap="sm">
      <Title order={2}>{t('plays')}</Title>
      {offered.map((play) => (
        <Surface key={play.journey.key}>
          <Group justify="space-between" gap="md">
            <div style={{ flex: '1 1 320px' }}>
              <Text fw={600}>{play.journey.name[language]}</Text>
              <Text size="sm">{t('playText')}</Text>
            </div>
            <Button onClick={() => edit((old) => withPlay(old, play))}>{t('addPlay')}</Button>
          </Group>
        </Surface>
      ))}
    </Stack>
  );
}
