import { expect, test } from 'vitest';
import { editorOf } from './editor-of.ts';

test('what is wrong in a draft leads to where it is edited', () => {
  const journeys = [{ key: 'win-back' }] as never;
  const link = (path: string) => editorOf(path, { journeys }).link;
  expect(link('/tiers/1/keep')).toEqual({ to: '/programme', search: { section: 'tiers' } });
  expect(link('/name')).toEqual({ to: '/programme', search: { section: 'overview' } });
  expect(link('/rfm/lostDays')).toEqual({ to: '/programme', search: { section: 'groups' } });
  expect(link('/journeys/0/steps/1/days')).toEqual({
    to: '/journeys/$key',
    params: { key: 'win-back' },
  });
  // Letters are written in the journey that sends them; which one a path does not say.
  expect(link('/templates/0/subject/vi')).toEqual({ to: '/journeys' });
});
