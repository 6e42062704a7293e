import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, useRef, useState } from 'react';
import { isRefusal, problemText } from '../../shared/api/problem.ts';
import { useTexts } from '../../shared/i18n/texts.ts';
import { api } from './counter-api.ts';
import classes from './new-member.module.css';
import { texts } from './texts.ts';
import { randomKey } from './use-record.ts';

/** Which wording of the consent the cashier reads out: kept with it as its proof. */
const CONSENT_TEXT = 'counter-1';
const consentsGiven = (['sms', 'zalo'] as const).map((channel) => ({
  channel,
  purpose: 'marketing' as const,
  granted: true,
  method: 'counter',
  textVersion: CONSENT_TEXT,
}));

const looksLikePhone = (text: string) => /^[+\d\s.\-()]+$/.test(text);

/** Makes a member while they stand at the counter: phone, name, and consent only if they said yes. */
export function NewMember(props: {
  typed: string;
  onDone(customerId: string): void;
  onCancel(): void;
}) {
  const { t, language } = useTexts(texts);
  const [phone, setPhone] = useState(looksLikePhone(props.typed) ? props.typed : '');
  const [name, setName] = useState(looksLikePhone(props.typed) ? '' : props.typed);
  const [consent, setConsent] = useState(false);
  // One key for the same content: pressing Enter twice makes one member.
  const attempt = useRef({ content: '', key: '' });
  const create = useMutation({
    networkMode: 'always',
    mutationFn: () => {
      const body = {
        phone: phone.trim(),
        ...(name.trim() ? { fullName: name.trim() } : {}),
        consents: consent ? consentsGiven : [],
      };
      const content = JSON.stringify(body);
      if (attempt.current.content !== content) attempt.current = { content, key: randomKey() };
      return api.post('/v1/customers', {
        body,
        headers: { 'idempotency-key': attempt.current.key },
      });
    },
    onSuccess: (customer) => props.onDone(customer.id),
  });
  const taken = isRefusal(create.error, 'phone_taken')
    ? String(create.error.details.customerId)
    : undefined;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!create.isPending && phone.trim() !== '') create.mutate();
  };
  return (
    <form className={classes.form} onSubmit={submit} noValidate>
      <h2>{t('newMember')}</h2>
      <TextInput
        size="lg"
        label={t('phone')}
        inputMode="tel"
        value={phone}
        onChange={(event) => setPhone(event.currentTarget.value)}
        data-autofocus={phone === '' || undefined}
        autoFocus={phone === ''}
        autoComplete="off"
        maxLength={40}
        error={isRefusal(create.error, 'invalid_phone') ? t('phoneBad') : undefined}
      />
      <TextInput
        size="lg"
        label={t('name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        autoFocus={phone !== ''}
        autoComplete="off"
        maxLength={200}
      />
      <Checkbox
        size="md"
        checked={consent}
        onChange={(event) => setConsent(event.currentTarget.checked)}
        label={t('consent')}
        description={t('consentHint')}
      />
      {create.error && !isRefusal(create.error, 'invalid_phone') ? (
        <p role="alert" className={classes.problem}>
          {problemText(create.error, language)}
        </p>
      ) : null}
      <Group gap="sm">
        {taken ? (
          <Button size="lg" onClick={() => props.onDone(taken)}>
            {t('useExisting')}
          </Button>
        ) : (
          <Button type="submit" size="lg" loading={create.isPending}>
            {t('create')}
          </Button>
        )}
        <Button size="lg" variant="default" onClick={props.onCancel}>
          {t('cancel')}
        </Button>
      </Group>
    </form>
  );
}
