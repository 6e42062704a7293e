import type { LocalText } from './text.ts';

/**
 * The names of the groups Quen sorts customers into. What puts a customer into a group is decided
 * by modules/audience; here is only what screens and conditions need to name them.
 */
export interface GroupText {
  name: LocalText;
  /** One line: what to do with these people. */
  advice: LocalText;
}

const group = (vi: string, en: string, adviceVi: string, adviceEn: string): GroupText => ({
  name: { vi, en },
  advice: { vi: adviceVi, en: adviceEn },
});

/** The ten cells of the recency × frequency grid; every scored customer is in exactly one. */
export const rfmGroupTexts = {
  champions: group(
    'Khách ruột',
    'Champions',
    'Cảm ơn riêng, cho mua trước hàng mới, mời giới thiệu bạn bè.',
    'Thank them in person, give early access, ask them to bring friends.',
  ),
  loyal: group(
    'Khách trung thành',
    'Loyal',
    'Giữ nhịp bằng quyền lợi theo hạng, gợi ý món cao cấp hơn.',
    'Keep the rhythm with tier benefits and suggest something finer.',
  ),
  potential_loyalists: group(
    'Sắp trung thành',
    'Potential loyalists',
    'Rủ quay lại bằng thẻ tích dấu hoặc điểm thưởng cho lần mua kế tiếp.',
    'Invite the next visit with bonus points or a stamp card.',
  ),
  new: group(
    'Khách mới',
    'New',
    'Chào mừng, kể câu chuyện thương hiệu, tặng ưu đãi cho lần mua thứ hai.',
    'Welcome them, tell your story, give a reason for a second visit.',
  ),
  promising: group(
    'Có triển vọng',
    'Promising',
    'Nhắc nhẹ bằng món hợp gu trước khi họ quên mình.',
    'A light nudge with something they would like, before they forget you.',
  ),
  need_attention: group(
    'Cần quan tâm',
    'Need attention',
    'Gửi ưu đãi có thời hạn, hỏi thăm lần mua gần nhất.',
    'Send a limited offer and ask how the last visit was.',
  ),
  about_to_sleep: group(
    'Sắp ngủ đông',
    'About to sleep',
    'Nhắc điểm còn lại, gợi ý món bán chạy để họ ghé lại.',
    'Remind them of their points and show what is popular.',
  ),
  at_risk: group(
    'Có nguy cơ rời bỏ',
    'At risk',
    'Liên hệ riêng kèm voucher quay lại; tìm hiểu vì sao họ vắng.',
    'Write to them with a come-back voucher; find out why they stay away.',
  ),
  cant_lose: group(
    'Không thể để mất',
    'Cannot lose them',
    'Gọi điện hoặc nhắn riêng; đây từng là những khách mua đều nhất.',
    'Call or write in person: these used to be your most regular buyers.',
  ),
  hibernating: group(
    'Ngủ đông',
    'Hibernating',
    'Thử một lần mời quay lại chi phí thấp, không dồn ngân sách vào đây.',
    'Try one low-cost invitation; do not put the budget here.',
  ),
} as const satisfies Record<string, GroupText>;
export type RfmGroup = keyof typeof rfmGroupTexts;

/** HUB's three groups: each is a union of the ten cells. */
export const valueGroupTexts = {
  high: group(
    'Giá trị cao',
    'High',
    'Giữ bằng sự trân trọng: quyền lợi, lời cảm ơn, hàng mới trước tiên.',
    'Keep them by valuing them: privileges, thanks, first pick of the new.',
  ),
  medium: group(
    'Đang phát triển',
    'Medium',
    'Vừa mua gần đây nhưng chưa thường xuyên: tạo lý do cho lần tới.',
    'Bought lately but not yet often: give a reason for the next time.',
  ),
  attention: group(
    'Cần chăm sóc',
    'Attention',
    'Đang thưa dần hoặc đã vắng: hỏi thăm và mời quay lại.',
    'Coming less or already away: ask after them and invite them back.',
  ),
} as const satisfies Record<string, GroupText>;
export type ValueGroup = keyof typeof valueGroupTexts;

/** Stages by number of orders and days since the last one; every customer is in exactly one. */
export const lifecycleTexts = {
  prospect: group(
    'Chưa mua',
    'Prospect',
    'Mời mua lần đầu bằng ưu đãi chào mừng.',
    'Invite the first order with a welcome offer.',
  ),
  first: group(
    'Mua lần đầu',
    'First order',
    'Lần mua thứ hai quyết định: nhắc trong tháng đầu tiên.',
    'The second order decides: nudge within the first month.',
  ),
  building: group(
    'Đang gắn bó',
    'Building',
    'Tạo thói quen: điểm thưởng, gợi ý theo món đã mua.',
    'Build the habit with points and suggestions from what they bought.',
  ),
  frequent: group(
    'Khách quen',
    'Frequent',
    'Trân trọng và giữ nhịp: quyền lợi hạng, bất ngờ nhỏ.',
    'Value them and keep the rhythm: tier benefits, small surprises.',
  ),
  dormant: group(
    'Ngủ đông',
    'Dormant',
    'Mời quay lại bằng voucher riêng trước khi mất hẳn.',
    'Invite them back with a personal voucher before they are gone.',
  ),
  lost: group(
    'Đã rời bỏ',
    'Lost',
    'Thử một chiến dịch cuối, rồi thôi làm phiền.',
    'Try one last campaign, then leave them in peace.',
  ),
} as const satisfies Record<string, GroupText>;
export type LifecycleStage = keyof typeof lifecycleTexts;

/** The groups as choices of a condition's field. */
export const choicesOf = (
  texts: Record<string, GroupText>,
): { value: string; label: LocalText }[] =>
  Object.entries(texts).map(([value, { name }]) => ({ value, label: name }));
