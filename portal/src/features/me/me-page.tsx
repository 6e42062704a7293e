import { useMutation, useQuery } from '@tanstack/react-query';
import { Trouble } from '../../app/message.tsx';
import { hrefOf } from '../../app/path.ts';
import { useShop } from '../../app/shop.ts';
import { clientOf } from '../../shared/api/client.ts';
import { forgetMember, profileQuery } from '../../shared/api/queries.ts';
import type { MemberProfile } from '../../shared/api/types.ts';
import { formatPhone } from '../../shared/lib/format.ts';
import { Panel, Skeleton } from '../../shared/ui/bits.tsx';
import { Button } from '../../shared/ui/button.tsx';
import { Consents } from './consents.tsx';
import css from './me-page.module.css';
import { Sessions } from './sessions.tsx';

/** What the shop knows of the member, what it may send them, and where they are signed in. */
export default function MePage() {
  const { slug, t } = useShop();
  const { data, error, refetch } = useQuery(profileQuery(slug));
  const signOut = useMutation({
    mutationFn: () => clientOf(slug).post('/v1/member/sign-out'),
    onSuccess: () => {
      forgetMember(slug);
      // A fresh page has nothing in memory either.
      location.replace(hrefOf(slug, 'card'));
    },
  });
  if (!data) {
    return error ? (
      <Trouble error={error} onRetry={() => void refetch()} />
    ) : (
      <>
        <Skeleton height={28} width="45%" />
        <Skeleton height={160} />
        <Skeleton height={240} />
      </>
    );
  }
  return (
    <>
      <h1>{t.meTitle}</h1>
      <Details profile={data} />
      <Consents profile={data} />
      <Language />
      <Sessions />
      <Button look="quiet" busy={signOut.isPending} onClick={() => signOut.mutate()}>
        {t.signOut}
      </Button>
    </>
  );
}

function Details({ profile }: { profile: MemberProfile }) {
  const { t, format } = useShop();
  const { birthday, email, fullName, phone, since } = profile;
  const rows = [
    [t.phone, phone && formatPhone(phone)],
    [t.email, email],
    [t.birthday, birthday && birthdayText(birthday)],
    [t.memberSince, format.date(since)],
  ].filter(([, value]) => value);
  return (
    <Panel title={fullName ?? t.yourDetails}>
      <dl className={css.details}>
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <p className={css.hint}>{t.askToChange}</p>
    </Panel>
  );
}

function birthdayText({ day, month, year }: NonNullable<MemberProfile['birthday']>): string {
  const date = `${String(day).padStart(2, '0')}/${String(month).padStart(2, '0')}`;
  return year === null ? date : `${date}/${year}`;
}

/** The language of the portal, and of what the shop writes to the member. */
function Language() {
  const { slug, locale, setLocale, t } = useShop();
  const choose = useMutation({
    mutationFn: (chosen: 'vi' | 'en') =>
      clientOf(slug).patch('/v1/member/profile', { body: { locale: chosen } }),
  });
  return (
    <Panel title={t.language}>
      <div className={css.languages}>
        {(['vi', 'en'] as const).map((each) => (
          <label key={each}>
            <input
              type="radio"
              name="language"
              checked={locale === each}
              onChange={() => {
                setLocale(each);
                choose.mutate(each);
              }}
            />
            <span lang={each}>{each === 'vi' ? 'Tiếng Việt' : 'English'}</span>
          </label>
        ))}
      </div>
    </Panel>
  );
}
