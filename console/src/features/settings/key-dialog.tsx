import { Checkbox, SimpleGrid, TextInput } from '@mantine/core';
import { keyScopes, type Permission } from '@quen/contracts/permissions.ts';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../shared/api/api.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { FormDialog } from '../../shared/ui/form-dialog.tsx';
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
  const permissions = useTexts(permissionTexts);
  const queries = useQueryClient();
  const [name, setName] = useState('');
  const [scopes, setScopes] = useState(usual);
  const create = useMutation({
    mutationFn: () =>
      api.post('/v1/keys', { body: { name: name.trim(), scopes: scopes as Scope[] } }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keysQuery.queryKey }),
  });

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
    <FormDialog
      title={t('addKey')}
      size="lg"
      action={t('addKey')}
      incomplete={scopes.length === 0}
      sending={create}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
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
    </FormDialog>
  );
}
