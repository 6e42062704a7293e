import { Button, Group, Stack } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { api } from '../../shared/api/api.ts';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { Dialog } from '../../shared/ui/dialog.tsx';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import type { Customer } from './customer-queries.ts';
import { ProfileFields } from './profile-fields.tsx';
import { bodyOf, valuesOf } from './profile-form.ts';
import { texts } from './texts.ts';

interface Props {
  customer: Customer;
  onClose: () => void;
}

export function EditCustomerDialog({ customer, onClose }: Props) {
  const { t } = useTexts(texts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const [values, setValues] = useState(() => valuesOf(customer));
  const save = useMutation({
    mutationFn: () =>
      api.patch('/v1/customers/{id}', {
        params: { path: { id: customer.id } },
        body: bodyOf(values),
      }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['customers'] });
      onClose();
    },
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    save.mutate();
  }

  return (
    <Dialog opened onClose={onClose} title={t('edit')}>
      <form onSubmit={submit}>
        <Stack>
          <ProfileFields values={values} onChange={setValues} />
          <ProblemView error={save.error} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {words.t('cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {words.t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}
