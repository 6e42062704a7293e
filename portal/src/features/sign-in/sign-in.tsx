import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useEffect, useId, useState } from 'react';
import { useShop } from '../../app/shop.ts';
import { clientOf, isCode, isOffline, problemText, retryAfterOf } from '../../shared/api/client.ts';
import { Notice } from '../../shared/ui/bits.tsx';
import { Button } from '../../shared/ui/button.tsx';
import field from '../../shared/ui/field.module.css';
import { LanguageSwitch } from '../../shared/ui/language-switch.tsx';
import { CodeInput } from './code-input.tsx';
import { cleanDestination } from './destination.ts';
import { Invitation } from './invitation.tsx';
import css from './sign-in.module.css';
import { useCountdown } from './use-countdown.ts';

/** Seconds before a code may be asked for again: long enough for the first one to arrive. */
const RESEND_AFTER = 30;

/** Signs a member in by a one-time code: where to send it, then the six digits. */
export function SignIn({ onDone }: { onDone(): void }) {
  const { shop, slug } = useShop();
  const [destination, setDestination] = useState('');
  const wait = useCountdown();
  const send = useMutation({
    mutationFn: (to: string) =>
      clientOf(slug).post('/v1/portal/{slug}/codes', {
        params: { path: { slug } },
        body: { destination: to },
      }),
    onSuccess: () => wait.start(RESEND_AFTER),
    onError: (error) => wait.start(retryAfterOf(error)),
  });
  const open = useMutation({
    mutationFn: (code: string) =>
      clientOf(slug).post('/v1/portal/{slug}/sessions', {
        params: { path: { slug } },
        body: { attempt: send.data?.attempt ?? '', code },
      }),
    onSuccess: onDone,
  });
  return (
    <div className={css.page}>
      <header className={css.header}>
        <LanguageSwitch />
      </header>
      <main className={css.main}>
        <p className={css.shop}>{shop.name}</p>
        {send.data ? (
          <EnterCode
            destination={destination}
            wait={wait.left}
            opening={open.isPending}
            problem={open.error ?? send.error}
            onCode={open.mutate}
            onEdit={open.reset}
            onResend={() => {
              open.reset();
              send.mutate(cleanDestination(destination) as string);
            }}
            onOther={() => {
              open.reset();
              send.reset();
            }}
          />
        ) : (
          <AskDestination
            destination={destination}
            onChange={setDestination}
            sending={send.isPending}
            wait={send.error ? wait.left : 0}
            problem={send.error}
            onSend={send.mutate}
          />
        )}
        {!send.data && <Invitation />}
      </main>
    </div>
  );
}

function Refusal({ problem, wait }: { problem: unknown; wait: number }) {
  const { locale, t } = useShop();
  if (!problem) return null;
  if (isCode(problem, 'too_many_requests')) {
    return wait > 0 ? <Notice icon="soon">{t.waitSeconds(wait)}</Notice> : null;
  }
  return (
    <Notice look="bad" icon={isOffline(problem) ? 'offline' : 'close'}>
      {problemText(problem, locale)}
    </Notice>
  );
}

function AskDestination(props: {
  destination: string;
  onChange(text: string): void;
  sending: boolean;
  wait: number;
  problem: unknown;
  onSend(destination: string): void;
}) {
  const { t } = useShop();
  const id = useId();
  const [bad, setBad] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const clean = cleanDestination(props.destination);
    setBad(!clean);
    if (clean && props.wait === 0) props.onSend(clean);
  };
  return (
    <form className={css.form} onSubmit={submit} noValidate>
      <h1>{t.signInTitle}</h1>
      <p className={css.lead}>{t.signInText}</p>
      <div className={field.field}>
        <label htmlFor={id}>{t.destination}</label>
        <input
          id={id}
          value={props.destination}
          onChange={(event) => {
            setBad(false);
            props.onChange(event.target.value);
          }}
          placeholder={t.destinationHint}
          autoComplete="tel"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          maxLength={254}
          aria-invalid={bad}
          aria-describedby={bad ? `${id}-problem` : undefined}
        />
        {bad && (
          <p id={`${id}-problem`} role="alert" className={field.problem}>
            {t.destinationBad}
          </p>
        )}
      </div>
      <Refusal problem={props.problem} wait={props.wait} />
      <Button type="submit" busy={props.sending || props.wait > 0}>
        {t.sendCode}
      </Button>
    </form>
  );
}

function EnterCode(props: {
  destination: string;
  wait: number;
  opening: boolean;
  problem: unknown;
  onCode(code: string): void;
  onEdit(): void;
  onResend(): void;
  onOther(): void;
}) {
  const { t } = useShop();
  const [code, setCode] = useState('');
  const { problem } = props;
  const refused = isCode(problem, 'code_invalid');
  // A wrong code is cleared, so that the next one can be typed at once.
  useEffect(() => {
    if (refused) setCode('');
  }, [refused]);
  const change = (digits: string) => {
    setCode(digits);
    if (digits.length > 0) props.onEdit();
    if (digits.length === 6) props.onCode(digits);
  };
  return (
    <form
      className={css.form}
      onSubmit={(event) => {
        event.preventDefault();
        if (code.length === 6 && !props.opening) props.onCode(code);
      }}
    >
      <h1>{t.codeTitle}</h1>
      <p className={css.lead}>{t.codeSentIfMember(props.destination.trim())}</p>
      <CodeInput value={code} onChange={change} label={t.code} invalid={refused} />
      <Refusal problem={problem} wait={props.wait} />
      <Button type="submit" busy={props.opening}>
        {t.signIn}
      </Button>
      <div className={css.others}>
        <Button look="plain" busy={props.wait > 0} onClick={props.onResend}>
          {props.wait > 0 ? t.resendIn(props.wait) : t.resend}
        </Button>
        <Button look="plain" onClick={props.onOther}>
          {t.otherDestination}
        </Button>
      </div>
    </form>
  );
}
