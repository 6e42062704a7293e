import { Group, Stack } from '@mantine/core';
import type { Programme } from '@quen/contracts/programme.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import { CountInput } from '../../shared/ui/number-inputs.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { Section } from './section.tsx';
import { Sentence } from './sentence.tsx';
import { texts } from './texts.ts';

/** What RFM and the lifecycle stages mean for this business. */
export function GroupsSection() {
  const { t } = useTexts(texts);
  const { document, edit, mayWrite } = useDraft();
  const { rfm } = document;
  const set = (part: Partial<Programme['rfm']>) =>
    edit((old) => ({ ...old, rfm: { ...old.rfm, ...part } }));
  return (
    <Section title={t('groups')}>
      <Surface>
        <Stack>
          <Group gap="sm" align="flex-start">
            <CountInput
              label={t('windowDays')}
              suffix={t('daysSuffix')}
              min={30}
              max={3650}
              disabled={!mayWrite}
              value={rfm.windowDays}
              onChange={(windowDays) => windowDays && set({ windowDays })}
            />
            <CountInput
              label={t('dormantDays')}
              suffix={t('daysSuffix')}
              min={7}
              max={3650}
              disabled={!mayWrite}
              value={rfm.dormantDays}
              onChange={(dormantDays) => dormantDays && set({ dormantDays })}
            />
            <CountInput
              label={t('lostDays')}
              suffix={t('daysSuffix')}
              min={8}
              max={3650}
              disabled={!mayWrite}
              value={rfm.lostDays}
              error={rfm.lostDays <= rfm.dormantDays ? t('lostTooSmall') : undefined}
              onChange={(lostDays) => lostDays && set({ lostDays })}
            />
          </Group>
          <Sentence>
            {t('groupsSentence', {
              window: rfm.windowDays,
              dormant: rfm.dormantDays,
              lost: rfm.lostDays,
            })}
          </Sentence>
        </Stack>
      </Surface>
    </Section>
  );
}
