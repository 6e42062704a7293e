import { Button, Stack } from '@mantine/core';
import type { VoucherCampaign } from '@quen/contracts/programme.ts';
import { IconPlus, IconTicket } from '@tabler/icons-react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { replaced, without } from '../../shared/lib/list.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { freshKey } from './keys.ts';
import { Section } from './section.tsx';
import { texts } from './texts.ts';
import { VoucherCard } from './voucher-card.tsx';

export function VouchersSection() {
  const { t } = useTexts(texts);
  const { currency, scale } = useFormat();
  const { document, published, edit, mayWrite } = useDraft();
  const setVouchers = (change: (vouchers: VoucherCampaign[]) => VoucherCampaign[]) =>
    edit((old) => ({ ...old, vouchers: change(old.vouchers) }));

  const add = () =>
    setVouchers((old) => [
      ...old,
      {
        key: freshKey('voucher', old, published.vouchers),
        name: { vi: t('newCampaign'), en: t('newCampaign') },
        discount: { kind: 'percent', percent: 10, cap: currency === 'VND' ? 50_000 : 5 * scale },
        minBill: 0,
        when: null,
        validFrom: null,
        validUntil: null,
        validDays: 30,
        limitTotal: null,
        limitPerCustomer: 1,
        stacking: 'alone',
      },
    ]);

  return (
    <Section title={t('campaigns')}>
      <Stack>
        {document.vouchers.length === 0 ? (
          <Surface>
            <EmptyState icon={IconTicket} title={t('noCampaigns')} text={t('noCampaignsText')} />
          </Surface>
        ) : null}
        {document.vouchers.map((campaign, i) => (
          <VoucherCard
            key={campaign.key}
            campaign={campaign}
            disabled={!mayWrite}
            onChange={(next) => setVouchers((old) => replaced(old, i, next))}
            onRemove={() => setVouchers((old) => without(old, i))}
          />
        ))}
        {mayWrite ? (
          <Button
            variant="default"
            leftSection={<IconPlus size={17} />}
            onClick={add}
            style={{ alignSelf: 'start' }}
          >
            {t('addCampaign')}
          </Button>
        ) : null}
      </Stack>
    </Section>
  );
}
