import { permissions, roles } from '@quen/contracts/permissions.ts';
import { Type } from 'typebox';

export const Id = Type.Object({ id: Type.String({ format: 'uuid' }) });
export const Instant = Type.String({ format: 'date-time' });
export const Nullable = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) =>
  Type.Union([schema, Type.Null()]);
export const RoleName = Type.Enum([...roles]);
export const PermissionName = Type.Enum([...permissions]);
export const LocaleName = Type.Enum(['vi', 'en']);
export const PersonName = Type.String({ minLength: 1, maxLength: 120, pattern: '\\S' });
