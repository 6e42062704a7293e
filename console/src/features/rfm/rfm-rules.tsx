import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { Surface } from '../../shared/ui/surface.tsx';
import type { RfmReport } from './rfm-query.ts';
import { texts } from './texts.ts';

const axes = [
  ['recency', 'r'],
  ['frequency', 'f'],
  ['monetary', 'm'],
] as const;

/** What each score means, in words. */
export function RfmRules({ report }: { report: RfmReport }) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  return (
    <Surface>
      <Stack gap="sm">
        <div>
          <Title order={2}>{t('rules')}</Title>
          <Text size="sm" c="dimmed">
            {t('rulesLead')}
            {report.computedAt
              ? ` ${t('computed', { when: format.dateTime(report.computedAt) })}.`
              : ''}
          </Text>
        </div>
        <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="lg">
          {axes.map(([axis, title]) => (
            <div key={axis}>
              <Text fw={600} size="sm" mb={4}>
                {t(title)}
              </Text>
              {report.rules[axis].map(({ score, text }) => (
                <Text key={score} size="sm">
                  <Text span fw={500} className="num">
                    {t('score', { score })}
                  </Text>
                  {': '}
                  {text[language]}
                </Text>
              ))}
            </div>
          ))}
        </SimpleGrid>
      </Stack>
    </Surface>
  );
}
