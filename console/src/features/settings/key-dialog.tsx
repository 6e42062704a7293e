import { Button, Checkbox, Group, SimpleGrid, Stack, TextInput } from '@mantine/core';
import { keyScopes, type Permission } from '@quen/contracts/permissions.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../shared/api/api.ts';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import { permissionTexts } from './role-texts.ts';
import { SecretOnce } from './secret-once.tsx';
import { keysQuery } from './settings-queries.ts';
import { texts } from './texts.ts';

type Scope = Exclude<Permission, 'staff.manage' | 'keys.manage' | 'settings.write'>;

/** What a till or web shop needs: to find customers, send orders and use what they hold. */
const usual: string[] = [
  'customers.read',
  'customers.write',
  'orders.read',
  'orders.write',
  'returns.write',
  'points.redeem',
  'vouchers.redeem',
];

export function KeyDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts(texts);
  const words = useTexts(common);
  const permissions = useTexts(permissionTexts);
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState(usual);
  const create = useMutation({
    mutationFn: () =>
      api.post('/v1/keys', { body: { name: name.trim(), scopes: scopes as Scope[] } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate();
  }

  if (create.data) {
    return (
      <SecretOnce
        title={t('keyTitle', { name: create.data.record.name })}
        text={t('keyText')}
        secret={create.data.key}
        onClose={onClose}
      />
    );
  }
  return (
    <Dialog opened onClose={onClose} title={t('addKey')} size="lg">
      <form onSubmit={submit}>
        <Stack>
          <TextInput
            label={t('keyName')}
            placeholder={t('keyNamePlaceholder')}
            required
            maxLength={80}
            data-autofocus
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Checkbox.Group label={t('scopes')} value={scopes} onChange={setScopes}>
            <SimpleGrid cols={{ base: 1, xs: 2 }} mt="xs" spacing="xs">
              {keyScopes.map((scope) => (
                <Checkbox key={scope} value={scope} label={permissions.t(scope)} />
              ))}
            </SimpleGrid>
          </Checkbox.Group>
          <ProblemView error={create.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.t('cancel')}
            </Button>
            <Button type="submit" loading={create.isPending} disabled={scopes.length === 0}>
              {t('addKey')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
