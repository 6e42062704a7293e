import { defineTexts } from '../../shared/i18n/texts.ts';
import { permissionsEn, roleHintsEn, rolesEn } from './texts.en.ts';
import { permissionsVi, roleHintsVi, rolesVi } from './texts.vi.ts';

export const roleTexts = defineTexts('roles', rolesVi, rolesEn);
export const roleHintTexts = defineTexts('role-hints', roleHintsVi, roleHintsEn);
export const permissionTexts = defineTexts('permissions', permissionsVi, permissionsEn);
