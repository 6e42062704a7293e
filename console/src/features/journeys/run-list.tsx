import { Stack, Table } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { TextLink } from '../../shared/ui/links.tsx';
import { Pages } from '../../shared/ui/pages.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { runsQuery } from './journey-queries.ts';
import { texts } from './texts.ts';
import { useStepWords } from './use-step-words.ts';

/** Who is or was in the journey, and what comes next for them. */
export function RunList({ journeyKey }: { journeyKey: string }) {
  const { t } = useTexts(texts);
  const words = useTexts(common);
  const format = useFormat();
  const query = useInfiniteQuery(runsQuery(journeyKey));
  const { published } = useDraft();
  const sayStep = useStepWords(published);
  const steps = published.journeys.find(({ key }) => key === journeyKey)?.steps ?? [];
  const stepOf = (key: string | null) => steps.find((step) => step.key === key);
  return (
    <Stack>
      <Pages
        query={query}
        empty={
          <Surface>
            <EmptyState icon={IconUsers} title={t('noRuns')} text={t('noRunsText')} />
          </Surface>
        }
      >
        {(runs) => (
          <Surface flush>
            <Table.ScrollContainer minWidth={680}>
              <Table horizontalSpacing="md" fz="sm">
                <Table.Thead>
                  <Table.Tr>
                    {(['customer', 'arm', 'state', 'enteredAt', 'next', 'runRevenue'] as const).map(
                      (column) => (
                        <Table.Th
                          key={column}
                          fw={500}
                          ta={column === 'runRevenue' ? 'right' : undefined}
                        >
                          {t(column)}
                        </Table.Th>
                      ),
                    )}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {runs.map((run) => {
                    const step = stepOf(run.step);
                    return (
                      <Table.Tr key={run.id}>
                        <Table.Td>
                          <TextLink
                            to="/customers/$id"
                            params={{ id: run.customerId }}
                            size="sm"
                            fw={500}
                            c="inherit"
                          >
                            {run.customerName ?? words.t('unnamed')}
                          </TextLink>
                        </Table.Td>
                        <Table.Td>{t(`arm_${run.arm}`)}</Table.Td>
                        <Table.Td>{t(`state_${run.state}`)}</Table.Td>
                        <Table.Td>{format.dateTime(run.enteredAt)}</Table.Td>
                        <Table.Td>
                          {run.state === 'active' && step
                            ? `${sayStep(step)} · ${format.ago(run.wakeAt)}`
                            : ''}
                        </Table.Td>
                        <Table.Td ta="right">
                          {run.revenue > 0 ? format.money(run.revenue) : ''}
                        </Table.Td>
                      </Table.Tr>
                    );
                  })}
                </Table.Tbody>
              </Table>
            </Table.ScrollContainer>
          </Surface>
        )}
      </Pages>
    </Stack>
  );
}
