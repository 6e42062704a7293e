import { type ImportKindName, importFields } from '@quen/contracts/imports.ts';
import { DomainError } from '../../platform/errors.ts';
import { normaliseEmail, normalisePhone, plainName } from '../customers/index.ts';
import type { Cell, TableRow } from './read/table.ts';
import { readAmount } from './values/amounts.ts';
import { DateReader } from './values/dates.ts';

/** Which column holds which field, by column name. */
export type Mapping = Record<string, string>;

/**
 * Header words by field, in the form plainName gives; a header that equals one is a better match
 * than one that contains it. Exports of Vietnamese and international shop systems use these.
 */
const synonyms: Record<string, readonly string[]> = {
  order: [
    'order',
    'order id',
    'order no',
    'order number',
    'order code',
    'invoice',
    'invoice no',
    'invoice number',
    'receipt',
    'receipt no',
    'transaction id',
    'bill no',
    'ma don',
    'ma don hang',
    'so don hang',
    'ma hoa don',
    'so hoa don',
    'ma hd',
    'so hd',
    'ma giao dich',
    'so phieu',
    'so chung tu',
    'ma phieu',
    'ma bill',
  ],
  at: [
    'date',
    'order date',
    'ordered on',
    'ordered at',
    'placed at',
    'created at',
    'invoice date',
    'purchase date',
    'transaction date',
    'sold at',
    'ngay',
    'ngay mua',
    'ngay ban',
    'ngay dat',
    'ngay dat hang',
    'ngay tao',
    'ngay lap',
    'ngay hoa don',
    'ngay chung tu',
    'thoi gian',
    'thoi gian tao',
    'thoi gian mua',
    'ngay gio',
    'ngay giao dich',
    'ngay xuat',
  ],
  time: ['time', 'order time', 'gio', 'gio mua', 'gio ban', 'gio tao'],
  amount: [
    'total',
    'amount',
    'order total',
    'total amount',
    'grand total',
    'amount usd',
    'amount vnd',
    'total price',
    'revenue',
    'net sales',
    'paid',
    'tong tien',
    'tong cong',
    'tong thanh toan',
    'khach can tra',
    'khach phai tra',
    'khach da tra',
    'thanh toan',
    'tong tien hang',
    'doanh thu',
    'tong gia tri',
    'gia tri don',
    'gia tri don hang',
    'so tien',
    'tong hoa don',
  ],
  customer: [
    'customer',
    'customer id',
    'customer no',
    'customer number',
    'customer code',
    'client id',
    'member id',
    'ma khach',
    'ma khach hang',
    'ma kh',
    'khach hang id',
    'ma thanh vien',
  ],
  phone: [
    'phone',
    'phone number',
    'mobile',
    'mobile number',
    'tel',
    'telephone',
    'customer phone',
    'so dien thoai',
    'sdt',
    'dien thoai',
    'so dt',
    'dt',
    'sdt khach',
    'sdt khach hang',
    'dien thoai khach',
    'dien thoai khach hang',
    'di dong',
    'so di dong',
    'so phone',
  ],
  email: [
    'email',
    'e-mail',
    'mail',
    'email address',
    'customer email',
    'thu dien tu',
    'dia chi email',
  ],
  card: [
    'card',
    'card number',
    'member card',
    'loyalty card',
    'so the',
    'ma the',
    'the thanh vien',
  ],
  name: [
    'name',
    'customer name',
    'full name',
    'client',
    'client name',
    'buyer',
    'ho ten',
    'ho va ten',
    'ten khach',
    'ten khach hang',
    'khach hang',
    'nguoi mua',
    'ten',
    'ten kh',
    'khach',
  ],
  items: [
    'items',
    'item count',
    'number of items',
    'total quantity',
    'tong so luong',
    'so mon',
    'tong sl',
  ],
  store: [
    'store',
    'store code',
    'branch',
    'shop',
    'outlet',
    'location',
    'cua hang',
    'ma cua hang',
    'chi nhanh',
    'ma chi nhanh',
    'co so',
    'diem ban',
    'kho',
  ],
  channel: [
    'channel',
    'sales channel',
    'source name',
    'kenh',
    'kenh ban',
    'kenh ban hang',
    'nguon',
  ],
  currency: ['currency', 'loai tien', 'tien te', 'don vi tien', 'don vi tien te'],
  discount: [
    'discount',
    'order discount',
    'giam gia',
    'giam gia don',
    'giam gia hoa don',
    'chiet khau',
    'khuyen mai',
  ],
  sku: [
    'sku',
    'product id',
    'product code',
    'item code',
    'barcode',
    'ma hang',
    'ma san pham',
    'ma sp',
    'ma vach',
    'ma hang hoa',
  ],
  product: [
    'product',
    'product name',
    'item',
    'item name',
    'description',
    'ten hang',
    'ten san pham',
    'san pham',
    'ten sp',
    'ten mon',
    'hang hoa',
    'ten hang hoa',
    'mat hang',
    'dien giai',
  ],
  category: [
    'category',
    'product category',
    'product type',
    'nhom hang',
    'danh muc',
    'loai hang',
    'nganh hang',
    'nhom san pham',
  ],
  quantity: ['quantity', 'qty', 'so luong', 'sl', 'so luong ban'],
  unitPrice: ['unit price', 'price', 'don gia', 'gia ban', 'gia'],
  lineAmount: [
    'line total',
    'line amount',
    'subtotal',
    'line price',
    'thanh tien',
    'tien hang',
    'tong tien dong',
  ],
  birthday: [
    'birthday',
    'birth date',
    'date of birth',
    'dob',
    'ngay sinh',
    'sinh nhat',
    'nam sinh',
  ],
  gender: ['gender', 'sex', 'gioi tinh'],
  tags: [
    'tags',
    'tag',
    'labels',
    'group',
    'customer group',
    'nhan',
    'the tag',
    'nhom khach',
    'nhom khach hang',
  ],
  createdAt: [
    'created at',
    'created',
    'customer since',
    'join date',
    'signup date',
    'registered at',
    'ngay tao',
    'ngay dang ky',
    'ngay tham gia',
  ],
  consentEmail: [
    'accepts email marketing',
    'accepts marketing',
    'email consent',
    'email opt in',
    'dong y email',
    'dong y nhan email',
    'nhan email',
  ],
  consentSms: [
    'accepts sms marketing',
    'sms consent',
    'sms opt in',
    'dong y sms',
    'dong y nhan sms',
    'nhan sms',
    'nhan tin nhan',
  ],
};

