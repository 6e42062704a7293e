import { messageReasons } from '@quen/contracts/messaging.ts';
import { useQuery } from '@tanstack/react-query';
import { defineTexts, useTexts } from '../../shared/i18n/texts.ts';
import { useFormat } from '../../shared/lib/use-format.ts';
import { programmeQuery } from '../../shared/programme/programme-query.ts';
import { useMay } from '../../shared/session/me.ts';
import type { Happening } from './customer-queries.ts';
import { segmentChoicesQuery } from './customers-query.ts';
import { happeningsEn } from './texts.en.ts';
import { texts } from './texts.ts';
import { happeningsVi } from './texts.vi.ts';

const happenings = defineTexts('happenings', happeningsVi, happeningsEn);
type Key = keyof typeof happeningsVi;

/** What happened, in words. Names come from the programme; the timeline itself holds keys only. */
export function useHappeningWords(): (row: Happening) => string {
  const { t, language } = useTexts(happenings);
  const words = useTexts(texts);
  const format = useFormat();
  const document = useQuery(programmeQuery).data?.document;
  const segments = useQuery({ ...segmentChoicesQuery, enabled: useMay('segments.read') }).data;

  const nameIn = (
    list: readonly { key: string; name: { vi: string; en: string } }[] | undefined,
    key: unknown,
  ) => list?.find((one) => one.key === key)?.name[language] ?? String(key ?? '–');

  return ({ kind, data, subject }) => {
    const money = (value: unknown) => format.money(typeof value === 'number' ? value : null);
    const count = (value: unknown) => format.number(typeof value === 'number' ? value : null);
    const channel = String(data.channel ?? '');
    const purpose = String(data.purpose ?? '');
    const reason = messageReasons[data.reason as keyof typeof messageReasons];
    const source = String(data.source ?? '').replace(/^journey:/, '');
    const values = {
      total: money(data.total),
      amount: kind.startsWith('points.') ? count(data.amount) : money(data.amount),
      value: money(data.value),
      discount: money(data.discount),
      unit:
        document?.wallets.find((wallet) => wallet.key === data.wallet)?.unit[language] ??
        document?.wallets[0]?.unit[language] ??
        '',
      to: nameIn(document?.tiers, data.to),
      campaign: nameIn(document?.vouchers, data.campaign),
      template: nameIn(document?.templates, data.template),
      journey: nameIn(document?.journeys, data.journey ?? source),
      channel: ['email', 'sms', 'zalo', 'push', 'phone'].includes(channel)
        ? words.t(`channel_${channel}` as 'channel_email')
        : channel,
      purpose: ['marketing', 'care'].includes(purpose)
        ? words.t(`purpose_${purpose}` as 'purpose_care')
        : purpose,
      reason: reason?.[language] ?? String(data.reason ?? ''),
      segment: segments?.items.find(({ id }) => id === subject)?.name ?? '…',
    };
    const rank = (key: unknown) => document?.tiers.findIndex((tier) => tier.key === key) ?? -1;
    return t(keyOf(kind, data, rank), values);
  };
}

function keyOf(kind: string, data: Record<string, unknown>, rank: (tier: unknown) => number): Key {
  switch (kind) {
    case 'tier.changed':
      if (data.to === null) return 'tier.changed.none';
      return rank(data.to) >= rank(data.from) ? 'tier.changed.up' : 'tier.changed.down';
    case 'consent.changed':
      return data.granted ? 'consent.changed.yes' : 'consent.changed.no';
    case 'journey.entered':
      return data.arm === 'holdout' ? 'journey.entered.holdout' : 'journey.entered';
    case 'journey.left':
      return data.reason === 'goal' ? 'journey.left.goal' : 'journey.left';
    default:
      // A kind that a newer server writes is shown by its name.
      return kind as Key;
  }
}
