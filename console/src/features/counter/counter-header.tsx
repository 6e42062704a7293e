import {
  ActionIcon,
  Button,
  NativeSelect,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useId } from 'react';
import { setLanguage } from '../../shared/i18n/i18n.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { auth } from '../../shared/session/auth.ts';
import { useBusiness, useMay } from '../../shared/session/me.ts';
import { TextLink } from '../../shared/ui/links.tsx';
import classes from './counter-page.module.css';
import { texts } from './texts.ts';
import type { CounterStore } from './use-store.ts';

/** No store's code: codes have no spaces. */
const unchosen = ' ';

/** The edge of the counter: which shop, which store, language, look, and the ways out. */
export function CounterHeader({ store }: { store: CounterStore }) {
  const { t, language } = useTexts(texts);
  const business = useBusiness();
  const manages = useMay('reports.read');
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
      <StoreSelect store={store} />
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

/** Which store sales are recorded for; asks where nobody has said so yet. */
function StoreSelect({ store: { code, asked, stores, choose } }: { store: CounterStore }) {
  const { t } = useTexts(texts);
  const id = useId();
  if (stores.length === 0) return null;
  return (
    <div className={classes.store} data-asked={asked || undefined}>
      <NativeSelect
        aria-label={t('store')}
        aria-describedby={asked ? id : undefined}
        value={asked ? unchosen : (code ?? '')}
        onChange={(event) => choose(event.currentTarget.value)}
        error={asked}
        data={[
          ...(asked ? [{ value: unchosen, label: t('noStore'), disabled: true }] : []),
          ...stores.map((store) => ({ value: store.code, label: store.name })),
          { value: '', label: t('withoutStore') },
        ]}
      />
      {asked ? <p id={id}>{t('askStore')}</p> : null}
    </div>
  );
}
