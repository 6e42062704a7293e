/**
 * The number on a member's card. Thirteen digits and nothing else, because a scanner is a keyboard:
 * on a Vietnamese till the input method (Telex, VNI) rewrites letters as they are typed, and digits
 * without letters pass it unharmed. It starts with 9, which no phone number typed in a shop does
 * (0… or 84…), and ends in a Luhn digit, so that a slip of the hand finds nobody rather than
 * somebody else. It names a member to a cashier; it opens nothing by itself.
 */
const LENGTH = 13;

/** A card number from eleven random digits. */
export function cardCodeOf(randomDigits: string): string {
  if (!/^\d{11}$/.test(randomDigits)) throw new Error('a card number is made of eleven digits');
  const body = `9${randomDigits}`;
  return `${body}${checkDigit(body)}`;
}

export function isCardCode(text: string): boolean {
  return (
    text.length === LENGTH &&
    /^9\d+$/.test(text) &&
    checkDigit(text.slice(0, -1)) === Number(text.at(-1))
  );
}

/** The card number in what a scanner or a hand typed (spaces and dashes do not count), if it is one. */
export function cardFromScan(text: string): string | undefined {
  const digits = text.normalize('NFKC').replace(/[\s.-]/g, '');
  return isCardCode(digits) ? digits : undefined;
}

/** "9123 4567 8901 2": as it is printed under the QR code, to be read out. */
export function formatCardCode(code: string): string {
  return code.replace(/(\d{4})(?=\d)/g, '$1 ');
}

/** Luhn: every second digit from the right counts double, its digits added up. */
function checkDigit(body: string): number {
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    const digit = Number(body[body.length - 1 - i]);
    const counted = i % 2 === 0 ? digit * 2 : digit;
    sum += counted > 9 ? counted - 9 : counted;
  }
  return (10 - (sum % 10)) % 10;
}
