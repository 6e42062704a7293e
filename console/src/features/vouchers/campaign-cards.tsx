import { SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { IconTicket } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { OpenPeople } from '../../shared/people/open-people.tsx';
import { CampaignSentence } from '../../shared/programme/campaign-sentence.tsx';
import { programmeQuery } from '../../shared/programme/programme-query.ts';
import { EmptyState } from '../../shared/ui/empty-state.tsx';
import { ButtonLink } from '../../shared/ui/links.tsx';
import { Loaded } from '../../shared/ui/loaded.tsx';
import { ShareBar } from '../../shared/ui/share-bar.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { texts } from './texts.ts';
import { campaignsQuery } from './voucher-queries.ts';

/** What each campaign gave out and how much of it came back. */
export function CampaignCards({ onChoose }: { onChoose: (campaign: string) => void }) {
  const { t, language } = useTexts(texts);
  const format = useFormat();
  const query = useQuery(campaignsQuery);
  const programme = useQuery(programmeQuery);
  return (
    <Loaded query={query}>
      {({ items }) =>
        items.length === 0 ? (
          <Surface>
            <EmptyState
              icon={IconTicket}
              title={t('none')}
              text={t('noneText')}
              action={
                <ButtonLink to="/programme" search={{ section: 'vouchers' }}>
                  {t('edit')}
                </ButtonLink>
              }
            />
          </Surface>
        ) : (
          <Stack gap="sm">
            <Title order={2}>{t('campaigns')}</Title>
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }} spacing="md">
              {items.map((campaign) => {
                const full = programme.data?.document.vouchers.find(
                  ({ key }) => key === campaign.key,
                );
                const share = campaign.redeemed / Math.max(1, campaign.issued);
                return (
                  <Surface key={campaign.key} component="article">
                    <Stack gap={6}>
                      <Text fw={600}>{campaign.name[language]}</Text>
                      {full ? (
                        <Text size="sm" c="dimmed">
                          <CampaignSentence campaign={full} />
                        </Text>
                      ) : null}
                      <ShareBar share={share} />
                      <Text size="sm" className="num">
                        <OpenPeople onOpen={() => onChoose(campaign.key)}>
                          {t('issued', { count: campaign.issued })}
                        </OpenPeople>
                        {' · '}
                        {t('redeemed', { count: campaign.redeemed })}
                      </Text>
                      <Text size="xs" c="dimmed">
                        {campaign.issued > 0 ? t('rate', { share: format.percent(share) }) : null}
                        {campaign.limitTotal !== null
                          ? ` ${t('left', { count: Math.max(0, campaign.limitTotal - campaign.redeemed) })}`
                          : null}
                      </Text>
                    </Stack>
                  </Surface>
                );
              })}
            </SimpleGrid>
          </Stack>
        )
      }
    </Loaded>
  );
}
