import type { AccessMapData, MapEntity } from './readMap.js';

/** What looks like nothing: blanks, and characters that aren't drawn. */
const INVISIBLE = /^[\s\p{C}\p{Z}]*$/u;

/**
 * The names of users and resources by their positions, with the tenant before them where there is more than one. Names that
 * can't be seen stand in quotes.
 */
export function mapLabels({ users, resources }: AccessMapData) {
  const severalTenants = new Set(users.map(({ tenant }) => tenant)).size > 1;
  const visible = (name: string) => (INVISIBLE.test(name) ? `'${name}'` : name);
  const label = ({ tenant, name }: MapEntity) =>
    severalTenants ? `${visible(String(tenant))} / ${visible(name)}` : visible(name);
  return {
    user: (position: number) => label(users[position]),
    res: (position: number) => label(resources[position]),
  };
}
