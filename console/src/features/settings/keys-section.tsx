import { Anchor, Badge, Button, Group, Stack, Text } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../shared/api/api.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { KeyDialog } from './key-dialog.tsx';
import { permissionTexts } from './role-texts.ts';
import { type ApiKey, keysQuery } from './settings-queries.ts';
import { texts } from './texts.ts';

export function KeysSection() {
  const { t } = useTexts(texts);
  const queries = useQueryClient();
  const query = useQuery(keysQuery);
  const [creating, setCreating] = useState(false);
  const [revoking, setRevoking] = useState<ApiKey | null>(null);
  const revoke = useMutation({
    mutationFn: (id: string) => api.delete('/v1/keys/{id}', { params: { path: { id } } }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keysQuery.queryKey });
      setRevoking(null);
    },
  });
  return (
    <Stack>
      <Group>
        <Button leftSection={<IconPlus size={17} />} onClick={() => setCreating(true)}>
          {t('addKey')}
        </Button>
        <Anchor href="/docs" target="_blank" size="sm">
          {t('apiDocs')}
        </Anchor>
      </Group>
      <Loaded query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <Surface>
              <EmptyState icon={IconKey} title={t('noKeys')} text={t('noKeysText')} />
            </Surface>
          ) : (
            items.map((key) => (
              <KeyCard key={key.id} apiKey={key} onRevoke={() => setRevoking(key)} />
            ))
          )
        }
      </Loaded>
      {creating ? <KeyDialog onClose={() => setCreating(false)} /> : null}
      <ConfirmDialog
        opened={revoking !== null}
        onClose={() => setRevoking(null)}
        title={t('revokeTitle', { name: revoking?.name ?? '' })}
        confirm={t('revoke')}
        danger
        pending={revoke.isPending}
        error={revoke.error}
        onConfirm={() => revoking && revoke.mutate(revoking.id)}
      >
        {t('revokeText')}
      </ConfirmDialog>
    </Stack>
  );
}

function KeyCard({ apiKey, onRevoke }: { apiKey: ApiKey; onRevoke: () => void }) {
  const { t } = useTexts(texts);
  const permissions = useTexts(permissionTexts);
  const format = useFormat();
  return (
    <Surface>
      <Group justify="space-between" gap="sm" align="flex-start">
        <div style={{ flex: '1 1 260px', minWidth: 0 }}>
          <Group gap="xs">
            <Text fw={600}>{apiKey.name}</Text>
            <Text size="sm" c="dimmed" ff="monospace">
              {apiKey.prefix}…
            </Text>
          </Group>
          <Text size="sm" c="dimmed">
            {t('created', { when: format.date(apiKey.createdAt) })}
            {' · '}
            {apiKey.lastUsedAt
              ? t('lastUsed', { when: format.ago(apiKey.lastUsedAt) })
              : t('neverUsed')}
          </Text>
          <Text size="xs" c="dimmed" mt={4}>
            {apiKey.scopes.map((scope) => permissions.t(scope)).join(' · ')}
          </Text>
        </div>
        {apiKey.revokedAt ? (
          <Badge color="brick">{t('revoked', { when: format.date(apiKey.revokedAt) })}</Badge>
        ) : (
          <Button
            variant="default"
            size="xs"
            aria-label={`${t('revoke')}: ${apiKey.name}`}
            onClick={onRevoke}
          >
            {t('revoke')}
          </Button>
        )}
      </Group>
    </Surface>
  );
}
