import type { Role } from '@quen/contracts/permissions.ts';
import { displayPhone } from '../customers/index.ts';
import { FACE } from './domain/people.ts';

/** Under which address the demo business is found. */
export const DEMO_SLUG = 'hien-moc';

/** The demo is for looking at, on one's own machine: its password is no secret. */
const PASSWORD = 'hien-moc-demo';

export const demoStaff: readonly { email: string; name: string; role: Role; store?: string }[] = [
  { email: 'owner@hien-moc.example', name: 'Trịnh Hoài An', role: 'owner' },
  { email: 'marketer@hien-moc.example', name: 'Lê Mai Khuê', role: 'marketer' },
  { email: 'cashier@hien-moc.example', name: 'Phạm Tú Vy', role: 'cashier', store: 'HCM01' },
];

/** What the first start prints. */
export const demoSignIns = {
  password: PASSWORD,
  staff: demoStaff.map(({ role, email }) => ({ role, email })),
  member: { phone: displayPhone(FACE.phone), name: FACE.fullName },
};
