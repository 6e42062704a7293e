import { Anchor, Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type Answer, api } from '../../shared/api/api.ts';
import { common } from '../../shared/i18n/common.ts';
import { defineTexts, useTexts } from '../../shared/i18n/texts.ts';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { ProblemView } from '../../shared/ui/problem-view.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { businessQuery } from './settings-queries.ts';
import { texts } from './texts.ts';

const checks = defineTexts(
  'business-checks',
  {
    noPhone: 'Số điện thoại chỉ gồm chữ số, dấu cách, dấu chấm và gạch ngang.',
    noWebsite: 'Địa chỉ phải bắt đầu bằng https://, ví dụ https://cuahang.example.',
  },
  {
    noPhone: 'A phone number has only digits, spaces, dots and dashes.',
    noWebsite: 'The address begins with https://, like https://shop.example.',
  },
);

/** The server decides; these say it beside the field. */
const isPhone = (text: string) => /^\+?[\d\s().-]+$/.test(text) && /(\d\D*){3}/.test(text);
const isWebsite = (text: string) => /^https:\/\/[^\s/\\]+\.[^\s/\\]+([/?#][^\s\\]*)?$/i.test(text);

type Business = Answer<'/v1/settings'>;

export function BusinessSection() {
  const query = useQuery(businessQuery);
  return <Loaded query={query}>{(business) => <BusinessForm business={business} />}</Loaded>;
}

function BusinessForm({ business }: { business: Business }) {
  const { t } = useTexts(texts);
  const words = useTexts(common);
  const check = useTexts(checks);
  const queries = useQueryClient();
  const form = useForm({
    initialValues: {
      name: business.name,
      locale: business.locale,
      brandColor: business.settings.brandColor ?? '',
      supportPhone: business.settings.supportPhone ?? '',
      supportEmail: business.settings.supportEmail ?? '',
      website: business.settings.website ?? '',
    },
    validate: {
      supportPhone: (text) => (!text.trim() || isPhone(text.trim()) ? null : check.t('noPhone')),
      website: (text) => (!text.trim() || isWebsite(text.trim()) ? null : check.t('noWebsite')),
    },
    validateInputOnBlur: ['supportPhone', 'website'],
  });
  const save = useMutation({
    mutationFn: ({ name, locale, ...settings }: typeof form.values) =>
      api.patch('/v1/settings', {
        body: {
          name,
          locale,
          settings: Object.fromEntries(
            Object.entries(settings).map(([key, value]) => [key, value.trim() || null]),
          ),
        },
      }),
    onSuccess: () => {
      notifications.show({ message: t('saved') });
      return Promise.all([
        queries.invalidateQueries({ queryKey: businessQuery.queryKey }),
        queries.invalidateQueries({ queryKey: ['me'] }),
      ]);
    },
  });
  const portal = `${window.location.origin}/portal/${business.slug}`;
  return (
    <Surface maw={640}>
      <form onSubmit={form.onSubmit((values) => save.mutate(values))}>
        <Stack>
          <TextInput label={t('businessName')} required {...form.getInputProps('name')} />
          <Group grow align="flex-start" gap="md">
            <TextInput label={t('currency')} value={business.currency} disabled />
            <TextInput label={t('timeZone')} value={business.timeZone} disabled />
          </Group>
          <Text size="xs" c="dimmed" mt={-8}>
            {t('fixed')}
          </Text>
          <Select
            label={t('locale')}
            data={[
              { value: 'vi', label: 'Tiếng Việt' },
              { value: 'en', label: 'English' },
            ]}
            {...form.getInputProps('locale')}
          />
          <TextInput
            label={t('brandColor')}
            type="color"
            maw={260}
            {...form.getInputProps('brandColor')}
            value={form.values.brandColor || '#1f7259'}
          />
          <TextInput
            label={t('supportPhone')}
            type="tel"
            maxLength={30}
            {...form.getInputProps('supportPhone')}
          />
          <TextInput
            label={t('supportEmail')}
            type="email"
            {...form.getInputProps('supportEmail')}
          />
          <TextInput
            label={t('website')}
            placeholder="https://"
            maxLength={300}
            {...form.getInputProps('website')}
          />
          <Text size="sm">
            {t('portal')}:{' '}
            <Anchor href={portal} target="_blank" style={{ overflowWrap: 'anywhere' }}>
              {portal}
            </Anchor>
          </Text>
          <ProblemView error={save.error} />
          <Group>
            <Button type="submit" loading={save.isPending} disabled={!form.isDirty()}>
              {words.t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Surface>
  );
}
