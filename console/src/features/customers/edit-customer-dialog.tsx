import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../shared/api/api.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { FormDialog } from '../../shared/ui/form-dialog.tsx';
import type { Customer } from './customer-queries.ts';
import { ProfileFields } from './profile-fields.tsx';
import { bodyOf, isHalfBirthday, valuesOf } from './profile-form.ts';
import { texts } from './texts.ts';

interface Props {
  customer: Customer;
  onClose: () => void;
}

export function EditCustomerDialog({ customer, onClose }: Props) {
  const { t } = useTexts(texts);
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

  return (
    <FormDialog
      title={t('edit')}
      incomplete={isHalfBirthday(values)}
      sending={save}
      onSubmit={() => save.mutate()}
      onClose={onClose}
    >
      <ProfileFields values={values} onChange={setValues} />
    </FormDialog>
  );
}
