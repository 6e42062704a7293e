import type { Journey, Template, VoucherCampaign } from './programme.ts';

/**
 * Ready-made plays: fragments of a programme document that work as they are, in both languages,
 * and that a business makes its own. Plain data, so that a starter programme can include them.
 */
export interface Play {
  journey: Journey;
  templates: Template[];
  vouchers: VoucherCampaign[];
}

interface Letter {
  lang: 'vi' | 'en';
  /** What the inbox shows after the subject. */
  preview: string;
  heading: string;
  /** Paragraphs before and after the voucher; Liquid is welcome. */
  before: string[];
  after: string[];
  voucherCaption: string;
  voucherUntil: string;
  button: string;
  signature: string;
  footer: string;
  unsubscribe: string;
}

const paragraphs = (texts: string[]) =>
  texts.map((text) => `        <mj-text>${text}</mj-text>`).join('\n');

/** One quiet letter: the shop's name, a few warm lines, the voucher as a ticket, one button. */
function letter(text: Letter): string {
  return `<mjml lang="${text.lang}">
  <mj-head>
    <mj-title>{{ business.name }}</mj-title>
    <mj-preview>${text.preview}</mj-preview>
    <mj-attributes>
      <mj-all font-family="'Be Vietnam Pro', 'Segoe UI', Roboto, Helvetica, Arial, sans-serif" />
      <mj-text font-size="16px" line-height="1.65" color="#3b2f2a" padding="8px 32px" />
    </mj-attributes>
  </mj-head>
  <mj-body background-color="#f7efe5" width="600px">
    <mj-section padding="32px 16px 12px">
      <mj-column>
        <mj-text align="center" font-size="17px" font-weight="600" color="#9c3f27">{{ business.name }}</mj-text>
      </mj-column>
    </mj-section>
    <mj-section background-color="#fffdfa" border-radius="16px 16px 0 0" padding="28px 0 8px">
      <mj-column>
        <mj-text font-size="25px" line-height="1.3" font-weight="700" color="#2c211d" padding="8px 32px 12px">${text.heading}</mj-text>
${paragraphs(text.before)}
      </mj-column>
    </mj-section>
    <mj-section background-color="#fffdfa" padding="8px 32px">
      <mj-column background-color="#fdf3e7" border="2px dashed #d9a878" border-radius="14px" padding="18px 8px">
        <mj-text align="center" font-size="18px" font-weight="600" color="#9c3f27" padding="4px 12px">{{ voucher.name }}</mj-text>
        <mj-text align="center" font-size="13px" color="#75635a" padding="6px 12px 0">${text.voucherCaption}</mj-text>
        <mj-text align="center" font-size="24px" font-weight="700" letter-spacing="2px" font-family="Consolas, Menlo, 'Courier New', monospace" color="#2c211d" padding="4px 8px">{{ voucher.code }}</mj-text>
        <mj-text align="center" font-size="13px" color="#75635a" padding="0 12px 4px">${text.voucherUntil}</mj-text>
      </mj-column>
    </mj-section>
    <mj-section background-color="#fffdfa" border-radius="0 0 16px 16px" padding="8px 0 28px">
      <mj-column>
${paragraphs(text.after)}
        <mj-button href="{{ links.portal }}" background-color="#b5482e" color="#ffffff" font-size="16px" font-weight="600" border-radius="999px" inner-padding="14px 30px" padding="18px 32px 14px">${text.button}</mj-button>
        <mj-text>${text.signature}</mj-text>
      </mj-column>
    </mj-section>
    <mj-section padding="16px 16px 36px">
      <mj-column>
        <mj-text align="center" font-size="13px" line-height="1.6" color="#75635a">${text.footer}<br /><a href="{{ links.unsubscribe }}" style="color:#75635a">${text.unsubscribe}</a></mj-text>
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>
`;
}

const shared = {
  vi: {
    lang: 'vi' as const,
    voucherCaption: 'Mã dành riêng cho {{ customer.pronoun }}',
    voucherUntil:
      '{% if voucher.validUntil %}Dùng đến hết ngày {{ voucher.validUntil }}{% endif %}',
    button: 'Mở thẻ thành viên',
    signature: 'Hẹn sớm gặp lại {{ customer.pronoun }},<br />{{ business.name }}',
    footer:
      '{{ business.name }} gửi thư này vì {{ customer.pronoun }} đã đồng ý nhận tin ưu đãi qua e-mail.',
    unsubscribe: 'Ngừng nhận thư ưu đãi',
  },
  en: {
    lang: 'en' as const,
    voucherCaption: 'Your personal code',
    voucherUntil:
      '{% if voucher.validUntil %}Valid to the end of {{ voucher.validUntil }}{% endif %}',
    button: 'Open my member card',
    signature: 'See you soon,<br />{{ business.name }}',
    footer: 'You get this letter because you agreed to hear from {{ business.name }} by e-mail.',
    unsubscribe: 'Stop these letters',
  },
};

