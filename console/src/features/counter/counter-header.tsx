import {
  ActionIcon,
  Button,
  NativeSelect,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { setLanguage } from '../../shared/i18n/i18n.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { auth } from '../../shared/session/auth.ts';
import { useBusiness, useMay } from '../../shared/session/me.ts';
import { TextLink } from '../../shared/ui/links.tsx';
import classes from './counter-page.module.css';
import { storesQuery } from './queries.ts';
import { texts } from './texts.ts';

/** The edge of the counter: which shop, which store, language, look, and the ways out. */
export function CounterHeader(props: { store: string | null; onStore(code: string | null): void }) {
  const { t, language } = useTexts(texts);
  const business = useBusiness();
  const manages = useMay('reports.read');
  const { data: stores } = useQuery(storesQuery);
  const { setColorScheme } = useMantineColorScheme();
  const look = useComputedColorScheme('light');
  const lookText = look === 'light' ? t('dark') : t('light');
  const queries = useQueryClient();
  const navigate = useNavigate();

  async function signOut() {
    await auth.signOut();
    queries.clear();
    await navigate({ to: '/sign-in', search: { next: '/counter' } });
  }

  return (
    <header className={classes.header}>
      <h1>
        {business.name} <span>{t('title')}</span>
      </h1>
      {stores && stores.items.length > 0 ? (
        <NativeSelect
          aria-label={t('store')}
          value={props.store ?? ''}
          onChange={(event) => props.onStore(event.currentTarget.value || null)}
          data={[
            { value: '', label: t('noStore') },
            ...stores.items.map(({ code, name }) => ({ value: code, label: name })),
          ]}
        />
      ) : null}
      <div className={classes.tools}>
        {manages ? (
          <TextLink to="/" size="sm">
            {t('toConsole')}
          </TextLink>
        ) : null}
        <Button
          variant="subtle"
          color="gray"
          lang={language === 'vi' ? 'en' : 'vi'}
          onClick={() => setLanguage(language === 'vi' ? 'en' : 'vi')}
        >
          {t('language')}
        </Button>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="xl"
          aria-label={lookText}
          title={lookText}
          onClick={() => setColorScheme(look === 'light' ? 'dark' : 'light')}
        >
          {look === 'light' ? <IconMoon aria-hidden /> : <IconSun aria-hidden />}
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          size="xl"
          aria-label={t('signOut')}
          title={t('signOut')}
          onClick={() => void signOut()}
        >
          <IconLogout aria-hidden />
        </ActionIcon>
      </div>
    </header>
  );
}
