import { expect, it } from 'vitest';
import { formatter } from './format.ts';

it.each(['vi', 'en'] as const)('signs points with a plus or a true minus (%s)', (locale) => {
  const { signed } = formatter(locale, { currency: 'VND', timeZone: 'Asia/Ho_Chi_Minh' });
  expect([signed(20), signed(-20), signed(0)]).toEqual(['+20', '−20', '0']);
});
