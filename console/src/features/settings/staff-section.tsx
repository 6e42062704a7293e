import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconUserPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { roleTexts } from './role-texts.ts';
import { type StaffMember, staffQuery } from './settings-queries.ts';
import { StaffDialog } from './staff-dialog.tsx';
import { texts } from './texts.ts';

export function StaffSection() {
  const { t } = useTexts(texts);
  const words = useTexts(common);
  const roles = useTexts(roleTexts);
  const query = useQuery(staffQuery);
  const [edited, setEdited] = useState<StaffMember | 'new' | null>(null);
  return (
    <Stack>
      <Group>
        <Button leftSection={<IconUserPlus size={17} />} onClick={() => setEdited('new')}>
          {t('addStaff')}
        </Button>
      </Group>
      <Loaded query={query}>
        {({ items }) =>
          items.map((person) => (
            <Surface key={person.id}>
              <Group justify="space-between" gap="sm">
                <div style={{ minWidth: 0, overflowWrap: 'anywhere' }}>
                  <Group gap="xs">
                    <Text fw={600}>{person.name}</Text>
                    <Badge>{roles.t(person.role)}</Badge>
                    {person.active ? null : <Badge color="brick">{t('inactive')}</Badge>}
                  </Group>
                  <Text size="sm" c="dimmed">
                    {person.email}
                  </Text>
                </div>
                <Button
                  variant="default"
                  size="xs"
                  aria-label={`${words.t('edit')}: ${person.name}`}
                  onClick={() => setEdited(person)}
                >
                  {words.t('edit')}
                </Button>
              </Group>
            </Surface>
          ))
        }
      </Loaded>
      {edited ? (
        <StaffDialog person={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      ) : null}
    </Stack>
  );
}