const headerForm = (name: string) =>
  plainName(name)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

function headerScore(field: string, header: string): number {
  const words = synonyms[field] ?? [];
  if (words.includes(header)) return 1;
  const padded = ` ${header} `;
  let best = 0;
  for (const word of words) {
    if (word.length < 3 || !padded.includes(` ${word} `)) continue;
    best = Math.max(best, 0.3 + 0.5 * (word.length / header.length));
  }
  return best;
}

/** The share of a column's filled cells that could be this field; 1 where anything could. */
function fit(field: string, cells: readonly Cell[]): number {
  const test = tests[field];
  if (!test || cells.length === 0) return 1;
  return cells.filter(test).length / cells.length;
}

const dates = new DateReader('dmy', 'UTC');
const americanDates = new DateReader('mdy', 'UTC');
const isDate = (cell: Cell) =>
  dates.read(cell) !== undefined || americanDates.read(cell) !== undefined;
const isPhone = (cell: Cell) => normalisePhone(String(cell)) !== undefined;
const isAmount = (cell: Cell) => {
  const result = readAmount(cell, 'dot', 'USD');
  const dong = 'problem' in result ? readAmount(cell, 'comma', 'VND') : result;
  return 'amount' in dong || dong.problem === 'amount_negative';
};
const isText = (cell: Cell) => typeof cell === 'string' && /\p{L}/u.test(cell);

const tests: Record<string, (cell: Cell) => boolean> = {
  at: isDate,
  createdAt: isDate,
  phone: isPhone,
  email: (cell) => normaliseEmail(String(cell)) !== undefined,
  amount: isAmount,
  lineAmount: isAmount,
  unitPrice: isAmount,
  discount: isAmount,
  quantity: isAmount,
  items: isAmount,
  name: isText,
  product: isText,
  card: (cell) => /^9[\d\s]{12,}$/.test(String(cell)),
  time: (cell) => typeof cell === 'number' || cell.includes(':'),
};

