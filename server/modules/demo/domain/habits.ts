import type { Demand } from './calendar.ts';
import type { Basket } from './menu.ts';

/** How one kind of customer buys. */
export interface Habit {
  key: string;
  /** Share of all customers. */
  share: number;
  demand: Demand;
  basket: Basket;
  /** Range of the usual days from one visit to the next; each customer has their own. */
  everyDays: readonly [number, number];
  /** Chance at each visit to begin drifting away. */
  drift: number;
  /** Chance that somebody who stayed away comes back one day. */
  comeback: number;
  /** Share of the orders placed on the web shop. */
  online: number;
  /** Hours of the day people of this kind come, most likely first. */
  hours: readonly number[];
  /** What the staff note on the card. */
  tag: string | null;
}

export const habits: readonly Habit[] = [
  {
    key: 'daily-cup',
    share: 0.008,
    demand: 'workday',
    basket: 'cup',
    everyDays: [2, 4],
    drift: 0.004,
    comeback: 0.5,
    online: 0,
    hours: [8, 7, 8, 9, 14],
    tag: 'cà phê sáng',
  },
  {
    key: 'weekly-cup',
    share: 0.022,
    demand: 'workday',
    basket: 'cup',
    everyDays: [8, 18],
    drift: 0.014,
    comeback: 0.45,
    online: 0,
    hours: [8, 9, 13, 15, 16, 10],
    tag: null,
  },
  {
    key: 'weekend-family',
    share: 0.055,
    demand: 'weekend',
    basket: 'table',
    everyDays: [18, 36],
    drift: 0.03,
    comeback: 0.4,
    online: 0,
    hours: [9, 10, 16, 17, 19, 20],
    tag: 'gia đình cuối tuần',
  },
  {
    key: 'refill',
    share: 0.11,
    demand: 'beauty',
    basket: 'refill',
    everyDays: [35, 49],
    drift: 0.07,
    comeback: 0.35,
    online: 0.4,
    hours: [12, 18, 19, 20, 21, 11],
    tag: 'chăm da',
  },
  {
    key: 'now-and-then',
    share: 0.36,
    demand: 'any',
    basket: 'cup',
    everyDays: [75, 170],
    drift: 0.12,
    comeback: 0.25,
    online: 0.05,
    hours: [10, 14, 15, 16, 19, 20],
    tag: null,
  },
  {
    key: 'gift-giver',
    share: 0.07,
    demand: 'gift',
    basket: 'present',
    everyDays: [75, 150],
    drift: 0.1,
    comeback: 0.4,
    online: 0.3,
    hours: [11, 12, 17, 18, 19],
    tag: 'mua quà',
  },
  {
    key: 'passer-by',
    share: 0.375,
    demand: 'any',
    basket: 'visit',
    // In effect once: the next visit lies beyond what is looked at.
    everyDays: [400, 900],
    drift: 0.9,
    comeback: 0.08,
    online: 0,
    hours: [9, 10, 11, 15, 16, 20],
    tag: null,
  },
];
