import {
  type Condition,
  type ConditionValue,
  type FieldDefinition,
  fieldCatalogue,
  type Leaf,
  type Operator,
  operators,
  operatorsOf,
} from '@quen/contracts/conditions.ts';
import { DomainError } from '../../platform/errors.ts';
import { plainName } from '../customers/index.ts';

/** Limits that keep one condition from becoming a burden on the database or on the reader. */
export const MAX_DEPTH = 8;
export const MAX_LEAVES = 200;
const MAX_LIST = 200;
const MAX_TEXT = 200;
/** A hundred years: further back there are no customers. */
const MAX_DAYS = 36_525;

const fields: ReadonlyMap<string, FieldDefinition> = new Map(
  fieldCatalogue.map((definition) => [definition.key, definition]),
);

/** The catalogue's entry of a field; condition_invalid where there is none. */
export function definitionOf(field: string): FieldDefinition {
  return fields.get(field) ?? refuse(`there is no field "${field.slice(0, 60)}"`);
}

function refuse(problem: string): never {
  throw new DomainError('condition_invalid', { problem });
}

/**
 * Checks what came from outside and returns it as a condition, with nothing in it that a condition
 * does not have. Throws condition_invalid whose `problem` names the leaf that is wrong.
 */
export function parseCondition(raw: unknown): Condition {
  return parseNode(raw, 1, { leaves: 0 });
}

function parseNode(raw: unknown, depth: number, count: { leaves: number }): Condition {
  if (depth > MAX_DEPTH) refuse(`groups are nested deeper than ${MAX_DEPTH}`);
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    refuse('every part must be {all}, {any}, {not} or {field, op, value}');
  }
  const keys = Object.keys(raw);
  const node = raw as Record<string, unknown>;
  if (keys.includes('field')) {
    if (++count.leaves > MAX_LEAVES) refuse(`more than ${MAX_LEAVES} comparisons`);
    return parseLeaf(node, keys);
  }
  const [key] = keys;
  if (keys.length !== 1 || key === undefined) {
    refuse('a group must have exactly one of all, any, not');
  }
  if (key === 'not') return { not: parseNode(node.not, depth + 1, count) };
  if (key !== 'all' && key !== 'any') refuse(`unknown part "${key.slice(0, 60)}"`);
  const children = node[key];
  if (!Array.isArray(children)) refuse(`"${key}" must be a list`);
  if (key === 'any' && children.length === 0) {
    refuse('"any" of nothing is satisfied by nobody: add a comparison');
  }
  if (children.length > MAX_LEAVES) refuse(`more than ${MAX_LEAVES} comparisons`);
  const parsed = children.map((child) => parseNode(child, depth + 1, count));
  return key === 'all' ? { all: parsed } : { any: parsed };
}

function parseLeaf(node: Record<string, unknown>, keys: string[]): Leaf {
  const extra = keys.find((key) => key !== 'field' && key !== 'op' && key !== 'value');
  if (extra !== undefined) refuse(`unknown part "${extra.slice(0, 60)}" beside a field`);
  if (typeof node.field !== 'string') refuse('"field" must be a text');
  const definition = definitionOf(node.field);
  const op = operators.find((known) => known === node.op);
  if (op === undefined) refuse(`${definition.key}: unknown operator`);
  if (!operatorsOf[definition.type].includes(op)) {
    refuse(`${definition.key}: "${op}" does not fit a ${definition.type} field`);
  }
  if (op === 'is_set' || op === 'is_not_set') {
    if (node.value !== undefined) refuse(`${definition.key}: "${op}" takes no value`);
    return { field: definition.key, op };
  }
  return { field: definition.key, op, value: parseValue(definition, op, node.value) };
}

function parseValue(definition: FieldDefinition, op: Operator, value: unknown): ConditionValue {
  const { key, type } = definition;
  if (op === 'in' || op === 'not_in') {
    if (!Array.isArray(value) || value.length === 0 || value.length > MAX_LIST) {
      refuse(`${key}: "${op}" takes a list of 1 to ${MAX_LIST} values`);
    }
    return value.map((item) => parseText(definition, item));
  }
  if (op === 'between') {
    if (!Array.isArray(value) || value.length !== 2) refuse(`${key}: "between" takes two numbers`);
    const [low, high] = [parseInteger(key, value[0]), parseInteger(key, value[1])];
    if (low > high) refuse(`${key}: the first number of "between" must not exceed the second`);
    return [low, high];
  }
  if (op === 'within_days' || op === 'not_within_days') {
    const days = parseInteger(key, value);
    if (days < 1 || days > MAX_DAYS) refuse(`${key}: days must be from 1 to ${MAX_DAYS}`);
    return days;
  }
  if (op === 'before' || op === 'after') return parseDate(key, value);
  if (type === 'boolean') {
    return typeof value === 'boolean' ? value : refuse(`${key}: the value must be true or false`);
  }
  if (type === 'number' || type === 'money') return parseInteger(key, value);
  return parseText(definition, value);
}

/** Every numeric field counts whole things (money in minor units), so a fraction is a mistake. */
function parseInteger(key: string, value: unknown): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    refuse(`${key}: the value must be a whole number`);
  }
  return value === 0 ? 0 : value;
}

function parseText(definition: FieldDefinition, value: unknown): string {
  const { key, type, choices } = definition;
  if (typeof value !== 'string' || value.length === 0 || value.length > MAX_TEXT) {
    refuse(`${key}: the value must be a text of 1 to ${MAX_TEXT} characters`);
  }
  // PostgreSQL knows no NUL and no lone surrogates; what it cannot hold nobody can have.
  if (value.includes('\0') || !value.isWellFormed())
    refuse(`${key}: the text is not valid Unicode`);
  if (type === 'text' && plainName(value) === '') refuse(`${key}: the text is empty`);
  if (type === 'choice' && choices && !choices.some((choice) => choice.value === value)) {
    refuse(`${key}: "${value.slice(0, 60)}" is not one of its choices`);
  }
  return value;
}

function parseDate(key: string, value: unknown): string {
  if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(value)) {
    refuse(`${key}: the value must be a date like 2026-12-31`);
  }
  const at = new Date(`${value}T00:00:00Z`);
  const year = Number(value.slice(0, 4));
  if (
    Number.isNaN(at.getTime()) ||
    at.toISOString().slice(0, 10) !== value ||
    year < 1900 ||
    year > 2200
  ) {
    refuse(`${key}: ${value} is not a date from 1900 to 2200`);
  }
  return value;
}