/**
 * A guess of the mapping from header words and what is in the columns: a header may say "customer"
 * and hold phone numbers. Each column and each field is used once, surest first.
 */
export function guessMapping(
  kind: ImportKindName,
  columns: readonly string[],
  sample: readonly TableRow[],
): Mapping {
  const filled = columns.map((_, i) =>
    sample.map((row) => row.cells[i] ?? '').filter((cell) => String(cell).trim() !== ''),
  );
  const bids: { field: string; column: number; score: number }[] = [];
  for (const { key: field } of importFields[kind]) {
    columns.forEach((name, column) => {
      const share = fit(field, filled[column] ?? []);
      let score = headerScore(field, headerForm(name)) * (share < 0.6 ? 0 : 0.5 + share / 2);
      // A column that is called after the customer and holds phones (or addresses) is just that.
      const cells = filled[column] ?? [];
      if ((field === 'phone' || field === 'email') && score === 0 && cells.length > 0) {
        const called = Math.max(
          headerScore('customer', headerForm(name)),
          headerScore('name', headerForm(name)),
        );
        if (share > 0.8 && called > 0.4) score = called + 0.5;
      }
      if (score > 0.35) bids.push({ field, column, score });
    });
  }
  bids.sort((a, b) => b.score - a.score || a.column - b.column);
  const mapping: Mapping = {};
  const taken = new Set<number>();
  for (const { field, column } of bids) {
    if (mapping[field] || taken.has(column)) continue;
    mapping[field] = columns[column] as string;
    taken.add(column);
  }
  return settled(kind, mapping);
}

/** Without lines, a quantity is the order's, and line amounts are its total. */
function settled(kind: ImportKindName, mapping: Mapping): Mapping {
  if (kind !== 'orders' || mapping.sku || mapping.product) return mapping;
  const { quantity, lineAmount, unitPrice: _, category: __, ...rest } = mapping;
  if (quantity && !rest.items) rest.items = quantity;
  if (lineAmount && !rest.amount) rest.amount = lineAmount;
  return rest;
}

/** Where each mapped field is in a row. Throws column_unknown, invalid_input. */
export function mappedIndexes(
  kind: ImportKindName,
  mapping: Mapping,
  columns: readonly string[],
): Map<string, number> {
  const known = new Set(importFields[kind].map((f) => f.key));
  const byName = new Map(columns.map((name, i) => [name.toLocaleLowerCase('vi'), i]));
  const indexes = new Map<string, number>();
  for (const [field, column] of Object.entries(mapping)) {
    if (!known.has(field)) throw new DomainError('invalid_input', { problem: `no field ${field}` });
    const index = byName.get(column.normalize('NFC').trim().toLocaleLowerCase('vi'));
    if (index === undefined) {
      throw new DomainError('column_unknown', { column, columns: columns.join(', ') });
    }
    indexes.set(field, index);
  }
  return indexes;
}

/** The same for a mapping that is complete. Throws mapping_incomplete where it is not. */
export function columnIndexes(
  kind: ImportKindName,
  mapping: Mapping,
  columns: readonly string[],
): Map<string, number> {
  const indexes = mappedIndexes(kind, mapping, columns);
  const missing = missingFields(kind, indexes);
  if (missing.length > 0) {
    throw new DomainError('mapping_incomplete', { missing: missing.join(', '), fields: missing });
  }
  return indexes;
}

/** Fields without which the file cannot be imported. */
export function missingFields(
  kind: ImportKindName,
  mapped: { has(field: string): boolean },
): string[] {
  const required = importFields[kind].filter((f) => f.required && !mapped.has(f.key));
  const missing = required.map((f) => f.key);
  if (kind === 'orders' && !mapped.has('amount') && !mapped.has('lineAmount'))
    missing.push('amount');
  if (kind === 'customers' && !['phone', 'email', 'customer'].some((f) => mapped.has(f))) {
    missing.push('phone');
  }
  return missing;
}
