import { describe, expect, it } from 'vitest';
import { columnIndexes, guessMapping } from './columns.ts';
import type { Cell } from './read/table.ts';
import { StoreNames } from './stores.ts';

const stores = new StoreNames([{ code: 'HG', name: 'Chi nhánh Hồ Gươm' }]);
const guess = (columns: string[], ...cells: Cell[][]) =>
  guessMapping(
    'orders',
    columns,
    cells.map((row, i) => ({ no: i + 2, cells: row })),
    stores,
  );

describe('guessMapping', () => {
  it('knows the headers of a Vietnamese till', () => {
    expect(
      guess(
        [
          'Mã hóa đơn',
          'Thời gian',
          'Mã khách hàng',
          'Tên khách hàng',
          'Điện thoại',
          'Chi nhánh',
          'Khách cần trả',
        ],
        [
          'HD000123',
          '01/05/2024 08:30',
          'KH0001',
          'Chị Ngọc',
          '0912345678',
          'CHI NHÁNH HỒ GƯƠM',
          '150.000',
        ],
      ),
    ).toEqual({
      order: 'Mã hóa đơn',
      at: 'Thời gian',
      customer: 'Mã khách hàng',
      name: 'Tên khách hàng',
      phone: 'Điện thoại',
      store: 'Chi nhánh',
      amount: 'Khách cần trả',
    });
  });

  it('knows a file with lines', () => {
    expect(
      guess(
        ['SỐ HĐ', 'NGÀY BÁN', 'SĐT', 'MÃ HÀNG', 'TÊN HÀNG', 'SỐ LƯỢNG', 'ĐƠN GIÁ', 'THÀNH TIỀN'],
        ['1', '2024-05-01', '0912345678', 'SP1', 'Bạc xỉu', 2, 30_000, 60_000],
      ),
    ).toEqual({
      order: 'SỐ HĐ',
      at: 'NGÀY BÁN',
      phone: 'SĐT',
      sku: 'MÃ HÀNG',
      product: 'TÊN HÀNG',
      quantity: 'SỐ LƯỢNG',
      unitPrice: 'ĐƠN GIÁ',
      lineAmount: 'THÀNH TIỀN',
    });
  });

  it('knows the CDNOW file', () => {
    expect(
      guess(
        ['order_id', 'customer_id', 'ordered_on', 'items', 'amount_usd'],
        ['CD000001', '00001', '1997-01-01', '1', '11.77'],
      ),
    ).toEqual({
      order: 'order_id',
      customer: 'customer_id',
      at: 'ordered_on',
      items: 'items',
      amount: 'amount_usd',
    });
  });

  it('looks at what is in a column, not only at what it is called', () => {
    const columns = ['Mã đơn', 'Ngày', 'Khách hàng', 'Tiền hàng', 'Ghi chú'];
    expect(guess(columns, ['1', '01/05/2024', '0912345678', '50k', 'gấp'])).toMatchObject({
      phone: 'Khách hàng',
      amount: 'Tiền hàng',
    });
    expect(guess(columns, ['1', '01/05/2024', 'Chị Ngọc', '50k', 'gấp'])).toMatchObject({
      name: 'Khách hàng',
    });
    expect(guess(['Mã đơn', 'Chi nhánh'], ['1', 'Chi nhánh lạ'])).toEqual({ order: 'Mã đơn' });
    expect(guess(['Mã đơn', 'Ngày', 'Tổng tiền'], ['1', 'chưa rõ', 'x'])).toEqual({
      order: 'Mã đơn',
    });
  });
});

describe('columnIndexes', () => {
  it('names what is missing and what is not there', () => {
    const columns = ['a', 'b', 'c'];
    expect(() => columnIndexes('orders', { order: 'A', at: 'b' }, columns)).toThrowError(
      expect.objectContaining({
        code: 'mapping_incomplete',
        details: { missing: 'amount', fields: ['amount'] },
      }),
    );
    expect(() => columnIndexes('orders', { order: 'x' }, columns)).toThrowError(
      expect.objectContaining({ code: 'column_unknown' }),
    );
    expect(
      columnIndexes('orders', { order: 'A', at: 'b', amount: 'C' }, columns).get('amount'),
    ).toBe(2);
  });
});
