import {
  IconCheck,
  IconChevronRight,
  IconCopy,
  IconDeviceMobile,
  IconGift,
  IconHistory,
  IconHourglassHigh,
  IconId,
  IconMaximize,
  IconPlugConnectedX,
  IconSparkles,
  IconTicket,
  IconUser,
  IconX,
} from '@tabler/icons-react';

/** The icons in use, by what they mean here. All are decoration beside a text. */
const icons = {
  check: IconCheck,
  next: IconChevronRight,
  copy: IconCopy,
  device: IconDeviceMobile,
  gift: IconGift,
  history: IconHistory,
  soon: IconHourglassHigh,
  card: IconId,
  enlarge: IconMaximize,
  offline: IconPlugConnectedX,
  celebrate: IconSparkles,
  voucher: IconTicket,
  person: IconUser,
  close: IconX,
};

export type IconName = keyof typeof icons;

export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  const Drawn = icons[name];
  return <Drawn size={size} stroke={1.75} aria-hidden />;
}
