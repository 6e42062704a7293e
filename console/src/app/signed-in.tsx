import { Center } from '@mantine/core';
import { IconBuildingStore } from '@tabler/icons-react';
import { Outlet } from '@tanstack/react-router';
import { useTexts } from '../shared/i18n/texts.ts';
import { useMe } from '../shared/session/me.ts';
import { EmptyState } from '../shared/ui/empty-state.tsx';
import { texts } from './texts.ts';

/** Everything behind the sign-in; people whom no business employs get told so. */
export function SignedIn() {
  const { user, business } = useMe();
  const { t } = useTexts(texts);
  if (business) return <Outlet />;
  return (
    <Center mih="100vh">
      <EmptyState
        icon={IconBuildingStore}
        title={t('noBusiness')}
        text={t('noBusinessText', { email: user?.email ?? '' })}
      />
    </Center>
  );
}
