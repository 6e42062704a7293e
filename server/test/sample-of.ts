import type { TSchema } from 'typebox';
import { Check } from 'typebox/value';

type Schema = Record<string, unknown>;

/** Texts that common patterns and formats ask for; the first that fits a schema is taken. */
const texts = [
  'a',
  'abc',
  '123456',
  '0901000001',
  '2026-11-20T05:00:00Z',
  '2026-11-20',
  '0197a000-0000-7000-8000-000000000001',
  'ai@mail.example',
  'https://quen.example',
  '#b5482e',
  'VND',
];

/** The smallest value a schema takes: required members only. Throws where it cannot tell one. */
export function sampleOf(schema: TSchema): unknown {
  const value = build(schema as Schema);
  if (!Check(schema, value)) {
    throw new Error(`no sample is known for ${JSON.stringify(schema).slice(0, 200)}`);
  }
  return value;
}

function build(schema: Schema): unknown {
  if ('const' in schema) return schema.const;
  if ('default' in schema) return schema.default;
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (Array.isArray(schema.anyOf)) return build(schema.anyOf[0] as Schema);
  switch (schema.type) {
    case 'object':
      return buildObject(schema);
    case 'array':
      return Array.from({ length: Number(schema.minItems ?? 0) }, () =>
        build(schema.items as Schema),
      );
    case 'integer':
    case 'number':
      return Number(schema.minimum ?? 0) || 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'string':
      return texts.find((text) => Check(schema as TSchema, text)) ?? '';
    default:
      return {};
  }
}

function buildObject(schema: Schema): Schema {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const required = (schema.required ?? []) as string[];
  return Object.fromEntries(required.map((name) => [name, build(properties[name] ?? {})]));
}
