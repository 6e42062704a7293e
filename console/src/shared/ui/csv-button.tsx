import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconDownload } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { download } from '../api/download.ts';
import { problemText } from '../api/problem.ts';
import { common } from '../i18n/common.ts';
import { useTexts } from '../i18n/texts.ts';

interface Props {
  /** Path of the API, with its query. */
  address: string;
  fileName: string;
  /** "Tải CSV" where none is given. */
  label?: string;
}

/** Saves a report as a file. */
export function CsvButton({ address, fileName, label }: Props) {
  const { t, language } = useTexts(common);
  const save = useMutation({
    mutationFn: () => download(address, fileName),
    onError: (error) =>
      notifications.show({ color: 'brick', message: problemText(error, language) }),
  });
  return (
    <Button
      variant="default"
      leftSection={<IconDownload size={17} />}
      loading={save.isPending}
      onClick={() => save.mutate()}
    >
      {label ?? t('exportCsv')}
    </Button>
  );
}
