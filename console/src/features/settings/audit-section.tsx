import { Code, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useActorName } from '../../shared/session/use-actor-name.ts';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { Pages } from '../../shared/ui/pages.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import classes from './audit-section.module.css';
import { type AuditEntry, auditQuery } from './settings-queries.ts';
import { texts } from './texts.ts';
import { useActionWords } from './use-action-words.ts';

export function AuditSection() {
  const { t } = useTexts(texts);
  const format = useFormat();
  const actorName = useActorName();
  const actionWords = useActionWords();
  const query = useInfiniteQuery(auditQuery);
  return (
    <Stack>
      <Text c="dimmed" size="sm">
        {t('auditLead')}
      </Text>
      <Pages
        query={query}
        empty={
          <Surface>
            <EmptyState icon={IconHistory} title={t('noAudit')} text={t('noAuditText')} />
          </Surface>
        }
      >
        {(entries) => (
          <Surface>
            <ol className={classes.list}>
              {entries.map((entry) => (
                <li key={entry.id} className={classes.entry}>
                  <Text size="sm">
                    <b>{entry.actorName ?? actorName(entry.actor)}</b> {actionWords(entry.action)}
                  </Text>
                  <Text size="xs" c="dimmed" className="num">
                    {[format.dateTime(entry.at), subjectOf(entry)].filter(Boolean).join(' · ')}
                  </Text>
                  <details className={classes.details}>
                    <summary>{t('details')}</summary>
                    <SimpleGrid cols={{ base: 1, sm: 2 }} mt="xs">
                      <State title={t('before')} value={entry.before} />
                      <State title={t('after')} value={entry.after} />
                    </SimpleGrid>
                  </details>
                </li>
              ))}
            </ol>
          </Surface>
        )}
      </Pages>
    </Stack>
  );
}

function State({ title, value }: { title: string; value: unknown }) {
  return (
    <div>
      <Text size="xs" fw={500}>
        {title}
      </Text>
      <Code block className={classes.code}>
        {value === null || value === undefined ? '–' : JSON.stringify(value, null, 2)}
      </Code>
    </div>
  );
}

/** What was changed, by its name or short number; ids say nothing to people. */
function subjectOf({ subject, before, after }: AuditEntry): string {
  for (const state of [after, before]) {
    const name = (state as { name?: unknown } | null)?.name;
    if (typeof name === 'string') return name;
  }
  const id = subject.split(':')[1] ?? '';
  return id.length < 20 ? id : '';
}
