import type { OrderLine } from '@quen/contracts/orders.ts';
import type { Random } from './random.ts';

/** What Hiên Mộc sells: coffee, tea and cakes on the porch, and care for skin and hair from herbs. */
export interface Product {
  sku: string;
  name: string;
  category: string;
  /** ₫ */
  price: number;
}

function shelf(
  category: string,
  code: string,
  items: readonly (readonly [string, number])[],
): Product[] {
  return items.map(([name, thousands], i) => ({
    sku: `${code}${String(i + 1).padStart(2, '0')}`,
    name,
    category,
    price: thousands * 1000,
  }));
}

const coffee = shelf('Cà phê', 'CF', [
  ['Cà phê sữa đá', 35],
  ['Cà phê phin đen', 32],
  ['Bạc xỉu', 39],
  ['Cà phê muối', 45],
  ['Cà phê trứng', 49],
  ['Cold brew cam sả', 55],
  ['Latte yến mạch', 59],
]);
const tea = shelf('Trà', 'TR', [
  ['Trà sen vàng', 49],
  ['Trà đào cam sả', 52],
  ['Trà ổi hồng', 55],
  ['Trà gừng mật ong', 45],
  ['Matcha đá xay', 62],
  ['Sữa chua nếp cẩm', 42],
]);
const cake = shelf('Bánh', 'BA', [
  ['Bánh mì chà bông', 29],
  ['Croissant bơ', 38],
  ['Bánh chuối nướng', 35],
  ['Bánh bông lan trứng muối', 45],
  ['Tiramisu cà phê', 58],
  ['Bánh quy yến mạch', 25],
]);
const skin = shelf('Chăm sóc da', 'DA', [
  ['Nước hoa hồng hoa bưởi 150 ml', 185],
  ['Sữa rửa mặt rau má 120 ml', 165],
  ['Serum nghệ 20 ml', 320],
  ['Kem dưỡng sen 50 g', 280],
  ['Mặt nạ gạo 100 g', 145],
  ['Son dưỡng dầu gấc', 95],
  ['Kem chống nắng trà xanh 50 ml', 295],
]);
const body = shelf('Tóc và cơ thể', 'CT', [
  ['Dầu gội bồ kết 300 ml', 175],
  ['Xịt dưỡng tóc tinh dầu bưởi', 155],
  ['Sữa tắm sả chanh 300 ml', 165],
  ['Tẩy da chết cà phê dừa 200 g', 129],
  ['Xà bông cà phê', 69],
  ['Kem tay quế hồi', 89],
]);
const gift = shelf('Quà tặng', 'QT', [
  ['Hộp quà "Hiên nhà ngày Tết"', 690],
  ['Set quà "Dịu dàng"', 450],
  ['Set phin và cà phê hạt', 245],
  ['Nến thơm gỗ tuyết tùng', 225],
  ['Cà phê hạt rang mộc 250 g', 145],
]);

/** What one person likes: drawn once, so that their orders look like theirs. */
export interface Taste {
  drink: Product;
  snack: Product;
  routine: readonly Product[];
}

export function tasteOf(random: Random): Taste {
  const care = [...skin, ...body];
  const routine = new Set([random.pick(skin)]);
  for (let i = random.int(0, 2); i > 0; i--) routine.add(random.pick(care));
  return {
    drink: random.pick(random.chance(0.68) ? coffee : tea),
    snack: random.pick(cake),
    routine: [...routine],
  };
}

export type Basket = 'cup' | 'table' | 'refill' | 'present' | 'visit';

/** The lines of one receipt, never empty. `month` is of the local calendar, 1–12. */
export function fill(random: Random, basket: Basket, taste: Taste, month: number): OrderLine[] {
  const picked = new Map<Product, number>();
  const add = (product: Product, quantity = 1) =>
    picked.set(product, (picked.get(product) ?? 0) + quantity);
  const drinks = [...coffee, ...tea];
  switch (basket) {
    case 'cup':
      add(random.chance(0.75) ? taste.drink : random.pick(drinks));
      if (random.chance(0.28)) add(random.chance(0.7) ? taste.snack : random.pick(cake));
      if (random.chance(0.12)) add(random.pick(drinks));
      break;
    case 'table':
      add(taste.drink);
      for (let i = random.int(1, 4); i > 0; i--) add(random.pick(drinks));
      for (let i = random.int(0, 3); i > 0; i--) add(random.pick(cake));
      if (random.chance(0.12)) add(random.pick(body));
      break;
    case 'refill':
      for (const product of taste.routine) {
        if (product === taste.routine[0] || random.chance(0.7)) add(product);
      }
      if (random.chance(0.25)) add(random.pick([...skin, ...body]));
      if (random.chance(0.2)) add(taste.drink);
      break;
    case 'present':
      // The Tết box is sold in the weeks around the turn of the year only.
      add(month <= 2 ? (gift[0] as Product) : random.pick(gift.slice(1)), random.int(1, 3));
      if (random.chance(0.4)) add(random.pick(skin));
      break;
    case 'visit':
      for (let i = random.int(1, 3); i > 0; i--) add(random.pick(drinks));
      if (random.chance(0.35)) add(random.pick(cake));
      if (random.chance(0.2)) add(random.pick(gift.slice(2)));
      break;
  }
  return [...picked].map(([product, quantity]) => lineOf(product, quantity));
}

const made = new Map<Product, OrderLine[]>();

/** Lines are alike by the ten thousand and never changed, so each kind is made once. */
function lineOf(product: Product, quantity: number): OrderLine {
  const known = made.get(product) ?? [];
  made.set(product, known);
  known[quantity] ??= {
    sku: product.sku,
    name: product.name,
    category: product.category,
    quantity,
    unitPrice: product.price,
  };
  return known[quantity];
}
