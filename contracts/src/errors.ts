/**
 * Every refusal Quen can give: its HTTP status and what it says, in Vietnamese and English.
 * {placeholders} are filled from the error's details. Codes are stable: clients rely on them.
 */
interface ErrorEntry {
  status: number;
  title: string;
  vi: string;
  en: string;
}

export const errorCatalogue = {
  // request
  invalid_input: {
    status: 400,
    title: 'Invalid input',
    vi: 'Dữ liệu gửi lên không hợp lệ: {problem}.',
    en: 'The input is not valid: {problem}.',
  },
  not_found: {
    status: 404,
    title: 'Not found',
    vi: 'Không tìm thấy.',
    en: 'Not found.',
  },
  too_many_requests: {
    status: 429,
    title: 'Too many requests',
    vi: 'Quá nhiều yêu cầu. Vui lòng thử lại sau {retryAfterSeconds} giây.',
    en: 'Too many requests. Try again in {retryAfterSeconds} seconds.',
  },
  idempotency_key_reused: {
    status: 422,
    title: 'Idempotency key reused',
    vi: 'Khóa Idempotency-Key này đã dùng cho một yêu cầu khác.',
    en: 'This Idempotency-Key was used for a different request.',
  },
  payload_too_large: {
    status: 413,
    title: 'Payload too large',
    vi: 'Dữ liệu gửi lên quá lớn.',
    en: 'The payload is too large.',
  },
  internal: {
    status: 500,
    title: 'Internal error',
    vi: 'Hệ thống gặp lỗi. Vui lòng thử lại; nếu vẫn lỗi, báo mã {requestId}.',
    en: 'Something went wrong on our side. Try again; if it persists, report {requestId}.',
  },
  unavailable: {
    status: 503,
    title: 'Unavailable',
    vi: 'Hệ thống đang bận hoặc tạm ngừng. Vui lòng thử lại.',
    en: 'The system is busy or stopping. Try again.',
  },
  // access
  unauthenticated: {
    status: 401,
    title: 'Not signed in',
    vi: 'Bạn cần đăng nhập hoặc gửi khóa API hợp lệ.',
    en: 'Sign in, or send a valid API key.',
  },
  forbidden: {
    status: 403,
    title: 'Not allowed',
    vi: 'Vai trò của bạn không được phép làm việc này ({permission}).',
    en: 'Your role does not allow this ({permission}).',
  },
  cross_site: {
    status: 403,
    title: 'Sent by another site',
    vi: 'Yêu cầu này không đến từ trang của Quen nên bị từ chối.',
    en: "The request did not come from Quen's own pages and was refused.",
  },
  works_elsewhere: {
    status: 409,
    title: 'Works for another business too',
    vi: 'Người này còn làm cho doanh nghiệp khác nên phải tự đổi mật khẩu của mình.',
    en: 'This person works for another business too, and changes their password themselves.',
  },
  last_owner: {
    status: 409,
    title: 'Last owner',
    vi: 'Đây là chủ doanh nghiệp cuối cùng. Hãy giao vai trò chủ cho người khác trước.',
    en: 'This is the last owner of the business. Make somebody else an owner first.',
  },
  // orders
  order_conflict: {
    status: 409,
    title: 'Order exists with different content',
    vi: 'Đơn {externalId} từ nguồn {source} đã được ghi với nội dung khác.',
    en: 'Order {externalId} of source {source} was recorded with different content.',
  },
  order_total_mismatch: {
    status: 422,
    title: 'Order total does not add up',
    vi: 'Tổng đơn {total} không khớp với các dòng và giảm giá ({expected}).',
    en: 'The total {total} does not equal its lines less discounts ({expected}).',
  },
  order_date_out_of_range: {
    status: 422,
    title: 'Order date out of range',
    vi: 'Ngày mua {placedAt} nằm ngoài khoảng cho phép (từ 1990 đến một ngày sau hiện tại).',
    en: 'The order date {placedAt} is out of range (1990 to one day from now).',
  },
  unknown_currency: {
    status: 422,
    title: 'Unknown currency',
    vi: 'Đơn vị tiền {currency} không phải của doanh nghiệp này ({expected}).',
    en: "Currency {currency} is not this business's ({expected}).",
  },
  unknown_store: {
    status: 422,
    title: 'Unknown store',
    vi: 'Không có cửa hàng mang mã {store}.',
    en: 'There is no store with the code {store}.',
  },
  amount_out_of_range: {
    status: 422,
    title: 'Amount out of range',
    vi: 'Số tiền {amount} không hợp lệ (phải từ 0 đến {limit}).',
    en: 'The amount {amount} is out of range (0 to {limit}).',
  },
  invalid_phone: {
    status: 422,
    title: 'Invalid phone number',
    vi: 'Số điện thoại không hợp lệ.',
    en: 'The phone number is not valid.',
  },
  invalid_email: {
    status: 422,
    title: 'Invalid e-mail address',
    vi: 'Địa chỉ e-mail không hợp lệ.',
    en: 'The e-mail address is not valid.',
  },
  invalid_website: {
    status: 422,
    title: 'Invalid website',
    vi: 'Trang web phải là một địa chỉ bắt đầu bằng https://, ví dụ https://cuahang.example.',
    en: 'The website must be an address that begins with https://, like https://shop.example.',
  },
  invalid_store_code: {
    status: 422,
    title: 'Invalid store code',
    vi: 'Mã cửa hàng chỉ gồm chữ, số, dấu gạch ngang, gạch dưới và dấu chấm, ví dụ CH01.',
    en: 'A store code has only letters, digits, dashes, underscores and dots, like CH01.',
  },
  phone_taken: {
    status: 409,
    title: 'Phone number of another customer',
    vi: 'Số điện thoại này đã thuộc về một khách khác.',
    en: 'This phone number belongs to another customer.',
  },
  email_taken: {
    status: 409,
    title: 'E-mail address of another customer',
    vi: 'Địa chỉ e-mail này đã thuộc về một khách khác.',
    en: 'This e-mail address belongs to another customer.',
  },
  customer_required: {
    status: 422,
    title: 'Customer required',
    vi: 'Cần chọn khách hàng để dùng điểm hoặc voucher của khách.',
    en: "Points and a customer's voucher need a customer.",
  },
  return_exceeds_order: {
    status: 422,
    title: 'Return exceeds order',
    vi: 'Số tiền trả {amount} lớn hơn phần còn lại của đơn ({left}).',
    en: 'The return of {amount} exceeds what is left of the order ({left}).',
  },
  return_date_out_of_range: {
    status: 422,
    title: 'Return date out of range',
    vi: 'Ngày trả {returnedAt} nằm ngoài khoảng cho phép (từ 1990 đến một ngày sau hiện tại).',
    en: 'The return date {returnedAt} is out of range (1990 to one day from now).',
  },
  return_conflict: {
    status: 409,
    title: 'Return exists with different content',
    vi: 'Phiếu trả {externalId} đã được ghi với nội dung khác.',
    en: 'Return {externalId} was recorded with different content.',
  },
  // points
  insufficient_points: {
    status: 422,
    title: 'Not enough points',
    vi: 'Không đủ điểm: cần {needed}, hiện dùng được {available}.',
    en: 'Not enough points: {needed} needed, {available} usable now.',
  },
  redemption_off: {
    status: 422,
    title: 'Points cannot be spent',
    vi: 'Chương trình này chưa cho dùng điểm để giảm giá.',
    en: 'This programme does not let points be spent as a discount.',
  },
  redemption_below_minimum: {
    status: 422,
    title: 'Below the minimum',
    vi: 'Mỗi lần dùng ít nhất {minimum} điểm.',
    en: 'At least {minimum} points must be spent at a time.',
  },
  redemption_not_in_steps: {
    status: 422,
    title: 'Not a multiple of the step',
    vi: 'Số điểm dùng phải là bội số của {step}.',
    en: 'Points are spent in steps of {step}.',
  },
  redemption_above_share: {
    status: 422,
    title: 'Above the share of the bill',
    vi: 'Điểm chỉ được trả tối đa {maxSharePercent}% hóa đơn ({maxPoints} điểm).',
    en: 'Points may pay at most {maxSharePercent}% of the bill ({maxPoints} points).',
  },
  // vouchers
  voucher_unknown: {
    status: 404,
    title: 'Unknown voucher',
    vi: 'Mã voucher không đúng hoặc không dùng được.',
    en: 'The voucher code is not right, or cannot be used.',
  },
  voucher_not_yet_valid: {
    status: 422,
    title: 'Voucher not valid yet',
    vi: 'Voucher chỉ dùng được từ {validFrom}.',
    en: 'The voucher is valid from {validFrom}.',
  },
  voucher_expired: {
    status: 422,
    title: 'Voucher expired',
    vi: 'Voucher đã hết hạn ngày {validUntil}.',
    en: 'The voucher expired on {validUntil}.',
  },
  voucher_already_redeemed: {
    status: 409,
    title: 'Voucher already used',
    vi: 'Voucher đã được dùng lúc {at}.',
    en: 'The voucher was used at {at}.',
  },
  voucher_cancelled: {
    status: 409,
    title: 'Voucher cancelled',
    vi: 'Voucher đã bị hủy.',
    en: 'The voucher was cancelled.',
  },
  voucher_not_redeemed: {
    status: 409,
    title: 'Voucher not used',
    vi: 'Voucher chưa được dùng cho hóa đơn này nên không có gì để hủy.',
    en: 'The voucher was not used for this receipt, so there is nothing to undo.',
  },
  voucher_of_order: {
    status: 409,
    title: 'Voucher used with an order',
    vi: 'Voucher đã dùng trong một đơn hàng. Muốn dùng lại thì nhận trả đơn đó.',
    en: 'The voucher was used with an order. To use it again, take that order back.',
  },
  voucher_other_customer: {
    status: 422,
    title: 'Voucher of another customer',
    vi: 'Voucher này tặng riêng cho khách khác.',
    en: 'This voucher was given to another customer.',
  },
  voucher_bill_too_small: {
    status: 422,
    title: 'Bill too small',
    vi: 'Hóa đơn phải từ {minBill}; còn thiếu {missing}.',
    en: 'The bill must reach {minBill}; {missing} are missing.',
  },
  voucher_condition_unmet: {
    status: 422,
    title: 'Voucher condition not met',
    vi: 'Voucher này chỉ dùng được: {conditionVi}.',
    en: 'This voucher is only for: {conditionEn}.',
  },
  voucher_limit_reached: {
    status: 409,
    title: 'Voucher campaign used up',
    vi: 'Chương trình voucher đã hết lượt ({limit}).',
    en: 'The campaign has been used up ({limit} uses).',
  },
  voucher_customer_limit_reached: {
    status: 409,
    title: 'Customer limit reached',
    vi: 'Khách đã dùng đủ {limit} lượt của chương trình này.',
    en: 'The customer has used all {limit} uses of this campaign.',
  },
  voucher_not_combinable: {
    status: 422,
    title: 'Voucher cannot be combined',
    vi: 'Voucher này không dùng chung với voucher khác.',
    en: 'This voucher cannot be combined with another one.',
  },
  // programme
  programme_invalid: {
    status: 422,
    title: 'Programme not valid',
    vi: 'Chương trình chưa hợp lệ. {summaryVi}',
    en: 'The programme is not valid. {summaryEn}',
  },
  programme_version_conflict: {
    status: 409,
    title: 'Programme changed meanwhile',
    vi: 'Chương trình đã có bản {current} trong lúc bạn sửa. Hãy xem lại thay đổi rồi xuất bản.',
    en: 'Version {current} was published while you were editing. Review the differences and publish again.',
  },
  condition_invalid: {
    status: 422,
    title: 'Condition not valid',
    vi: 'Điều kiện không hợp lệ: {problem}.',
    en: 'The condition is not valid: {problem}.',
  },
  template_invalid: {
    status: 422,
    title: 'Template not valid',
    vi: 'Mẫu tin chưa dựng được. {saysVi}',
    en: 'The template cannot be rendered. {saysEn}',
  },
  message_refused: {
    status: 502,
    title: 'Message not taken',
    vi: 'Máy chủ gửi tin không nhận thư này ({problem}).',
    en: 'The provider did not take the message ({problem}).',
  },
  journey_unknown: {
    status: 404,
    title: 'Unknown journey',
    vi: 'Không có kịch bản này trong chương trình đang chạy.',
    en: 'The published programme has no such journey.',
  },
  journey_state: {
    status: 409,
    title: 'Journey is not in that state',
    vi: 'Kịch bản đang {status} nên không làm được việc này.',
    en: 'The journey is {status}, so this cannot be done.',
  },
  // members
  code_invalid: {
    status: 401,
    title: 'Wrong or expired code',
    vi: 'Mã không đúng hoặc đã hết hạn. Hãy kiểm tra lại hoặc xin mã mới.',
    en: 'The code is wrong or has expired. Check it, or ask for a new one.',
  },
  // files
  file_empty: {
    status: 422,
    title: 'File is empty',
    vi: 'Tệp không có dòng nào.',
    en: 'The file has no rows.',
  },
  file_not_text: {
    status: 422,
    title: 'Not a table',
    vi: 'Tệp này không phải CSV hay Excel. Hãy lưu lại thành .csv hoặc .xlsx rồi tải lên.',
    en: 'This is neither a CSV nor an Excel file. Save it as .csv or .xlsx and upload it again.',
  },
  file_is_old_excel: {
    status: 422,
    title: 'Old or protected Excel file',
    vi: 'Tệp Excel đời cũ (.xls) hoặc có mật khẩu. Hãy bỏ mật khẩu và lưu lại thành .xlsx.',
    en: 'An old (.xls) or password-protected Excel file. Remove the password and save it as .xlsx.',
  },
  file_not_spreadsheet: {
    status: 422,
    title: 'Not a spreadsheet',
    vi: 'Tệp nén này không phải bảng tính Excel (.xlsx).',
    en: 'This archive is not an Excel workbook (.xlsx).',
  },
  sheet_unknown: {
    status: 422,
    title: 'Unknown sheet',
    vi: 'Bảng tính không có trang “{sheet}”.',
    en: 'The workbook has no sheet “{sheet}”.',
  },
  xlsx_broken: {
    status: 422,
    title: 'Damaged Excel file',
    vi: 'Tệp Excel bị hỏng (phần {part}). Hãy mở bằng Excel và lưu lại.',
    en: 'The Excel file is damaged (part {part}). Open it in Excel and save it again.',
  },
  xlsx_expands_too_far: {
    status: 422,
    title: 'Excel file unpacks to too much',
    vi: 'Tệp Excel này phình quá lớn khi mở ra nên bị từ chối. Hãy lưu thành CSV hoặc chia nhỏ.',
    en: 'This Excel file unpacks to far too much and is refused. Save it as CSV, or split it.',
  },
  csv_quote_open: {
    status: 422,
    title: 'Quote never closed',
    vi: 'Dấu ngoặc kép mở ở dòng {row} không được đóng lại, nên không biết ô đó kết thúc ở đâu.',
    en: 'A quote opened in row {row} is never closed, so the end of its cell cannot be told.',
  },
  duplicate_header: {
    status: 422,
    title: 'Two columns of one name',
    vi: 'Có hai cột cùng tên “{column}”. Hãy đổi tên một cột.',
    en: 'Two columns are named “{column}”. Rename one of them.',
  },
  header_unreadable: {
    status: 422,
    title: 'Header cannot be read',
    vi: 'Không đọc được dòng tiêu đề (dòng {row}).',
    en: 'The header (row {row}) cannot be read.',
  },
  column_unknown: {
    status: 422,
    title: 'Unknown column',
    vi: 'Tệp không có cột “{column}”. Các cột: {columns}.',
    en: 'The file has no column “{column}”. Its columns: {columns}.',
  },
  // rows of files
  cell_too_long: {
    status: 422,
    title: 'Cell too long',
    vi: 'Có ô dài quá {limit} ký tự.',
    en: 'A cell is longer than {limit} characters.',
  },
  row_too_many_cells: {
    status: 422,
    title: 'Too many cells',
    vi: 'Dòng có nhiều ô hơn số cột ({limit}).',
    en: 'The row has more cells than there are columns ({limit}).',
  },
  value_missing: {
    status: 422,
    title: 'Value missing',
    vi: 'Cột “{column}” để trống.',
    en: 'The column “{column}” is empty.',
  },
  value_too_long: {
    status: 422,
    title: 'Value too long',
    vi: 'Giá trị ở cột “{column}” dài quá {limit} ký tự.',
    en: 'The value of “{column}” is longer than {limit} characters.',
  },
  date_unreadable: {
    status: 422,
    title: 'Date cannot be read',
    vi: 'Không đọc được ngày “{value}” (cột này theo kiểu {format}).',
    en: 'The date “{value}” cannot be read (the column is in the form {format}).',
  },
  amount_unreadable: {
    status: 422,
    title: 'Amount cannot be read',
    vi: 'Không đọc được số “{value}” ở cột “{column}”.',
    en: 'The number “{value}” of “{column}” cannot be read.',
  },
  amount_negative: {
    status: 422,
    title: 'Negative amount',
    vi: 'Số âm “{value}” ở cột “{column}”. Hàng trả lại không nhập bằng cách này.',
    en: 'The negative number “{value}” of “{column}”. Returns are not imported this way.',
  },
  amount_fraction: {
    status: 422,
    title: 'Too many decimals',
    vi: 'Số “{value}” ở cột “{column}” có phần lẻ mà {currency} không có.',
    en: 'The number “{value}” of “{column}” has more decimals than {currency} has.',
  },
  scientific_notation: {
    status: 422,
    title: 'Damaged by Excel',
    vi: 'Excel đã làm hỏng “{value}” ở cột “{column}” (dạng 1,23E+11). Hãy định dạng cột là văn bản rồi xuất lại.',
    en: 'Excel has damaged “{value}” of “{column}” (a form like 1.23E+11). Format the column as text and export again.',
  },
  file_unreadable: {
    status: 422,
    title: 'File cannot be read',
    vi: 'Không đọc được tệp: {problem}.',
    en: 'The file cannot be read: {problem}.',
  },
  import_state: {
    status: 409,
    title: 'Import is not in that state',
    vi: 'Lượt nhập này đang ở trạng thái {state}.',
    en: 'This import is {state}.',
  },
  mapping_incomplete: {
    status: 422,
    title: 'Columns not mapped',
    vi: 'Chưa chọn cột cho: {missing}.',
    en: 'No column was chosen for: {missing}.',
  },
  duplicate: {
    status: 409,
    title: 'Already exists',
    vi: '{what} đã tồn tại.',
    en: '{what} already exists.',
  },
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof errorCatalogue;
