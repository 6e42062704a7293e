import { Stack } from '@mantine/core';
import { useState } from 'react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useMay } from '../../shared/session/me.ts';
import { ButtonLink } from '../../shared/ui/links.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { CampaignCards } from './campaign-cards.tsx';
import { texts } from './texts.ts';
import { VoucherList } from './voucher-list.tsx';

export function VouchersPage() {
  const { t } = useTexts(texts);
  const mayWrite = useMay('programme.write');
  const [campaign, setCampaign] = useState<string | null>(null);
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        mayWrite ? (
          <ButtonLink to="/programme" search={{ section: 'vouchers' }} variant="default">
            {t('edit')}
          </ButtonLink>
        ) : null
      }
    >
      <Stack gap="xl">
        <CampaignCards onChoose={setCampaign} />
        <VoucherList campaign={campaign} onCampaign={setCampaign} />
      </Stack>
    </Page>
  );
}
