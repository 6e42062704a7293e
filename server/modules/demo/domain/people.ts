import { type Habit, habits } from './habits.ts';
import { fullName, type Gender, type Region } from './names.ts';
import { Random } from './random.ts';

export interface DemoStore {
  code: string;
  name: string;
  address: string;
  region: Region;
  /** Share of the customers who are at home here. */
  share: number;
}

export const stores: readonly DemoStore[] = [
  {
    code: 'HCM01',
    name: 'Hiên Mộc Thảo Điền',
    address: '12 đường Hoa Sữa, phường An Khánh, TP. Hồ Chí Minh',
    region: 'south',
    share: 0.45,
  },
  {
    code: 'HN01',
    name: 'Hiên Mộc Hồ Tây',
    address: '8 ngõ Hoa Sưa, phường Tây Hồ, Hà Nội',
    region: 'north',
    share: 0.35,
  },
  {
    code: 'DN01',
    name: 'Hiên Mộc Sông Hàn',
    address: '25 đường Hoa Sứ, phường Hải Châu, Đà Nẵng',
    region: 'centre',
    share: 0.2,
  },
];

export interface DemoConsent {
  channel: 'email' | 'sms' | 'zalo';
  purpose: 'marketing' | 'care';
}

export interface DemoCustomer {
  index: number;
  fullName: string;
  gender: Gender;
  salutation: 'Anh' | 'Chị' | 'Bạn';
  /** E.164. */
  phone: string;
  email: string | null;
  birthday: { day: number; month: number; year: number | null } | null;
  tags: string[];
  consents: DemoConsent[];
  home: DemoStore;
  habit: Habit;
  /** Likes to spend points and vouchers. */
  redeems: boolean;
}

/** The member whose sign-in the first start prints: a regular, close to the next tier. */
export const FACE = { phone: '+84901234567', fullName: 'Nguyễn Ngọc Minh Anh' } as const;

// Prefixes of Vietnamese mobile numbers with their rough share (reference: the numbering plan since 2018).
const prefixes = [
  ...['96', '97', '98', '86', '32', '33', '34', '35', '36', '37', '38', '39'].map(
    (p) => [p, 4.5] as const,
  ),
  ...['91', '94', '88', '81', '82', '83', '84', '85'].map((p) => [p, 3] as const),
  ...['90', '93', '89', '70', '76', '77', '78', '79'].map((p) => [p, 2.5] as const),
  ...['92', '56', '58'].map((p) => [p, 1] as const),
  ...['99', '59'].map((p) => [p, 0.4] as const),
];

/**
 * A number of valid form that differs for each index: behind the prefix come two digits that count
 * hundreds of thousands of customers ("00" for all of a normal demo) and five that are a scattered
 * but one-to-one image of the rest.
 */
function phoneOf(random: Random, index: number): string {
  const block = Math.floor(index / 100_000);
  const scattered = ((index % 100_000) * 61_803 + 39_887) % 100_000;
  return `+84${random.weighted(prefixes)}${String(block).padStart(2, '0')}${String(scattered).padStart(5, '0')}`;
}

const domains = ['example.com', 'example.com', 'example.net', 'example.org'];

function emailOf(random: Random, name: string, index: number): string {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/đ/gi, 'd')
    .toLowerCase()
    .split(' ');
  // Given name first, as people here do, and the number that was still free.
  return `${words.slice(-2).join('')}.${words[0]}${index}@${random.pick(domains)}`;
}

/** Person number `index`; the same for a seed however many others there are. `year`: of today. */
export function customerOf(seed: string, index: number, year: number): DemoCustomer {
  const random = new Random(`${seed}/person/${index}`);
  const home = random.weighted(stores.map((store) => [store, store.share] as const));
  const habit = random.weighted(habits.map((h) => [h, h.share] as const));
  const gender: Gender = random.chance(0.66) ? 'female' : 'male';
  const age = Math.round(Math.min(72, Math.max(17, random.normal(31, 9))));
  const birthYear = year - age;
  const name = fullName(random, gender, home.region, birthYear);
  const once = habit.key === 'passer-by';
  const email = random.chance(once ? 0.35 : 0.72) ? emailOf(random, name, index) : null;
  const month = random.int(1, 12);
  const birthday = random.chance(once ? 0.2 : 0.7)
    ? {
        day: random.int(1, new Date(Date.UTC(2024, month, 0)).getUTCDate() - (month === 2 ? 1 : 0)),
        month,
        year: random.chance(0.4) ? birthYear : null,
      }
    : null;
  const consents: DemoConsent[] = [];
  if (email && random.chance(0.8)) consents.push({ channel: 'email', purpose: 'marketing' });
  if (email && random.chance(0.5)) consents.push({ channel: 'email', purpose: 'care' });
  if (random.chance(0.5)) consents.push({ channel: 'sms', purpose: 'marketing' });
  if (random.chance(0.4)) consents.push({ channel: 'zalo', purpose: 'marketing' });
  const customer: DemoCustomer = {
    index,
    fullName: name,
    gender,
    salutation: age < 24 ? 'Bạn' : gender === 'female' ? 'Chị' : 'Anh',
    phone: phoneOf(random, index),
    email,
    birthday,
    tags: habit.tag && random.chance(0.6) ? [habit.tag] : [],
    consents,
    home,
    habit,
    redeems: random.chance(0.5),
  };
  return index === 0 ? faceOf(customer) : customer;
}

function faceOf(customer: DemoCustomer): DemoCustomer {
  return {
    ...customer,
    ...FACE,
    gender: 'female',
    salutation: 'Chị',
    email: 'minhanh@example.com',
    birthday: { day: 14, month: 12, year: null },
    tags: ['cà phê sáng'],
    consents: [
      { channel: 'email', purpose: 'marketing' },
      { channel: 'sms', purpose: 'marketing' },
    ],
    home: stores[0] as DemoStore,
    habit: habits.find((habit) => habit.key === 'weekly-cup') as Habit,
    redeems: true,
  };
}
