import type { Condition } from '@quen/contracts/conditions.ts';

/** A condition as the generated client knows it: OpenAPI says "an object", the server checks it. */
export type WireCondition = Record<string, unknown>;

export const plain = (condition: Condition): WireCondition => ({ ...condition });

/** What the server gave as a condition is one. */
export const conditionFrom = (wire: WireCondition): Condition => wire as unknown as Condition;
