import { NativeSelect, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../shared/api/api.ts';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { voucherCode } from '../../shared/lib/voucher-code.ts';
import { CampaignSentence } from '../../shared/programme/campaign-sentence.tsx';
import { programmeQuery } from '../../shared/programme/programme-query.ts';
import { ConfirmDialog } from '../../shared/ui/confirm-dialog.tsx';
import type { Customer } from './customer-queries.ts';
import { texts } from './texts.ts';

interface Props {
  customer: Customer;
  onClose: () => void;
}

export function GiveVoucherDialog({ customer, onClose }: Props) {
  const { t, language } = useTexts(texts);
  const words = useTexts(common);
  const queries = useQueryClient();
  const programme = useQuery(programmeQuery);
  const campaigns = programme.data?.document.vouchers ?? [];
  const [chosen, setChosen] = useState('');
  const campaign = campaigns.find(({ key }) => key === chosen) ?? campaigns[0];
  const give = useMutation({
    mutationFn: (key: string) =>
      api.post('/v1/vouchers', { body: { campaign: key, customerId: customer.id } }),
    onSuccess: async ({ code }) => {
      notifications.show({ message: t('given', { code: voucherCode(code) }) });
      await queries.invalidateQueries({ queryKey: ['customers', customer.id] });
      onClose();
    },
  });
  return (
    <ConfirmDialog
      opened
      onClose={onClose}
      title={t('giveTitle', { name: customer.fullName ?? words.t('unnamed') })}
      confirm={t('give')}
      disabled={!campaign}
      pending={give.isPending}
      error={give.error}
      onConfirm={() => campaign && give.mutate(campaign.key)}
    >
      <Stack>
        <Text size="sm">{t('giveText')}</Text>
        <NativeSelect
          label={t('campaign')}
          value={campaign?.key ?? ''}
          onChange={(event) => setChosen(event.currentTarget.value)}
          data={campaigns.map(({ key, name }) => ({ value: key, label: name[language] }))}
        />
        {campaign ? (
          <Text size="sm" c="dimmed">
            <CampaignSentence campaign={campaign} />
          </Text>
        ) : null}
      </Stack>
    </ConfirmDialog>
  );
}
