import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { BackLink } from '../../shared/ui/back-link.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { Done } from './done.tsx';
import { Forecast } from './forecast.tsx';
import { type Import, importQuery, isWorking } from './import-queries.ts';
import { Mapping } from './mapping.tsx';
import { Progress } from './progress.tsx';
import { Stopped } from './stopped.tsx';
import { texts } from './texts.ts';

/** One file on its way in: columns, dry run, consequences, progress, summary. */
export function ImportPage() {
  const { t } = useTexts(texts);
  const format = useFormat();
  const { id } = useParams({ from: '/signed-in/shell/imports/$id' });
  const query = useQuery(importQuery(id));
  const file = query.data;
  return (
    <Page
      title={file?.fileName ?? (query.error ? t('title') : '…')}
      lead={
        file
          ? t('fileLine', {
              size: format.fileSize(file.fileSize),
              rows: file.totalRows === null ? t(file.kind) : t('rows', { count: file.totalRows }),
            })
          : null
      }
      back={<BackLink to="/imports">{t('backToList')}</BackLink>}
    >
      <Loaded query={query}>{(found) => <Stage key={found.id} file={found} />}</Loaded>
    </Page>
  );
}

function Stage({ file }: { file: Import }) {
  const [changing, setChanging] = useState(false);
  if (isWorking(file)) return <Progress file={file} />;
  if (file.state === 'done') return <Done file={file} />;
  const stopped = file.state === 'failed' || file.state === 'cancelled';
  const forecast = file.state === 'checked' && !changing ? file.forecast : null;
  return (
    <Stack gap="lg">
      {stopped ? <Stopped file={file} /> : null}
      {forecast ? (
        <Forecast file={file} forecast={forecast} onChange={() => setChanging(true)} />
      ) : (
        <Mapping file={file} onChecking={() => setChanging(false)} />
      )}
    </Stack>
  );
}
