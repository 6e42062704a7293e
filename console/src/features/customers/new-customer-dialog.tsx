import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { api } from '../../shared/api/api.ts';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import { ProfileFields } from './profile-fields.tsx';
import { bodyOf, emptyProfile } from './profile-form.ts';
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

  function submit(event: FormEvent) {
    event.preventDefault();
    create.mutate();
  }

  return (
    <Dialog opened onClose={onClose} title={t('add')}>
      <form onSubmit={submit}>
        <Stack>
          <ProfileFields values={values} onChange={setValues} />
          {nothing ? (
            <Text size="xs" c="dimmed">
              {t('needSomething')}
            </Text>
          ) : null}
          <ProblemView error={create.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.t('cancel')}
            </Button>
            <Button type="submit" loading={create.isPending} disabled={nothing}>
              {words.t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
