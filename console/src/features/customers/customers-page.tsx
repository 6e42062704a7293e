import { Box, Button, Group, Text, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDisclosure } from '@mantine/hooks';
import { cardFromScan } from '@quen/contracts/card.ts';
import { IconSearch, IconUserPlus, IconUserSearch, IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router';
import { type KeyboardEvent, lazy, Suspense, useState } from 'react';
import { common } from '../../shared/i18n/common.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { PeopleTable } from '../../shared/people/people-table.tsx';
import { useMay } from '../../shared/session/me.ts';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { ButtonLink } from '../../shared/ui/links.tsx';
import { Lines, Loaded } from '../../shared/ui/loaded.tsx';
import { Page } from '../../shared/ui/page.tsx';
import { MoreButton } from '../../shared/ui/pages.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { CustomerFilters } from './customer-filters.tsx';
import { customersQuery } from './customers-query.ts';
import type { CustomersSearch } from './customers-search.ts';
import { texts } from './texts.ts';

const NewCustomerDialog = lazy(() =>
  import('./new-customer-dialog.tsx').then((m) => ({ default: m.NewCustomerDialog })),
);

export function CustomersPage() {
  const { t } = useTexts(texts);
  const words = useTexts(common);
  const search = useSearch({ from: '/signed-in/shell/customers' });
  const navigate = useNavigate({ from: '/customers' });
  const router = useRouter();
  const queries = useQueryClient();
  const [typed, setTyped] = useState(search.q ?? '');
  const [adding, addDialog] = useDisclosure();
  const mayAdd = useMay('customers.write');
  const mayImport = useMay('imports.write');
  const query = useInfiniteQuery(customersQuery(search));

  const show = (next: CustomersSearch) => navigate({ search: next, replace: true });
  const searchSoon = useDebouncedCallback((q: string) => {
    // A row may have been clicked meanwhile: the search must not call its page back.
    if (router.history.location.pathname !== '/customers') return;
    const { q: _old, ...rest } = search;
    void show(q.trim() ? { ...rest, q: q.trim() } : rest);
  }, 180);

  /** A scanner types the card and presses Enter: straight to the one customer it names. */
  async function enter(event: KeyboardEvent) {
    if (event.key !== 'Enter') return;
    const card = cardFromScan(typed);
    const found = await queries.fetchInfiniteQuery(customersQuery({ q: card ?? typed.trim() }));
    const [first, second] = found.pages[0]?.items ?? [];
    if (first && !second) await navigate({ to: '/customers/$id', params: { id: first.id } });
  }

  const filtered = Object.keys(search).some((key) => key !== 'sort');
  return (
    <Page
      title={t('title')}
      lead={t('lead')}
      actions={
        mayAdd ? (
          <Button leftSection={<IconUserPlus size={18} />} onClick={addDialog.open}>
            {t('add')}
          </Button>
        ) : null
      }
    >
      <TextInput
        size="md"
        aria-label={t('search')}
        placeholder={t('searchPlaceholder')}
        leftSection={<IconSearch size={19} aria-hidden />}
        value={typed}
        autoFocus
        mb="sm"
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          searchSoon(event.currentTarget.value);
        }}
        onKeyDown={enter}
      />
      <CustomerFilters search={search} onChange={show} />
      <Surface flush mt="md" aria-busy={query.isPlaceholderData}>
        <Loaded
          query={query}
          skeleton={
            <Group p="lg">
              <Lines count={8} />
            </Group>
          }
        >
          {({ pages }) => {
            const people = pages.flatMap((page) => page.items);
            if (people.length > 0) return <PeopleTable people={people} caption={t('title')} />;
            return filtered ? (
              <EmptyState
                icon={IconUserSearch}
                title={t('noMatch')}
                text={t('noMatchText')}
                action={
                  <Button
                    variant="default"
                    onClick={() => {
                      setTyped('');
                      void show({});
                    }}
                  >
                    {t('clear')}
                  </Button>
                }
              />
            ) : (
              <EmptyState
                icon={IconUsers}
                title={t('none')}
                text={t('noneText')}
                action={mayImport ? <ButtonLink to="/imports">{t('import')}</ButtonLink> : null}
              />
            );
          }}
        </Loaded>
      </Surface>
      <Box mt="md">
        <MoreButton query={query} />
      </Box>
      <Text role="status" className="sr-only">
        {query.data ? words.t('people', { count: query.data.pages[0]?.items.length ?? 0 }) : ''}
      </Text>
      {adding ? (
        <Suspense>
          <NewCustomerDialog onClose={addDialog.close} />
        </Suspense>
      ) : null}
    </Page>
  );
}
