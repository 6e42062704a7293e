import { Badge, List, Stack, Text } from '@mantine/core';
import type { Programme } from '@quen/contracts/programme.ts';
import { useTexts } from '../../i18n/texts.ts';
import type { Change } from './publish-queries.ts';
import { texts } from './texts.ts';
import { useChangeWords } from './use-change-words.ts';

interface Props {
  changes: Change[];
  before: Programme;
  after: Programme;
}

/** The differences, gathered by the rule, tier or campaign they belong to. */
export function ChangeList({ changes, before, after }: Props) {
  const { t } = useTexts(texts);
  const words = useChangeWords({ before, after });
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = `${change.section}/${change.key ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  if (groups.size === 0) return <Text c="dimmed">{t('noChanges')}</Text>;
  return (
    <Stack gap="sm">
      {[...groups].map(([key, group]) => {
        const first = group[0];
        if (!first) return null;
        const whole = first.field === null && first.key !== null ? first.kind : 'changed';
        return (
          <div key={key}>
            <Badge
              color={whole === 'added' ? 'pine' : whole === 'removed' ? 'brick' : 'amber'}
              size="lg"
              styles={{ label: { whiteSpace: 'normal' }, root: { height: 'auto' } }}
            >
              {t(whole, { what: words.thing(first.section, first.key) })}
            </Badge>
            {whole === 'changed' ? (
              <List size="sm" mt={4} withPadding>
                {group.map((change) => (
                  <List.Item key={change.field ?? ''} style={{ overflowWrap: 'anywhere' }}>
                    {words.line(change)}
                  </List.Item>
                ))}
              </List>
            ) : null}
          </div>
        );
      })}
    </Stack>
  );
}
