import { Stack, Switch, Text } from '@mantine/core';
import type { Condition } from '@quen/contracts/conditions.ts';
import { useState } from 'react';
import { useTexts } from '../i18n/texts.ts';
import { ConditionBuilder } from './condition-builder.tsx';
import { texts } from './texts.ts';

interface Props {
  /** What the switch says: "Chỉ áp dụng khi…". */
  label: string;
  value: Condition | null;
  onChange: (value: Condition | null) => void;
  disabled?: boolean;
}

/** An optional condition about the customer and the bill: off means always. */
export function ConditionField({ label, value, onChange, disabled = false }: Props) {
  const { t } = useTexts(texts);
  const [on, setOn] = useState(value !== null);
  const [unfinished, setUnfinished] = useState(false);

  function toggle(next: boolean) {
    setOn(next);
    setUnfinished(false);
    if (!next) onChange(null);
  }

  return (
    <Stack gap="xs">
      <Switch
        label={label}
        checked={on}
        disabled={disabled}
        onChange={(event) => toggle(event.currentTarget.checked)}
      />
      {on ? (
        <>
          <ConditionBuilder
            initial={value}
            withOrder
            onChange={(condition) => {
              setUnfinished(condition === undefined);
              if (condition) onChange(condition);
            }}
          />
          {unfinished ? (
            <Text size="xs" c="var(--quen-warn)">
              {t('unfinished')}
            </Text>
          ) : null}
        </>
      ) : null}
    </Stack>
  );
}
