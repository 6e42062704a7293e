import { createRequire } from 'node:module';
import type { CountryCode } from 'libphonenumber-js/min';

type Library = typeof import('libphonenumber-js/min');
let library: Library | undefined;

/** The tables of all the world's numbers, loaded when the first foreign number comes along. */
function world(): Library {
  library ??= createRequire(import.meta.url)('libphonenumber-js/min') as Library;
  return library;
}

/**
 * Until 2018 Vietnamese mobile numbers had eleven digits. Old lists still hold them: the prefix
 * changed, the last seven digits stayed. Keys and values are without the leading zero.
 */
const prefixesOf2018: Readonly<Record<string, string>> = {
  // Viettel
  162: '32',
  163: '33',
  164: '34',
  165: '35',
  166: '36',
  167: '37',
  168: '38',
  169: '39',
  // MobiFone
  120: '70',
  121: '79',
  122: '77',
  126: '76',
  128: '78',
  // VinaPhone
  123: '83',
  124: '84',
  125: '85',
  127: '81',
  129: '82',
  // Vietnamobile, Gmobile
  186: '56',
  188: '58',
  199: '59',
};

const mobile = /^(?:3[2-9]|5[25689]|7[06-9]|8[1-9]|9\d)\d{7}$/;
/** As it is kept. */
const keptMobile = new RegExp(mobile.source.replace('^', '^\\+84'));
const landline = /^2\d{9}$/;
const oldMobile = /^(1[2689]\d)(\d{7})$/;

/** The significant digits of a Vietnamese number (after +84, without a zero), or undefined. */
function vietnamese(significant: string): string | undefined {
  if (mobile.test(significant) || landline.test(significant)) return significant;
  const old = oldMobile.exec(significant);
  const prefix = old && prefixesOf2018[old[1] as string];
  return prefix ? prefix + old[2] : undefined;
}

function fromVietnam(digits: string): string | undefined {
  // A country code, if there is one, comes first; the zero may follow it ("+84 (0) 912…"), stand
  // alone, or have been lost to a spreadsheet that took the number for a number.
  const candidates = digits.startsWith('0')
    ? [digits.slice(1)]
    : digits.startsWith('84')
      ? [digits.slice(2).replace(/^0/, ''), digits]
      : [digits];
  for (const candidate of candidates) {
    const significant = vietnamese(candidate);
    if (significant) return `+84${significant}`;
  }
  return undefined;
}

/**
 * A phone number in E.164 ("+84912345678"), or undefined where the text is not one. Understands
 * what Vietnamese lists contain: 0…, 84…, +84…, 0084…, spaces, dots and dashes, a leading zero lost
 * in Excel, and the eleven-digit numbers of before 2018. Numbers of other countries need "+" or
 * "00", unless `country` says where a bare number belongs.
 */
export function normalisePhone(text: string, country = 'VN'): string | undefined {
  if (keptMobile.test(text)) return text;
  const tidy = text
    .normalize('NFKC')
    .trim()
    .replace(/^'/, '')
    .replace(/[\s.\-–()/\u200b-\u200f\u202a-\u202e]/g, '');
  const match = /^(\+|00)?(\d{6,16})$/.exec(tidy);
  if (!match) return undefined;
  const digits = match[2] as string;
  const international = match[1] !== undefined;
  if (international ? digits.startsWith('84') : country === 'VN') {
    // After "+84" only what follows counts; "+84" is never itself the start of a bare number.
    return international ? fromCountryCode(digits) : fromVietnam(digits);
  }
  const parsed = world().parsePhoneNumberFromString(
    international ? `+${digits}` : digits,
    country as CountryCode,
  );
  return parsed?.isValid() ? parsed.number : undefined;
}

function fromCountryCode(digits: string): string | undefined {
  const significant = vietnamese(digits.slice(2).replace(/^0/, ''));
  return significant ? `+84${significant}` : undefined;
}

/** How people in Vietnam read a number: 0912 345 678; others keep the international form. */
export function displayPhone(phone: string): string {
  const match = /^\+84(\d{2,3})(\d{3})(\d{4})$/.exec(phone);
  if (!match || phone.length !== 12) return phone;
  const national = `0${phone.slice(3)}`;
  return `${national.slice(0, 4)} ${national.slice(4, 7)} ${national.slice(7)}`;
}
