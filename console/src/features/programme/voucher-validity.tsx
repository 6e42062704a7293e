import { Group } from '@mantine/core';
import type { VoucherCampaign } from '@quen/contracts/programme.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { dayOf, endOfDay, startOfDay } from '../../shared/lib/days.ts';
import { useBusiness } from '../../shared/session/me.ts';
import { DayInput } from '../../shared/ui/day-input.tsx';
import { CountInput } from '../../shared/ui/number-inputs.tsx';
import { texts } from './texts.ts';

interface Props {
  campaign: VoucherCampaign;
  disabled: boolean;
  onChange: (part: Partial<VoucherCampaign>) => void;
}

/** A fixed window in whole local days, or so many days from issue; both may hold. */
export function VoucherValidity({ campaign, disabled, onChange }: Props) {
  const { t } = useTexts(texts);
  const { timeZone } = useBusiness();
  return (
    <Group gap="sm" align="flex-start">
      <DayInput
        label={t('validFrom')}
        clearable
        w={190}
        disabled={disabled}
        value={campaign.validFrom && dayOf(campaign.validFrom, timeZone)}
        onChange={(day) => onChange({ validFrom: day ? startOfDay(day, timeZone) : null })}
      />
      <DayInput
        label={t('validUntil')}
        clearable
        w={190}
        disabled={disabled}
        value={
          campaign.validUntil &&
          dayOf(new Date(Date.parse(campaign.validUntil) - 1).toISOString(), timeZone)
        }
        onChange={(day) => onChange({ validUntil: day ? endOfDay(day, timeZone) : null })}
      />
      <CountInput
        label={t('validDays')}
        suffix={t('daysSuffix')}
        w={230}
        min={1}
        max={3650}
        disabled={disabled}
        value={campaign.validDays}
        onChange={(validDays) => onChange({ validDays: validDays || null })}
      />
    </Group>
  );
}
