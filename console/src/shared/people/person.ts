/** A customer as lists show them. */
export interface Person {
  id: string;
  fullName: string | null;
  phone: string | null;
  tier: string | null;
  orders: number;
  /** Minor units. */
  spent: number;
  lastOrderAt: string | null;
  points?: number;
}
