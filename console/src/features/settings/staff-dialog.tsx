import { Select, Switch, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { type Role, roles } from '@quen/contracts/permissions.ts';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../shared/api/api.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { FormDialog } from '../../shared/ui/form-dialog.tsx';
import { roleHintTexts, roleTexts } from './role-texts.ts';
import { SecretOnce } from './secret-once.tsx';
import { type StaffMember, staffQuery, storesQuery } from './settings-queries.ts';
import { texts } from './texts.ts';

interface Props {
  /** null: a new one. */
  person: StaffMember | null;
  onClose: () => void;
}

export function StaffDialog({ person, onClose }: Props) {
  const { t } = useTexts(texts);
  const names = useTexts(roleTexts);
  const hints = useTexts(roleHintTexts);
  const queries = useQueryClient();
  const stores = useQuery(storesQuery);
  const [secret, setSecret] = useState<{ name: string; password: string } | null>(null);
  const form = useForm({
    initialValues: {
      name: person?.name ?? '',
      email: person?.email ?? '',
      role: (person?.role ?? 'cashier') as Role,
      storeId: person?.storeId ?? '',
      active: person?.active ?? true,
    },
  });
  const save = useMutation({
    mutationFn: async ({ name, email, role, storeId, active }: typeof form.values) => {
      const store = storeId || null;
      if (person) {
        await api.patch('/v1/staff/{id}', {
          params: { path: { id: person.id } },
          body: { name: name.trim(), role, storeId: store, active },
        });
        return null;
      }
      return api.post('/v1/staff', {
        body: { email: email.trim(), name: name.trim(), role, storeId: store },
      });
    },
    onSuccess: async (added) => {
      await queries.invalidateQueries({ queryKey: staffQuery.queryKey });
      if (added?.password) {
        setSecret({ name: added.member.name, password: added.password });
        return;
      }
      if (added) {
        notifications.show({ message: t('alreadyPerson', { name: added.member.name }) });
      }
      onClose();
    },
  });

  if (secret) {
    return (
      <SecretOnce
        title={t('passwordTitle', { name: secret.name })}
        text={t('passwordText')}
        secret={secret.password}
        onClose={onClose}
      />
    );
  }
  return (
    <FormDialog
      title={person ? t('editStaff') : t('addStaff')}
      sending={save}
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      onClose={onClose}
    >
      <TextInput label={t('name')} required data-autofocus {...form.getInputProps('name')} />
      <TextInput
        label={t('email')}
        type="email"
        required
        disabled={person !== null}
        {...form.getInputProps('email')}
      />
      <Select
        label={t('role')}
        description={hints.t(form.values.role)}
        data={roles.map((role) => ({ value: role, label: names.t(role) }))}
        {...form.getInputProps('role')}
      />
      <Select
        label={t('store')}
        data={[
          { value: '', label: t('anyStore') },
          ...(stores.data?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        {...form.getInputProps('storeId')}
      />
      {person ? (
        <Switch label={t('active')} {...form.getInputProps('active', { type: 'checkbox' })} />
      ) : null}
    </FormDialog>
  );
}
