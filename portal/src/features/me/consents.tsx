import { useMutation } from '@tanstack/react-query';
import { useShop } from '../../app/shop.ts';
import { clientOf, problemText } from '../../shared/api/client.ts';
import { profileQuery, queryClient } from '../../shared/api/queries.ts';
import type { MemberProfile } from '../../shared/api/types.ts';
import { Notice, Panel } from '../../shared/ui/bits.tsx';
import css from './me-page.module.css';

type Consent = MemberProfile['consents'][number];

/** A switch for each way the shop may write to the member. Off until the member turns it on. */
export function Consents({ profile }: { profile: MemberProfile }) {
  const { slug, locale, t } = useShop();
  const key = profileQuery(slug).queryKey;
  const change = useMutation({
    mutationFn: ({ channel, purpose, granted }: Consent) =>
      clientOf(slug).patch('/v1/member/consents', { body: { channel, purpose, granted } }),
    // The switch moves at once and moves back if the server refuses.
    onMutate: (changed) => {
      const before = queryClient.getQueryData(key);
      queryClient.setQueryData(key, (now) => now && withConsent(now, changed));
      return { before };
    },
    onError: (_error, _changed, kept) => queryClient.setQueryData(key, kept?.before),
    onSuccess: (answer) => queryClient.setQueryData(key, answer),
  });
  return (
    <Panel title={t.contact}>
      <p className={css.hint}>{t.contactText}</p>
      <ul className={css.consents}>
        {profile.consents.map((consent) => {
          const name = `${consent.channel}.${consent.purpose}`;
          return (
            <li key={name} className={css.choice}>
              <label>
                <span>{t.consent[name] ?? name}</span>
                <input
                  type="checkbox"
                  role="switch"
                  className={css.switch}
                  checked={consent.granted}
                  aria-checked={consent.granted}
                  onChange={(event) => change.mutate({ ...consent, granted: event.target.checked })}
                />
              </label>
            </li>
          );
        })}
      </ul>
      <div aria-live="polite">
        {change.error && <Notice look="bad">{problemText(change.error, locale)}</Notice>}
      </div>
    </Panel>
  );
}

function withConsent(profile: MemberProfile, changed: Consent): MemberProfile {
  return {
    ...profile,
    consents: profile.consents.map((consent) =>
      consent.channel === changed.channel && consent.purpose === changed.purpose
        ? changed
        : consent,
    ),
  };
}
