import { defineTexts } from '../i18n/texts.ts';

const vi = {
  name: 'Khách hàng',
  tier: 'Hạng',
  lastVisit: 'Lần mua gần nhất',
  orders: 'Số đơn',
  spent: 'Đã chi',
  points: 'Điểm',
  never: 'chưa mua',
  saveAsSegment: 'Lưu thành phân khúc',
  nobody: 'Chưa có ai',
  nobodyText: 'Lúc này không khách nào thuộc nhóm này. Danh sách tự cập nhật khi có đơn mới.',
  seePeople: 'Xem khách',
};
const en = {
  name: 'Customer',
  tier: 'Tier',
  lastVisit: 'Last order',
  orders: 'Orders',
  spent: 'Spent',
  points: 'Points',
  never: 'none yet',
  saveAsSegment: 'Save as a segment',
  nobody: 'Nobody yet',
  nobodyText: 'Nobody belongs here right now. The list follows new orders by itself.',
  seePeople: 'See the customers',
};
export const texts = defineTexts('people', vi, en);
