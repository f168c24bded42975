import type { AccountKind } from './Profile.js';

/** What the tenant of accounts of a kind ends in, where they are apart. */
export const TENANT_SUFFIX: Readonly<Record<AccountKind, string>> = {
  person: ' (persons)',
  machine: ' (machine accounts)',
  service: ' (service accounts)',
  anonymous: ' (anonymous)',
};

/** Whether a tenant is of persons: `readAccess` has not set it apart for accounts that are none. */
export function isTenantOfPersons(tenant: string): boolean {
  const { person: _, ...others } = TENANT_SUFFIX;
  return !Object.values(others).some((suffix) => tenant.endsWith(suffix));
}
