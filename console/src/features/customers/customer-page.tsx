import { Button, Stack } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useMay } from '../../shared/session/me.ts';
import { BackLink } from '../../shared/ui/back-link.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { ConsentCard } from './consent-card.tsx';
import classes from './customer-page.module.css';
import { customerQuery } from './customer-queries.ts';
import { DetailsCard } from './details-card.tsx';
import { Relationship } from './relationship.tsx';
import { texts } from './texts.ts';
import { TierProgress } from './tier-progress.tsx';
import { Timeline } from './timeline.tsx';
import { VoucherCard } from './voucher-card.tsx';
import { WalletCard } from './wallet-card.tsx';

const EditCustomerDialog = lazy(() =>
  import('./edit-customer-dialog.tsx').then((m) => ({ default: m.EditCustomerDialog })),
);

/** One customer: what we are to each other, what they hold, and everything that happened. */
export function CustomerPage() {
  const { t } = useTexts(texts);
  const words = useTexts(common);
  const { id } = useParams({ from: '/signed-in/shell/customers/$id' });
  const query = useQuery(customerQuery(id));
  const [editing, editDialog] = useDisclosure();
  const mayEdit = useMay('customers.write');
  const mayLedger = useMay('ledger.read');
  const name = [query.data?.salutation, query.data?.fullName].filter(Boolean).join(' ');
  return (
    <Page
      title={query.data ? name || words.t('unnamed') : query.error ? t('title') : '…'}
      back={<BackLink to="/customers">{t('backToList')}</BackLink>}
      actions={
        query.data && mayEdit ? (
          <Button
            variant="default"
            leftSection={<IconPencil size={17} />}
            onClick={editDialog.open}
          >
            {t('edit')}
          </Button>
        ) : null
      }
    >
      <Loaded query={query}>
        {(customer) => (
          <div className={classes.split}>
            <Stack gap="lg" className={classes.main}>
              <Relationship customer={customer} />
              <Timeline customerId={customer.id} />
            </Stack>
            <Stack gap="md" className={classes.aside}>
              <TierProgress standing={customer.standing} />
              {mayLedger ? <WalletCard customerId={customer.id} /> : null}
              <VoucherCard customer={customer} />
              <DetailsCard customer={customer} />
              <ConsentCard customer={customer} />
            </Stack>
            {editing ? (
              <Suspense>
                <EditCustomerDialog customer={customer} onClose={editDialog.close} />
              </Suspense>
            ) : null}
          </div>
        )}
      </Loaded>
    </Page>
  );
}
