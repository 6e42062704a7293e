import { Button } from '@mantine/core';
import type { Condition } from '@quen/contracts/conditions.ts';
import { IconUsers } from '@tabler/icons-react';
import { useTexts } from '../i18n/texts.ts';
import { useMay } from '../session/me.ts';
import { texts } from './texts.ts';
import { usePeople } from './use-people.tsx';

interface Props {
  /** What these people have in common; the heading of the list. */
  title: string;
  condition: Condition;
}

/** Opens the people a number stands for. */
export function PeopleButton({ title, condition }: Props) {
  const { t } = useTexts(texts);
  const people = usePeople();
  if (!useMay('segments.read')) return null;
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconUsers size={16} aria-hidden />}
        aria-label={`${t('seePeople')}: ${title}`}
        onClick={() => people.open({ title, condition })}
      >
        {t('seePeople')}
      </Button>
      {people.drawer}
    </>
  );
}
