import {
  ActionIcon,
  Group,
  NativeSelect,
  SegmentedControl,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { IconLogout, IconMoon, IconSun } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { chooseBusiness } from '../shared/api/business.ts';
import { type Language, setLanguage } from '../shared/i18n/i18n.ts';
import { useTexts } from '../shared/i18n/texts.ts';
import { auth } from '../shared/session/auth.ts';
import { useMe } from '../shared/session/me.ts';
import { TextLink } from '../shared/ui/links.tsx';
import classes from './account-menu.module.css';
import { texts } from './texts.ts';

/** Foot of the menu: business, language, look, who is signed in. All in sight, nothing to unfold. */
export function AccountMenu() {
  const { t, language } = useTexts(texts);
  const { user, businesses, business } = useMe();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { setColorScheme } = useMantineColorScheme();
  const look = useComputedColorScheme('light');
  const lookText = look === 'light' ? t('dark') : t('light');

  async function signOut() {
    await auth.signOut();
    queries.clear();
    await navigate({ to: '/sign-in' });
  }

  function switchTo(slug: string) {
    chooseBusiness(slug);
    // Everything on screen belongs to the other business: start afresh.
    window.location.assign('/');
  }

  return (
    <div className={classes.foot}>
      {businesses.length > 1 ? (
        <NativeSelect
          size="xs"
          aria-label={t('switchBusiness')}
          value={business?.slug}
          onChange={(event) => switchTo(event.currentTarget.value)}
          data={businesses.map((one) => ({ value: one.slug, label: one.name }))}
        />
      ) : null}
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('language')}
        value={language}
        onChange={(value) => setLanguage(value as Language)}
        data={[
          { value: 'vi', label: 'Tiếng Việt' },
          { value: 'en', label: 'English' },
        ]}
      />
      <Group gap={4} wrap="nowrap" pl={6}>
        <div className={classes.name}>
          <Text size="sm" fw={500} truncate>
            {user?.name}
          </Text>
          <TextLink to="/settings/$section" params={{ section: 'account' }} size="xs">
            {t('account')}
          </TextLink>
        </div>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={lookText}
          title={lookText}
          onClick={() => setColorScheme(look === 'light' ? 'dark' : 'light')}
        >
          {look === 'light' ? <IconMoon size={18} /> : <IconSun size={18} />}
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('signOut')}
          title={t('signOut')}
          onClick={signOut}
        >
          <IconLogout size={18} />
        </ActionIcon>
      </Group>
    </div>
  );
}
