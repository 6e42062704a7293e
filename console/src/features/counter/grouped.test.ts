import { expect, it } from 'vitest';
import { grouped } from './grouped.ts';

const write = (value: number) => new Intl.NumberFormat('vi-VN').format(value);

it('groups the numbers that the details name', () => {
  expect(
    grouped('Không đủ điểm: cần 7015, hiện dùng được 79.', { needed: 7015, available: 79 }, write),
  ).toBe('Không đủ điểm: cần 7.015, hiện dùng được 79.');
  expect(
    grouped('tối đa 50% hóa đơn (12500 điểm).', { maxPoints: 12500, maxSharePercent: 50 }, write),
  ).toBe('tối đa 50% hóa đơn (12.500 điểm).');
});

it('leaves dates, codes and what is grouped already', () => {
  const text = 'Đơn HD-2026 hết hạn ngày 31/12/2026, từ 500.000 ₫.';
  expect(grouped(text, { needed: 2026, other: 500 }, write)).toBe(text);
  expect(grouped(text, undefined, write)).toBe(text);
});
