import { Button, Group, Select, Stack } from '@mantine/core';
import type { Wallet } from '@quen/contracts/programme.ts';
import { IconPlus } from '@tabler/icons-react';
import { useTexts } from '../../shared/i18n/texts.ts';
import { replaced } from '../../shared/lib/list.ts';
import { useDraft } from '../../shared/programme/draft/use-draft.ts';
import { LocalTextInput } from '../../shared/ui/local-text-input.tsx';
import { CountInput } from '../../shared/ui/number-inputs.tsx';
import { Surface } from '../../shared/ui/surface.tsx';
import { freshKey } from './keys.ts';
import { Section } from './section.tsx';
import { texts } from './texts.ts';
import { WalletSentence } from './wallet-sentence.tsx';

export function WalletsSection() {
  const { t } = useTexts(texts);
  const { document, published, edit, mayWrite } = useDraft();

  const add = () =>
    edit((old) => ({
      ...old,
      wallets: [
        ...old.wallets,
        {
          key: freshKey('wallet', old.wallets, published.wallets),
          name: { vi: t('newWallet'), en: t('newWallet') },
          unit: { vi: t('newUnit'), en: t('newUnit') },
          pendingDays: 0,
          expiry: { kind: 'months', months: 12 },
        },
      ],
    }));

  return (
    <Section title={t('wallets')}>
      <Stack>
        {document.wallets.map((wallet, i) => (
          <WalletCard
            key={wallet.key}
            wallet={wallet}
            disabled={!mayWrite}
            onChange={(next) =>
              edit((old) => ({ ...old, wallets: replaced(old.wallets, i, next) }))
            }
          />
        ))}
        {mayWrite ? (
          <Button
            variant="default"
            leftSection={<IconPlus size={17} />}
            onClick={add}
            style={{ alignSelf: 'start' }}
          >
            {t('addWallet')}
          </Button>
        ) : null}
      </Stack>
    </Section>
  );
}

interface CardProps {
  wallet: Wallet;
  disabled: boolean;
  onChange: (wallet: Wallet) => void;
}

function WalletCard({ wallet, disabled, onChange }: CardProps) {
  const { t } = useTexts(texts);
  const set = (part: Partial<Wallet>) => onChange({ ...wallet, ...part });
  return (
    <Surface>
      <Stack>
        <LocalTextInput
          label={t('walletName')}
          value={wallet.name}
          disabled={disabled}
          onChange={(name) => set({ name })}
        />
        <LocalTextInput
          label={t('unit')}
          value={wallet.unit}
          disabled={disabled}
          onChange={(unit) => set({ unit })}
        />
        <Group align="flex-start" gap="sm">
          <CountInput
            label={t('pendingDays')}
            suffix={t('daysSuffix')}
            max={365}
            disabled={disabled}
            value={wallet.pendingDays}
            onChange={(pendingDays) => set({ pendingDays: pendingDays ?? 0 })}
          />
          <Select
            label={t('expiry')}
            miw={240}
            flex="1 1 240px"
            disabled={disabled}
            value={wallet.expiry.kind}
            onChange={(kind) =>
              set({ expiry: kind === 'never' ? { kind } : { kind: 'months', months: 12 } })
            }
            data={[
              { value: 'months', label: t('expiryMonths') },
              { value: 'never', label: t('expiryNever') },
            ]}
          />
          {wallet.expiry.kind === 'months' ? (
            <CountInput
              label={t('expiryMonthsCount')}
              suffix={t('monthsSuffix')}
              w={140}
              min={1}
              max={120}
              disabled={disabled}
              value={wallet.expiry.months}
              onChange={(months) => months && set({ expiry: { kind: 'months', months } })}
            />
          ) : null}
        </Group>
        <WalletSentence wallet={wallet} />
      </Stack>
    </Surface>
  );
}
