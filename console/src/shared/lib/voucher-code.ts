/** "K7QM2WXD9HPA" in the groups people read it in: "K7QM-2WXD-9HPA". */
export const voucherCode = (code: string): string => code.replace(/(.{4})(?=.)/g, '$1-');
