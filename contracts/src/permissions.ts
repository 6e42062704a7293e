/** What a person or key may do. Each route names exactly one; this is the only list. */
export const permissions = [
  'customers.read',
  'customers.write',
  'orders.read',
  'orders.write',
  'returns.write',
  'ledger.read',
  'points.redeem',
  'vouchers.read',
  'vouchers.redeem',
  'vouchers.issue',
  'programme.read',
  'programme.write',
  'segments.read',
  'segments.write',
  'journeys.read',
  'journeys.write',
  'reports.read',
  'imports.write',
  'staff.manage',
  'keys.manage',
  'audit.read',
  'settings.write',
] as const;

export type Permission = (typeof permissions)[number];

export const roles = ['owner', 'marketer', 'cashier', 'agent', 'auditor', 'integrator'] as const;
export type Role = (typeof roles)[number];

export const rolePermissions: Record<Role, readonly Permission[]> = {
  owner: permissions,
  marketer: [
    'customers.read',
    'customers.write',
    'orders.read',
    'ledger.read',
    'vouchers.read',
    'vouchers.issue',
    'programme.read',
    'programme.write',
    'segments.read',
    'segments.write',
    'journeys.read',
    'journeys.write',
    'reports.read',
    'imports.write',
  ],
  cashier: [
    'customers.read',
    'customers.write',
    'orders.read',
    'orders.write',
    'returns.write',
    'ledger.read',
    'points.redeem',
    'vouchers.read',
    'vouchers.redeem',
    'programme.read',
  ],
  agent: [
    'customers.read',
    'customers.write',
    'orders.read',
    'ledger.read',
    'vouchers.read',
    'programme.read',
    'segments.read',
    'journeys.read',
  ],
  auditor: [
    'customers.read',
    'orders.read',
    'ledger.read',
    'vouchers.read',
    'programme.read',
    'segments.read',
    'journeys.read',
    'reports.read',
    'audit.read',
  ],
  integrator: [
    'customers.read',
    'customers.write',
    'orders.read',
    'orders.write',
    'returns.write',
    'ledger.read',
    'points.redeem',
    'vouchers.read',
    'vouchers.redeem',
    'programme.read',
    'segments.read',
    'reports.read',
    'keys.manage',
  ],
};

/** What an API key may be given: everything a machine has business doing. */
export const keyScopes: readonly Permission[] = permissions.filter(
  (p) => p !== 'staff.manage' && p !== 'keys.manage' && p !== 'settings.write',
);
