import { Button, Group, Stack, TextInput, Title } from '@mantine/core';
import type { Condition } from '@quen/contracts/conditions.ts';
import { type FormEvent, type ReactNode, useState } from 'react';
import { conditionFrom } from '../../shared/api/plain.ts';
import { ConditionBuilder } from '../../shared/conditions/condition-builder.tsx';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { LivePreview } from './live-preview.tsx';
import classes from './segment-editor.module.css';
import type { Segment } from './segment-queries.ts';
import { texts } from './texts.ts';
import { useSaveSegment } from './use-save-segment.ts';

interface Props {
  segment?: Segment;
  start?: Condition | null;
  onSaved: (segment: Segment) => void;
  /** Beside the save button. */
  actions?: ReactNode;
}

/** Name and condition on one side, who that is on the other. */
export function SegmentEditor({ segment, start = null, onSaved, actions }: Props) {
  const { t } = useTexts(texts);
  const words = useTexts(common);
  const initial = segment ? conditionFrom(segment.condition) : start;
  const [name, setName] = useState(segment?.name ?? '');
  const [condition, setCondition] = useState<Condition | undefined>(initial ?? undefined);
  const [touched, setTouched] = useState(false);
  const save = useSaveSegment(segment?.id);
  const missing = name.trim() === '';

  function submit(event: FormEvent) {
    event.preventDefault();
    setTouched(true);
    if (missing || !condition) return;
    save.mutate({ name: name.trim(), condition }, { onSuccess: onSaved });
  }

  return (
    <div className={classes.split}>
      <Surface>
        <form onSubmit={submit}>
          <Stack gap="lg">
            <TextInput
              label={t('name')}
              placeholder={t('namePlaceholder')}
              value={name}
              maxLength={120}
              error={touched && missing ? t('nameMissing') : undefined}
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Stack gap="sm">
              <Title order={2}>{t('condition')}</Title>
              <ConditionBuilder initial={initial} onChange={setCondition} />
            </Stack>
            <ProblemView error={save.error} />
            <Group>
              <Button type="submit" loading={save.isPending} disabled={!condition}>
                {words.t('save')}
              </Button>
              {actions}
            </Group>
          </Stack>
        </form>
      </Surface>
      <LivePreview condition={condition} />
    </div>
  );
}
