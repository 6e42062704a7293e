import { describe, expect, test } from 'vitest';
import { judge, quietUntil, type Recipient } from './guard.ts';

const zone = 'Asia/Ho_Chi_Minh';
const guard = { quietFromHour: 21, quietToHour: 8, capMessages: 2, capDays: 7 };
const noon = new Date('2026-11-21T05:00:00Z');
const night = new Date('2026-11-21T15:30:00Z');
const person: Recipient = {
  address: 'anh@mail.example',
  bounced: false,
  marketing: 'granted',
  care: 'none',
};
const verdict = (
  purpose: 'marketing' | 'care' | 'transactional',
  recipient: Recipient | undefined = person,
  received = 0,
  now = noon,
) => judge(purpose, recipient, received, guard, now, zone);

describe('the guard', () => {
  test('lets through who agreed, by day, below the cap', () => {
    expect(verdict('marketing')).toEqual({ verdict: 'send' });
    expect(verdict('marketing', person, 1)).toEqual({ verdict: 'send' });
  });
  test.each([
    ['erased', judge('marketing', undefined, 0, guard, noon, zone)],
    ['no_address', verdict('marketing', { ...person, address: null })],
    ['address_bounced', verdict('marketing', { ...person, bounced: true })],
    ['address_bounced', verdict('transactional', { ...person, bounced: true })],
    ['no_consent', verdict('marketing', { ...person, marketing: 'none' })],
    ['unsubscribed', verdict('marketing', { ...person, marketing: 'withdrawn' })],
    ['unsubscribed', verdict('care', { ...person, care: 'withdrawn' })],
    ['frequency_cap', verdict('marketing', person, 2)],
    ['address_bounced', verdict('marketing', { ...person, bounced: true, marketing: 'none' })],
    // The first objection in the documented order is the one given.
    ['no_consent', verdict('marketing', { ...person, marketing: 'none' }, 9, night)],
  ])('skips with the reason %s', (reason, given) => {
    expect(given).toEqual({ verdict: 'skip', reason });
  });
  test('keeps marketing back at night, to the end of the quiet hours', () => {
    expect(verdict('marketing', person, 9, night)).toEqual({
      verdict: 'defer',
      reason: 'quiet_hours',
      until: new Date('2026-11-22T01:00:00Z'),
    });
  });
  test('does not hold care and transactional messages to hours, cap or opting in', () => {
    const silent: Recipient = { ...person, marketing: 'withdrawn' };
    expect(verdict('care', silent, 9, night)).toEqual({ verdict: 'send' });
    expect(verdict('transactional', { ...silent, care: 'withdrawn' }, 9, night)).toEqual({
      verdict: 'send',
    });
  });
});

describe('quiet hours', () => {
  const until = (local: string, from: number, to: number) =>
    quietUntil(
      { ...guard, quietFromHour: from, quietToHour: to },
      new Date(`2026-11-21T${local}+07:00`),
      zone,
    )?.toISOString();
  test('are half-open, across midnight or within a day', () => {
    expect(until('20:59:59', 21, 8)).toBeUndefined();
    expect(until('21:00:00', 21, 8)).toBe('2026-11-22T01:00:00.000Z');
    expect(until('07:59:59', 21, 8)).toBe('2026-11-21T01:00:00.000Z');
    expect(until('08:00:00', 21, 8)).toBeUndefined();
    expect(until('12:30:00', 12, 14)).toBe('2026-11-21T07:00:00.000Z');
    expect(until('14:00:00', 12, 14)).toBeUndefined();
    expect(until('03:00:00', 0, 0)).toBeUndefined();
  });
});
