import type { MessageReason, MessageState } from '@quen/contracts/messaging.ts';

export type ChannelName = 'email' | 'sms' | 'zalo';
export type Purpose = 'marketing' | 'care' | 'transactional';

/** The wish that a customer gets a message. Exactly one message comes of an intent and channel. */
export interface Intent {
  customerId: string;
  channel: ChannelName;
  /** Key of the template, in the programme version given. */
  template: string;
  programmeVersion: number;
  purpose: Purpose;
  /** What makes the wish one of a kind: 'journey-run:<id>:<step>'. */
  intent: string;
  /** What it belongs to, for counting and cancelling: 'journey:<key>', and the run. */
  source: string;
  causeId?: string | undefined;
  voucherId?: string | undefined;
  /** A wish that cannot come true is recorded with its reason instead of being forgotten. */
  failed?: MessageReason | undefined;
}

/** A message on its way: what a sender has claimed. */
export interface ClaimedMessage {
  id: string;
  customerId: string;
  channel: ChannelName;
  template: string;
  programmeVersion: number;
  purpose: Purpose;
  source: string;
  causeId: string | null;
  voucherId: string | null;
  attempts: number;
}

/** A message found due, before the guard has judged it. */
export interface DueMessage extends ClaimedMessage {
  state: 'queued' | 'sending';
  resent: boolean;
}

/** One row of the send log. */
export interface MessageRow {
  id: string;
  customerId: string;
  channel: ChannelName;
  template: string;
  purpose: Purpose;
  source: string;
  state: MessageState;
  reason: MessageReason | null;
  attempts: number;
  dueAt: Date;
  createdAt: Date;
  sentAt: Date | null;
  openedAt: Date | null;
  clickedAt: Date | null;
  unsubscribedAt: Date | null;
}

export interface MessageCounts {
  intents: number;
  queued: number;
  /** Taken by the provider, those returned later included, ambiguous ones not. */
  sent: number;
  /** Of the sent ones, those that came back. */
  bounced: number;
  opened: number;
  clicked: number;
  unsubscribed: number;
  skipped: number;
  failed: number;
  ambiguous: number;
  /** How many were skipped, failed or returned, for each reason. */
  reasons: Partial<Record<MessageReason, number>>;
}
