import type { LocalText } from '@quen/contracts/text.ts';

/** What each number means, as the pages that show it say it. */
export const definitions = {
  cohort: {
    vi: 'Nhóm khách có đơn đầu tiên trong cùng một tháng. Đơn đã trả lại toàn bộ không tính.',
    en: 'Customers whose first order fell in the same month. Orders given back as a whole do not count.',
  },
  classic: {
    vi: 'Tỷ lệ khách của nhóm có mua đúng trong tháng đó.',
    en: 'Share of the cohort that ordered in exactly that month.',
  },
  onOrAfter: {
    vi: 'Tỷ lệ khách của nhóm có mua trong tháng đó hoặc bất kỳ tháng nào sau đó.',
    en: 'Share of the cohort that ordered in that month or any later one.',
  },
  brackets: {
    vi: 'Tỷ lệ khách của nhóm có mua ít nhất một lần trong khoảng ba tháng đó.',
    en: 'Share of the cohort that ordered at least once in those three months.',
  },
  repeatRate: {
    vi: 'Số khách có từ hai đơn trở lên, chia cho số khách có ít nhất một đơn.',
    en: 'Customers with two orders or more, divided by customers with at least one.',
  },
  loyal: {
    vi: 'Doanh thu từ đơn thứ tư trở đi của mỗi khách: khi ấy họ đã là khách quen. Tháng đã qua không đổi khi khách mua thêm về sau.',
    en: 'Revenue from each customer’s fourth order on: by then they are regulars. A month that is over does not change when they order again later.',
  },
  newCustomers: {
    vi: 'Khách có đơn đầu tiên trong tháng.',
    en: 'Customers whose first order fell in the month.',
  },
  kept: {
    vi: 'Khách mua trong tháng và lần mua trước đó cách chưa tới {dormantDays} ngày.',
    en: 'Customers who ordered in the month, less than {dormantDays} days after their order before.',
  },
  reactivated: {
    vi: 'Khách mua trong tháng sau khi đã vắng từ {dormantDays} ngày trở lên.',
    en: 'Customers who ordered in the month after {dormantDays} days or more without an order.',
  },
  concentration: {
    vi: 'Phần doanh thu 12 tháng qua đến từ nhóm khách chi nhiều nhất.',
    en: 'Share of the last 12 months’ revenue that the customers who spent most brought.',
  },
  liability: {
    vi: 'Số điểm khách đang giữ, theo tháng hết hạn, quy ra tiền theo giá đổi điểm hiện tại.',
    en: 'Points customers hold, by the month they expire in, valued at the present redemption rate.',
  },
} as const satisfies Record<string, LocalText>;
