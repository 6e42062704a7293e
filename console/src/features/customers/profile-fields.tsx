import { Group, Input, NativeSelect, TagsInput, TextInput } from '@mantine/core';
import { useTexts } from '../../shared/i18n/texts.ts';
import { CountInput } from '../../shared/ui/number-inputs.tsx';
import { isHalfBirthday, type ProfileValues } from './profile-form.ts';
import { texts } from './texts.ts';

interface Props {
  values: ProfileValues;
  onChange: (values: ProfileValues) => void;
}

/** The fields of a profile, for a new customer and for a known one. */
export function ProfileFields({ values, onChange }: Props) {
  const { t } = useTexts(texts);
  const set = (part: Partial<ProfileValues>) => onChange({ ...values, ...part });
  return (
    <>
      <Group gap="sm" align="flex-start" wrap="nowrap">
        <TextInput
          label={t('salutation')}
          w={110}
          maxLength={20}
          title={t('salutationHint')}
          value={values.salutation}
          onChange={(event) => set({ salutation: event.currentTarget.value })}
        />
        <TextInput
          label={t('name')}
          flex={1}
          maxLength={200}
          data-autofocus
          value={values.fullName}
          onChange={(event) => set({ fullName: event.currentTarget.value })}
        />
      </Group>
      <TextInput
        label={t('phone')}
        type="tel"
        maxLength={40}
        value={values.phone}
        onChange={(event) => set({ phone: event.currentTarget.value })}
      />
      <TextInput
        label={t('email')}
        type="email"
        maxLength={254}
        value={values.email}
        onChange={(event) => set({ email: event.currentTarget.value })}
      />
      <Input.Wrapper
        label={t('birthday')}
        labelElement="div"
        error={isHalfBirthday(values) ? t('birthdayHalf') : null}
      >
        <Group gap="xs" wrap="nowrap">
          <CountInput
            aria-label={t('day')}
            placeholder={t('day')}
            min={1}
            max={31}
            value={values.day}
            onChange={(day) => set({ day })}
          />
          <CountInput
            aria-label={t('month')}
            placeholder={t('month')}
            min={1}
            max={12}
            value={values.month}
            onChange={(month) => set({ month })}
          />
          <CountInput
            aria-label={t('year')}
            placeholder={t('year')}
            thousandSeparator=""
            max={2100}
            value={values.year}
            onChange={(year) => set({ year })}
          />
        </Group>
      </Input.Wrapper>
      <NativeSelect
        label={t('gender')}
        value={values.gender}
        onChange={(event) => set({ gender: event.currentTarget.value })}
        data={[
          { value: '', label: t('unknown') },
          { value: 'female', label: t('female') },
          { value: 'male', label: t('male') },
          { value: 'other', label: t('other') },
        ]}
      />
      <TagsInput
        label={t('tags')}
        placeholder={t('tagsPlaceholder')}
        maxTags={50}
        value={values.tags}
        onChange={(tags) => set({ tags })}
      />
    </>
  );
}
