import { defineTexts, useTexts } from '../../shared/i18n/texts.ts';

const vi = {
  'customer.change': 'sửa hồ sơ khách',
  'customer.create': 'thêm khách',
  'key.create': 'tạo khóa API',
  'key.revoke': 'thu hồi khóa API',
  'programme.publish': 'xuất bản chương trình',
  'segment.change': 'sửa phân khúc',
  'segment.create': 'tạo phân khúc',
  'segment.delete': 'xóa phân khúc',
  'settings.change': 'sửa cài đặt doanh nghiệp',
  'staff.change': 'sửa nhân viên',
  'staff.invite': 'thêm nhân viên',
  'store.change': 'sửa cửa hàng',
  'store.create': 'thêm cửa hàng',
  'voucher.issue': 'phát voucher',
  'journey.start': 'cho chạy kịch bản',
  'journey.pause': 'tạm dừng kịch bản',
  'journey.stop': 'dừng hẳn kịch bản',
  'import.run': 'nhập dữ liệu',
};
const en: typeof vi = {
  'customer.change': 'changed a profile',
  'customer.create': 'added a customer',
  'key.create': 'created an API key',
  'key.revoke': 'revoked an API key',
  'programme.publish': 'published the programme',
  'segment.change': 'changed a segment',
  'segment.create': 'created a segment',
  'segment.delete': 'deleted a segment',
  'settings.change': 'changed the business settings',
  'staff.change': 'changed a member of staff',
  'staff.invite': 'added a member of staff',
  'store.change': 'changed a store',
  'store.create': 'added a store',
  'voucher.issue': 'issued a voucher',
  'journey.start': 'started a journey',
  'journey.pause': 'paused a journey',
  'journey.stop': 'stopped a journey',
  'import.run': 'imported data',
};
const actions = defineTexts('audit-actions', vi, en);

/** An action of the audit log in words; its name where there are none. */
export function useActionWords(): (action: string) => string {
  const { t } = useTexts(actions);
  return (action) => (action in vi ? t(action as keyof typeof vi) : action);
}
