import { Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../../shared/api/api.ts';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { FormDialog } from '../../shared/ui/form-dialog.tsx';
import { ProfileFields } from './profile-fields.tsx';
import { bodyOf, emptyProfile, isHalfBirthday } from './profile-form.ts';
import { texts } from './texts.ts';

export function NewCustomerDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTexts(texts);
  const words = useTexts(common);
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [values, setValues] = useState(emptyProfile);
  const create = useMutation({
    mutationFn: () => api.post('/v1/customers', { body: bodyOf(values) }),
    onSuccess: async (customer) => {
      notifications.show({
        message: t('created', { name: customer.fullName ?? words.t('unnamed') }),
      });
      await queries.invalidateQueries({ queryKey: ['customers'] });
      await navigate({ to: '/customers/$id', params: { id: customer.id } });
    },
  });
  const nothing = !values.fullName.trim() && !values.phone.trim() && !values.email.trim();

  return (
    <FormDialog
      title={t('add')}
      incomplete={nothing || isHalfBirthday(values)}
      sending={create}
      onSubmit={() => create.mutate()}
      onClose={onClose}
    >
      <ProfileFields values={values} onChange={setValues} />
      {nothing ? (
        <Text size="xs" c="dimmed">
          {t('needSomething')}
        </Text>
      ) : null}
    </FormDialog>
  );
}
