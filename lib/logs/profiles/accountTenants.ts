import type { AccountKind } from './Profile.js';

/** The ending of the tenant of accounts of a kind, if they are set apart. */
export const TENANT_SUFFIX: Readonly<Record<AccountKind, string>> = {
  person: ' (persons)',
  machine: ' (machine accounts)',
  service: ' (service accounts)',
  anonymous: ' (anonymous)',
};

/** Whether a tenant has persons: whether `readAccess` has not set it apart for other accounts. */
export function isTenantOfPersons(tenant: string): boolean {
  const { person: _, ...others } = TENANT_SUFFIX;
  return !Object.values(others).some((suffix) => tenant.endsWith(suffix));
}
