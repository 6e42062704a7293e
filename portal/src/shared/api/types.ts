import type { paths } from '@quen/client';

/** What the API answers a GET with, by path. */
type Answer<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Content } } } };
}
  ? Content
  : never;

export type ShopCard = Answer<'/v1/portal/{slug}'>;
export type Home = Answer<'/v1/member/home'>;
export type HistoryEntry = Answer<'/v1/member/history'>['items'][number];
export type MemberVouchers = Answer<'/v1/member/vouchers'>;
export type MemberVoucher = MemberVouchers['usable'][number];
export type MemberProfile = Answer<'/v1/member/profile'>;
