import { Drawer, type DrawerProps } from '@mantine/core';
import { common } from '../i18n/common.ts';
import { useTexts } from '../i18n/texts.ts';

/** A sheet that slides in from the side, with a named close button. */
export function SideSheet(props: Omit<DrawerProps, 'closeButtonProps'>) {
  const { t } = useTexts(common);
  return <Drawer {...props} closeButtonProps={{ 'aria-label': t('close') }} />;
}
