import { ActionIcon, Group, SegmentedControl, Select, Stack } from '@mantine/core';
import type { VoucherCampaign } from '@quen/contracts/programme.ts';
import { IconTrash } from '@tabler/icons-react';
import { ConditionField } from '../../shared/conditions/condition-field.tsx';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { CampaignSentence } from '../../shared/programme/campaign-sentence.tsx';
import { LocalTextInput } from '../../shared/ui/local-text-input.tsx';
import { CountInput, MoneyInput } from '../../shared/ui/number-inputs.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { Sentence } from './sentence.tsx';
import { texts } from './texts.ts';
import { VoucherValidity } from './voucher-validity.tsx';

interface Props {
  campaign: VoucherCampaign;
  disabled: boolean;
  onChange: (campaign: VoucherCampaign) => void;
  onRemove: () => void;
}

export function VoucherCard({ campaign, disabled, onChange, onRemove }: Props) {
  const { t, language } = useTexts(texts);
  const { currency, scale } = useFormat();
  const { discount } = campaign;
  const set = (part: Partial<VoucherCampaign>) => onChange({ ...campaign, ...part });

  function changeKind(kind: string) {
    const amount = currency === 'VND' ? 20_000 : 2 * scale;
    set({
      discount: kind === 'percent' ? { kind, percent: 10, cap: null } : { kind: 'amount', amount },
    });
  }

  return (
    <Surface>
      <Stack>
        <Group justify="space-between" wrap="nowrap" align="flex-end">
          <div style={{ flex: 1, minWidth: 0 }}>
            <LocalTextInput
              label={t('campaignName')}
              value={campaign.name}
              disabled={disabled}
              onChange={(name) => set({ name })}
            />
          </div>
          {disabled ? null : (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="lg"
              aria-label={`${t('removeCampaign')}: ${campaign.name[language]}`}
              onClick={onRemove}
            >
              <IconTrash size={18} />
            </ActionIcon>
          )}
        </Group>
        <Group gap="sm" align="flex-end">
          <SegmentedControl
            aria-label={t('discountKind')}
            disabled={disabled}
            value={discount.kind}
            onChange={changeKind}
            data={[
              { value: 'percent', label: t('percent') },
              { value: 'amount', label: t('amount') },
            ]}
          />
          {discount.kind === 'percent' ? (
            <>
              <CountInput
                label={t('percentValue')}
                w={130}
                min={1}
                max={100}
                suffix=" %"
                disabled={disabled}
                value={discount.percent}
                onChange={(percent) => percent && set({ discount: { ...discount, percent } })}
              />
              <MoneyInput
                label={t('cap')}
                max={1_000_000_000_000}
                placeholder={t('capHint')}
                w={200}
                disabled={disabled}
                value={discount.cap}
                onChange={(cap) => set({ discount: { ...discount, cap } })}
              />
            </>
          ) : (
            <MoneyInput
              label={t('amountValue')}
              min={1}
              max={1_000_000_000_000}
              w={160}
              disabled={disabled}
              value={discount.amount}
              onChange={(amount) => amount && set({ discount: { kind: 'amount', amount } })}
            />
          )}
          <MoneyInput
            label={t('minBill')}
            max={1_000_000_000_000}
            w={170}
            disabled={disabled}
            value={campaign.minBill}
            onChange={(minBill) => set({ minBill: minBill ?? 0 })}
          />
        </Group>
        <VoucherValidity campaign={campaign} disabled={disabled} onChange={set} />
        <Group gap="sm" align="flex-start">
          <CountInput
            label={t('limitTotal')}
            placeholder={t('noLimit')}
            w={180}
            min={1}
            max={1_000_000_000}
            disabled={disabled}
            value={campaign.limitTotal}
            onChange={(limitTotal) => set({ limitTotal: limitTotal || null })}
          />
          <CountInput
            label={t('limitPerCustomer')}
            placeholder={t('noLimit')}
            w={180}
            min={1}
            max={1_000_000}
            disabled={disabled}
            value={campaign.limitPerCustomer}
            onChange={(limit) => set({ limitPerCustomer: limit || null })}
          />
          <Select
            label={t('stacking')}
            flex="1 1 260px"
            disabled={disabled}
            value={campaign.stacking}
            onChange={(stacking) => set({ stacking: stacking as VoucherCampaign['stacking'] })}
            data={[
              { value: 'alone', label: t('stackingAlone') },
              { value: 'together', label: t('stackingTogether') },
            ]}
          />
        </Group>
        <ConditionField
          label={t('onlyWhen')}
          value={campaign.when}
          disabled={disabled}
          onChange={(when) => set({ when })}
        />
        <Sentence>
          <CampaignSentence campaign={campaign} />
        </Sentence>
      </Stack>
    </Surface>
  );
}
