import { expect, it } from 'vitest';
import { storeChoice } from './store-choice.ts';

const stores = [
  { id: '1', code: 'HCM01', name: 'Thảo Điền' },
  { id: '2', code: 'HN01', name: 'Hồ Tây' },
];

it('is the cashier’s own store until another is chosen on this device', () => {
  expect(storeChoice(null, '1', stores)).toEqual({ code: 'HCM01', asked: false });
  expect(storeChoice('HN01', '1', stores)).toEqual({ code: 'HN01', asked: false });
  expect(storeChoice('', '1', stores)).toEqual({ code: null, asked: false });
});

it('is asked for where somebody has none, and only where there are stores', () => {
  expect(storeChoice(null, null, stores)).toEqual({ code: null, asked: true });
  expect(storeChoice(null, null, [])).toEqual({ code: null, asked: false });
});

it('forgets a store that is gone', () => {
  expect(storeChoice('DN01', '1', stores)).toEqual({ code: 'HCM01', asked: false });
  expect(storeChoice('DN01', null, stores)).toEqual({ code: null, asked: true });
});

it('is not known before the stores are, unless it was chosen', () => {
  expect(storeChoice(null, '1', undefined).code).toBeUndefined();
  expect(storeChoice('HN01', '1', undefined).code).toBe('HN01');
});
