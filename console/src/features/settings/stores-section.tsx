import { Button, Group, Stack, Text } from '@mantine/core';
import { IconBuildingStore, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { type Store, storesQuery } from './settings-queries.ts';
import { StoreDialog } from './store-dialog.tsx';
import { texts } from './texts.ts';

export function StoresSection() {
  const { t } = useTexts(texts);
  const words = useTexts(common);
  const query = useQuery(storesQuery);
  const [edited, setEdited] = useState<Store | 'new' | null>(null);
  return (
    <Stack>
      <Group>
        <Button leftSection={<IconPlus size={17} />} onClick={() => setEdited('new')}>
          {t('addStore')}
        </Button>
      </Group>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Surface>
              <EmptyState icon={IconBuildingStore} title={t('noStores')} text={t('noStoresText')} />
            </Surface>
          ) : (
            items.map((store) => (
              <Surface key={store.id}>
                <Group justify="space-between" wrap="nowrap">
                  <div>
                    <Text fw={600}>{store.name}</Text>
                    <Text size="sm" c="dimmed">
                      {[store.code, store.address].filter(Boolean).join(' · ')}
                    </Text>
                  </div>
                  <Button
                    variant="default"
                    size="xs"
                    aria-label={`${words.t('edit')}: ${store.name}`}
                    onClick={() => setEdited(store)}
                  >
                    {words.t('edit')}
                  </Button>
                </Group>
              </Surface>
            ))
          )
        }
      </Loaded>
      {edited ? (
        <StoreDialog store={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      ) : null}
    </Stack>
  );
}
