import { TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../shared/api/api.ts';
import { defineTexts, useTexts } from '../../shared/i18n/texts.ts';
import { FormDialog } from '../../shared/ui/form-dialog.tsx';
import { type Store, storesQuery } from './settings-queries.ts';
import { texts } from './texts.ts';

const checks = defineTexts(
  'store-checks',
  { noCode: 'Chỉ dùng chữ, số, dấu gạch ngang, gạch dưới và dấu chấm.' },
  { noCode: 'Only letters, digits, dashes, underscores and dots.' },
);

interface Props {
  /** null: a new one. */
  store: Store | null;
  onClose: () => void;
}

export function StoreDialog({ store, onClose }: Props) {
  const { t } = useTexts(texts);
  const check = useTexts(checks);
  const queries = useQueryClient();
  const form = useForm({
    initialValues: {
      code: store?.code ?? '',
      name: store?.name ?? '',
      address: store?.address ?? '',
    },
    validate: {
      code: (code) =>
        code.trim() === store?.code || /^[\p{L}\p{N}._-]+$/u.test(code.trim())
          ? null
          : check.t('noCode'),
    },
    validateInputOnBlur: ['code'],
  });
  const save = useMutation({
    mutationFn: (values: typeof form.values) => {
      const body = {
        code: values.code.trim(),
        name: values.name.trim(),
        address: values.address.trim() || null,
      };
      return store
        ? api.patch('/v1/stores/{id}', { params: { path: { id: store.id } }, body })
        : api.post('/v1/stores', { body });
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: storesQuery.queryKey });
      onClose();
    },
  });
  return (
    <FormDialog
      title={store ? t('editStore') : t('addStore')}
      sending={save}
      onSubmit={form.onSubmit((values) => save.mutate(values))}
      onClose={onClose}
    >
      <TextInput label={t('storeName')} required data-autofocus {...form.getInputProps('name')} />
      <TextInput
        label={t('storeCode')}
        description={t('storeCodeHint')}
        required
        maxLength={40}
        {...form.getInputProps('code')}
      />
      <TextInput label={t('address')} maxLength={300} {...form.getInputProps('address')} />
    </FormDialog>
  );
}
