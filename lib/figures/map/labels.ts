import type { AccessMapData, MapEntity } from './readMap.js';

/**
 * The names of users and resources by their positions; if there are several tenants, each with its tenant.
 */
export function mapLabels({ users, resources }: AccessMapData) {
  const severalTenants = new Set(users.map(({ tenant }) => tenant)).size > 1;
  const label = ({ tenant, name }: MapEntity) => (severalTenants ? `${String(tenant)} / ${name}` : name);
  return {
    user: (position: number) => label(users[position]),
    res: (position: number) => label(resources[position]),
  };
}
