import { connectedComponents } from '../../accesses/connectedComponents.js';
import type { Side } from '../model/score.js';

/** Both sides with their components after more accesses, which may connect components. */
export function joinComponents(
  users: Side,
  resources: Side,
  user: Int32Array,
  res: Int32Array,
): { users: Side; resources: Side } {
  // Components stay connected: every user with some resource of its component, every resource with some user.
  const someRes = someOfEach(resources.components);
  const someUser = someOfEach(users.components);
  const edges = { user: [...user], res: [...res] };
  const connect = (u: number | undefined, r: number | undefined) => {
    if (u === undefined || r === undefined) return;
    edges.user.push(u);
    edges.res.push(r);
  };
  users.components.forEach((component, u) => {
    connect(u, someRes.get(component));
  });
  resources.components.forEach((component, r) => {
    connect(someUser.get(component), r);
  });
  const joined = connectedComponents(
    Int32Array.from(edges.user),
    Int32Array.from(edges.res),
    users.components.length,
    resources.components.length,
  );
  return {
    users: { ...users, components: joined.users },
    resources: { ...resources, components: joined.resources },
  };
}

/** Some id of each component. */
function someOfEach(components: Int32Array): Map<number, number> {
  const some = new Map<number, number>();
  components.forEach((component, id) => {
    if (component >= 0) some.set(component, id);
  });
  return some;
}
