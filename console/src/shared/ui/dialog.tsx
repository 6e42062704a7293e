import { Modal, type ModalProps } from '@mantine/core';
import { common } from '../i18n/common.ts';
import { useTexts } from '../i18n/texts.ts';

/** A modal whose close button has a name. */
export function Dialog(props: Omit<ModalProps, 'closeButtonProps'>) {
  const { t } = useTexts(common);
  return <Modal {...props} closeButtonProps={{ 'aria-label': t('close') }} />;
}
