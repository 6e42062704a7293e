import type { LocalText } from './text.ts';

/** Where a message stands. queued → sending → sent (→ delivered, bounced), or one of the other ends. */
export const messageStates = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'bounced',
  'skipped',
  'failed',
  'ambiguous',
] as const;
export type MessageState = (typeof messageStates)[number];

/** Why a message waits, was not sent, or may have been sent. Codes are stable: reports count them. */
export const messageReasons = {
  // waiting
  quiet_hours: {
    vi: 'Đang giờ yên tĩnh, sẽ gửi khi hết giờ này',
    en: 'Held back by quiet hours; goes out when they end',
  },
  provider_busy: {
    vi: 'Nhà cung cấp chưa nhận được, sẽ thử lại',
    en: 'The provider did not take it yet; it will be tried again',
  },
  journey_paused: { vi: 'Kịch bản đang tạm dừng', en: 'The journey is paused' },
  // skipped: the guard decided against it
  no_address: { vi: 'Khách chưa có e-mail', en: 'The customer has no e-mail address' },
  address_bounced: {
    vi: 'Thư trước bị trả lại vì địa chỉ e-mail không tồn tại',
    en: 'An earlier message came back: the e-mail address does not exist',
  },
  no_consent: {
    vi: 'Khách chưa đồng ý nhận tin quảng cáo qua kênh này',
    en: 'The customer has not agreed to marketing on this channel',
  },
  unsubscribed: {
    vi: 'Khách đã ngừng nhận tin qua kênh này',
    en: 'The customer has unsubscribed from this channel',
  },
  frequency_cap: {
    vi: 'Khách đã nhận đủ số tin cho phép trong kỳ',
    en: 'The customer has had as many messages as allowed in the period',
  },
  erased: { vi: 'Hồ sơ khách đã được xóa', en: "The customer's profile was erased" },
  left_journey: {
    vi: 'Khách đã mua lại nên không cần gửi nữa',
    en: 'The customer had come back before it was sent',
  },
  journey_stopped: { vi: 'Kịch bản đã dừng', en: 'The journey was stopped' },
  // failed
  template_missing: { vi: 'Không còn mẫu tin này', en: 'The template no longer exists' },
  voucher_unavailable: {
    vi: 'Chương trình không còn phát voucher này',
    en: 'The programme no longer issues this voucher',
  },
  template_error: { vi: 'Mẫu tin có lỗi', en: 'The template has an error' },
  template_timeout: {
    vi: 'Mẫu tin quá nặng, không dựng kịp',
    en: 'The template took too long to render',
  },
  address_refused: {
    vi: 'Máy chủ người nhận từ chối địa chỉ này',
    en: "The recipient's server refused the address",
  },
  content_refused: {
    vi: 'Máy chủ người nhận từ chối nội dung',
    en: "The recipient's server refused the content",
  },
  provider_unavailable: {
    vi: 'Nhà cung cấp không nhận sau nhiều lần thử',
    en: 'The provider did not take it after several tries',
  },
  // bounced: taken by the mail server, and returned
  bounced_address: {
    vi: 'Thư bị trả lại: địa chỉ không tồn tại',
    en: 'Returned: the address does not exist',
  },
  bounced_mailbox: {
    vi: 'Thư bị trả lại: hộp thư đầy hoặc máy chủ người nhận không nhận được sau nhiều lần thử',
    en: 'Returned: the mailbox was full, or its server could not take it after several tries',
  },
  bounced_refused: {
    vi: 'Thư bị trả lại: máy chủ người nhận từ chối nội dung hoặc chặn người gửi',
    en: "Returned: the recipient's server refused the content or the sender",
  },
  // ambiguous
  outcome_unknown: {
    vi: 'Không rõ đã gửi được hay chưa; không gửi thêm để khách khỏi nhận trùng',
    en: 'Not known whether it was sent; not sent again, to spare the customer a duplicate',
  },
} as const satisfies Record<string, LocalText>;
export type MessageReason = keyof typeof messageReasons;

export interface TemplateVariable {
  name: string;
  label: LocalText;
  example: LocalText;
}

const variable = (name: string, label: LocalText, vi: string, en = vi): TemplateVariable => ({
  name,
  label,
  example: { vi, en },
});

/** What a template can say, for the editor's menu. All are always defined, voucher.* where one is given. */
export const templateVariables: readonly TemplateVariable[] = [
  variable(
    'customer.greeting',
    { vi: 'Xưng hô và tên', en: 'How to address them' },
    'chị Ánh',
    'Ánh',
  ),
  variable('customer.pronoun', { vi: 'Xưng hô', en: 'Form of address' }, 'chị', 'you'),
  variable('customer.firstName', { vi: 'Tên', en: 'First name' }, 'Ánh'),
  variable('customer.fullName', { vi: 'Họ tên', en: 'Full name' }, 'Đặng Thị Ngọc Ánh'),
  variable('customer.salutation', { vi: 'Danh xưng', en: 'Salutation' }, 'Chị'),
  variable('customer.points', { vi: 'Điểm hiện có', en: 'Points held' }, '1250'),
  variable('customer.tier', { vi: 'Hạng thành viên', en: 'Tier' }, 'Vàng', 'Gold'),
  variable('business.name', { vi: 'Tên doanh nghiệp', en: 'Name of the business' }, 'Tiệm Gió'),
  variable('voucher.code', { vi: 'Mã voucher', en: 'Voucher code' }, 'K7QM-2WXD-9HPA'),
  variable(
    'voucher.name',
    { vi: 'Tên ưu đãi', en: 'What the voucher gives' },
    'Giảm 15% mừng ngày gặp lại',
    '15% off, to welcome you back',
  ),
  variable(
    'voucher.validUntil',
    { vi: 'Hạn dùng voucher', en: 'Last day of the voucher' },
    '31/12/2026',
    '31 December 2026',
  ),
  variable(
    'links.portal',
    { vi: 'Liên kết thẻ thành viên', en: 'Link to the member card' },
    'https://…',
  ),
  variable(
    'links.unsubscribe',
    { vi: 'Liên kết ngừng nhận tin', en: 'Link to unsubscribe' },
    'https://…',
  ),
];
