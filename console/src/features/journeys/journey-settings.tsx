import { Input, NativeSelect, Stack, Switch, Text } from '@mantine/core';
import type { Journey, JourneyStep } from '@quen/contracts/programme.ts';
import { ConditionBuilder } from '../../shared/conditions/condition-builder.tsx';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import { LocalTextInput } from '../../shared/ui/local-text-input.tsx';
import { CountInput } from '../../shared/ui/number-inputs.tsx';
import { texts } from './texts.ts';

const usualReentry = 180;

/** What can be set about a journey without redrawing it. */
export function JourneySettings({ journey }: { journey: Journey }) {
  const { t } = useTexts(texts);
  const { edit, mayWrite } = useDraft();
  const set = (part: Partial<Journey>) =>
    edit((old) => ({
      ...old,
      journeys: old.journeys.map((one) => (one.key === journey.key ? { ...one, ...part } : one)),
    }));
  const setStep = (next: JourneyStep) =>
    set({ steps: journey.steps.map((step) => (step.key === next.key ? next : step)) });
  return (
    <Stack>
      <LocalTextInput
        label={t('name')}
        value={journey.name}
        disabled={!mayWrite}
        onChange={(name) => set({ name })}
      />
      <div>
        <Input.Label component="div" mb={4}>
          {t('entry')}
        </Input.Label>
        <ConditionBuilder
          initial={journey.entry}
          onChange={(entry) => {
            if (entry && mayWrite) set({ entry });
          }}
        />
      </div>
      <CountInput
        label={t('holdout')}
        description={t('holdoutHint')}
        suffix=" %"
        max={50}
        disabled={!mayWrite}
        value={journey.holdoutPercent}
        onChange={(holdoutPercent) => set({ holdoutPercent: holdoutPercent ?? 0 })}
      />
      <CountInput
        label={t('goalDays')}
        description={t('goal')}
        suffix={t('daysSuffix')}
        min={1}
        max={365}
        disabled={!mayWrite}
        value={journey.goalDays}
        onChange={(goalDays) => goalDays && set({ goalDays })}
      />
      <Switch
        label={t('reentryNever')}
        checked={journey.reentryDays === null}
        disabled={!mayWrite}
        onChange={(event) =>
          set({ reentryDays: event.currentTarget.checked ? null : usualReentry })
        }
      />
      {journey.reentryDays !== null ? (
        <CountInput
          label={t('reentry')}
          suffix={t('daysSuffix')}
          min={1}
          max={3650}
          disabled={!mayWrite}
          value={journey.reentryDays}
          onChange={(reentryDays) => reentryDays && set({ reentryDays })}
        />
      ) : null}
      {journey.steps.map((step) => (
        <StepSetting key={step.key} journey={journey} step={step} onChange={setStep} />
      ))}
      {mayWrite ? null : (
        <Text size="xs" c="dimmed">
          {t('readOnlyLetter')}
        </Text>
      )}
    </Stack>
  );
}

interface StepProps {
  journey: Journey;
  step: JourneyStep;
  onChange: (step: JourneyStep) => void;
}

/** How long a wait lasts, and which voucher rides with a letter. */
function StepSetting({ journey, step, onChange }: StepProps) {
  const { t, language } = useTexts(texts);
  const { document, mayWrite } = useDraft();
  const letterName = (key: string) =>
    document.templates.find((template) => template.key === key)?.name[language] ?? key;
  if (step.kind === 'wait') {
    const after = journey.steps.find(({ key }) => key === step.next);
    return (
      <CountInput
        label={t('waitDays', {
          name: after?.kind === 'message' ? letterName(after.template) : (step.next ?? ''),
        })}
        suffix={t('daysSuffix')}
        max={365}
        disabled={!mayWrite}
        value={step.days}
        onChange={(days) => onChange({ ...step, days: days ?? 0 })}
      />
    );
  }
  if (step.kind !== 'message') return null;
  return (
    <NativeSelect
      label={t('voucherOf', { name: letterName(step.template) })}
      disabled={!mayWrite}
      value={step.voucher ?? ''}
      onChange={(event) => onChange({ ...step, voucher: event.currentTarget.value || null })}
      data={[
        { value: '', label: t('noVoucher') },
        ...document.vouchers.map(({ key, name }) => ({ value: key, label: name[language] })),
      ]}
    />
  );
}
