import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import type { Condition } from '@quen/contracts/conditions.ts';
import { IconUsers } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useTexts } from '../i18n/texts.ts';
import { useMay } from '../session/me.ts';
import { texts } from './texts.ts';

const PeopleDrawer = lazy(() =>
  import('./people-drawer.tsx').then((module) => ({ default: module.PeopleDrawer })),
);

interface Props {
  /** What these people have in common; the heading of the list. */
  title: string;
  condition: Condition;
  /** On the button; "Xem khách" where none is given. */
  label?: string;
}

/** Opens the people a number stands for. */
export function PeopleButton({ title, condition, label }: Props) {
  const { t } = useTexts(texts);
  const [opened, { open, close }] = useDisclosure();
  const mayRead = useMay('segments.read');
  if (!mayRead) return label ? <span>{label}</span> : null;
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        leftSection={<IconUsers size={16} aria-hidden />}
        aria-label={label ? undefined : `${t('seePeople')}: ${title}`}
        onClick={open}
      >
        {label ?? t('seePeople')}
      </Button>
      {opened ? (
        <Suspense>
          <PeopleDrawer title={title} condition={condition} onClose={close} />
        </Suspense>
      ) : null}
    </>
  );
}