const invitation: Template = {
  key: 'win-back-invitation',
  name: { vi: 'Mời khách quay lại', en: 'Invitation to come back' },
  channel: 'email',
  purpose: 'marketing',
  subject: {
    vi: '[QC] {{ customer.greeting | capfirst }} ơi, lâu rồi mình chưa gặp nhau',
    en: '[AD] It has been a while{% if customer.firstName != "" %}, {{ customer.firstName }}{% endif %}',
  },
  body: {
    vi: letter({
      ...shared.vi,
      preview: 'Có một món quà nhỏ đang chờ {{ customer.greeting }}.',
      heading: 'Lâu rồi chưa được đón {{ customer.greeting }}',
      before: [
        'Đã một thời gian {{ business.name }} chưa có dịp gặp lại {{ customer.pronoun }}. Mong {{ customer.pronoun }} vẫn khỏe, vẫn nhiều niềm vui.',
        'Ở đây mọi người vẫn nhớ khách quen, và đã để dành cho {{ customer.pronoun }} một món quà nhỏ cho lần ghé tới.',
      ],
      after: [
        'Khi thanh toán, {{ customer.pronoun }} chỉ cần đọc mã này cho nhân viên.{% if customer.points > 0 %} Trong thẻ của {{ customer.pronoun }} còn <strong>{{ customer.points | number }} điểm</strong>, đừng quên mang ra dùng nhé.{% endif %}',
      ],
    }),
    en: letter({
      ...shared.en,
      preview: 'A small gift is waiting for you.',
      heading:
        'We have missed you{% if customer.firstName != "" %}, {{ customer.firstName }}{% endif %}',
      before: [
        'It has been a while since we last saw you at {{ business.name }}. We hope you are well.',
        'We remember our regulars, so we have put a small gift aside for your next visit.',
      ],
      after: [
        'Just read the code out when you pay.{% if customer.points > 0 %} You also have <strong>{{ customer.points | number }} points</strong> on your card, so do bring them along.{% endif %}',
      ],
    }),
  },
};

const reminder: Template = {
  key: 'win-back-reminder',
  name: { vi: 'Nhắc món quà đang chờ', en: 'Reminder of the gift' },
  channel: 'email',
  purpose: 'marketing',
  subject: {
    vi: '[QC] Món quà của {{ customer.greeting }} vẫn còn đây',
    en: '[AD] Your gift is still here{% if customer.firstName != "" %}, {{ customer.firstName }}{% endif %}',
  },
  body: {
    vi: letter({
      ...shared.vi,
      preview: 'Chỉ một lời nhắc nhẹ, rồi thôi không làm phiền nữa.',
      heading: 'Quà của {{ customer.greeting }} vẫn còn đây',
      before: [
        'Tuần trước {{ business.name }} có gửi {{ customer.pronoun }} một món quà nhỏ. Thư này chỉ để nhắc nhẹ một lần: quà vẫn được giữ cho {{ customer.pronoun }}.',
      ],
      after: [
        'Chưa tiện ghé thì cũng không sao. Còn nếu lần trước có điều gì chưa vừa ý, {{ customer.pronoun }} cứ nói với nhân viên một câu, mọi người ở đây rất muốn được nghe.',
      ],
    }),
    en: letter({
      ...shared.en,
      preview: 'One gentle reminder, and no more after this.',
      heading:
        'Your gift is still here{% if customer.firstName != "" %}, {{ customer.firstName }}{% endif %}',
      before: [
        'Last week we put a small gift aside for you at {{ business.name }}. This is just one gentle reminder that it is still yours.',
      ],
      after: [
        'If now is not the time, that is quite all right. And if something was not as it should have been last time, do tell us when you come: we would truly like to know.',
      ],
    }),
  },
};

/** Wake the dormant: a letter with a personal voucher, and one reminder to those who have not come. */
export const winBack: Play = {
  journey: {
    key: 'win-back',
    name: { vi: 'Đánh thức khách ngủ đông', en: 'Win back the dormant' },
    entry: {
      all: [
        { field: 'customer.orders', op: 'gte', value: 1 },
        { field: 'customer.days_since_order', op: 'gte', value: 90 },
      ],
    },
    holdoutPercent: 10,
    goalDays: 30,
    reentryDays: 180,
    first: 'invite',
    steps: [
      {
        key: 'invite',
        kind: 'message',
        template: 'win-back-invitation',
        voucher: 'win-back',
        next: 'week',
      },
      { key: 'week', kind: 'wait', days: 7, hours: 0, next: 'remind' },
      // The same voucher: one is issued for each time a customer goes through the journey.
      {
        key: 'remind',
        kind: 'message',
        template: 'win-back-reminder',
        voucher: 'win-back',
        next: null,
      },
    ],
  },
  templates: [invitation, reminder],
  vouchers: [
    {
      key: 'win-back',
      name: { vi: 'Giảm 15% mừng ngày gặp lại', en: '15% off, to welcome you back' },
      discount: { kind: 'percent', percent: 15, cap: null },
      minBill: 0,
      when: null,
      validFrom: null,
      validUntil: null,
      validDays: 30,
      limitTotal: null,
      limitPerCustomer: null,
      stacking: 'alone',
    },
  ],
};
