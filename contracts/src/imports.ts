import type { LocalText } from './text.ts';

/** What a column of an imported file can mean. */
export interface ImportField {
  key: string;
  label: LocalText;
  required: boolean;
  /** What the people who map columns may want to know. */
  hint?: LocalText;
}

const field = (
  key: string,
  vi: string,
  en: string,
  more: { required?: boolean; hint?: LocalText } = {},
): ImportField => ({ key, label: { vi, en }, required: false, ...more });

export const orderFields: readonly ImportField[] = [
  field('order', 'Mã đơn', 'Order number', { required: true }),
  field('at', 'Ngày mua', 'Order date', { required: true }),
  field('time', 'Giờ mua', 'Order time'),
  field('amount', 'Tổng tiền đơn', 'Order total', {
    hint: {
      vi: 'Số khách phải trả cho cả đơn. Bỏ trống nếu tệp chỉ có thành tiền từng món.',
      en: 'What the customer pays for the whole order. Leave open if there are line amounts only.',
    },
  }),
  field('customer', 'Mã khách', 'Customer number'),
  field('phone', 'Số điện thoại', 'Phone'),
  field('email', 'E-mail', 'E-mail'),
  field('card', 'Số thẻ thành viên', 'Card number'),
  field('name', 'Tên khách', 'Customer name'),
  field('items', 'Tổng số món', 'Number of items'),
  field('store', 'Mã cửa hàng', 'Store code'),
  field('channel', 'Kênh bán', 'Channel'),
  field('currency', 'Loại tiền', 'Currency'),
  field('discount', 'Giảm giá đơn', 'Order discount'),
  field('sku', 'Mã hàng', 'Product code'),
  field('product', 'Tên hàng', 'Product'),
  field('category', 'Nhóm hàng', 'Category'),
  field('quantity', 'Số lượng', 'Quantity'),
  field('unitPrice', 'Đơn giá', 'Unit price'),
  field('lineAmount', 'Thành tiền', 'Line amount'),
];

export const customerFields: readonly ImportField[] = [
  field('name', 'Họ tên', 'Name'),
  field('phone', 'Số điện thoại', 'Phone'),
  field('email', 'E-mail', 'E-mail'),
  field('customer', 'Mã khách', 'Customer number'),
  field('birthday', 'Ngày sinh', 'Birthday'),
  field('gender', 'Giới tính', 'Gender'),
  field('tags', 'Nhãn', 'Tags', {
    hint: { vi: 'Nhiều nhãn cách nhau bằng dấu phẩy.', en: 'Several tags are parted by commas.' },
  }),
  field('createdAt', 'Ngày trở thành khách', 'Customer since'),
  field('consentEmail', 'Đồng ý nhận e-mail', 'Consent to e-mail'),
  field('consentSms', 'Đồng ý nhận SMS', 'Consent to SMS'),
];

export type ImportKindName = 'orders' | 'customers';
export const importFields: Record<ImportKindName, readonly ImportField[]> = {
  orders: orderFields,
  customers: customerFields,
};
