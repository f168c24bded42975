import type { Access } from './sankeyAccesses.js';

/** A user or a resource of the diagram. */
export interface AccessNode {
  kind: 'user' | 'resource';
  tenant: string | null;
  name: string;
  /** the name as it is, with the tenant added when the diagram shows more than one */
  label: string;
}

/** The nodes in drawing order, and where an access begins and ends among them. */
export interface NodeIndex {
  nodes: AccessNode[];
  /** position of the access's user in `nodes` */
  userIndex(access: Pick<Access, 'tenant' | 'user'>): number;
  /** position of the access's resource in `nodes` */
  resIndex(access: Pick<Access, 'tenant' | 'res'>): number;
}

/**
 * Numbers the users and then the resources, each in the order in which they first occur. A user and a resource of the
 * same name are two nodes, and so are users of the same name in two tenants.
 */
export function indexNodes(accesses: Iterable<Pick<Access, 'tenant' | 'user' | 'res'>>): NodeIndex {
  const users = new Map<string, AccessNode>();
  const resources = new Map<string, AccessNode>();
  const tenants = new Set<string | null>();
  for (const { tenant, user, res } of accesses) {
    tenants.add(tenant);
    addNode(users, 'user', tenant, user);
    addNode(resources, 'resource', tenant, res);
  }

  const nodes = [...users.values(), ...resources.values()];
  if (tenants.size > 1) for (const node of nodes) node.label = `${node.name} (${node.tenant})`;
  const userPositions = positions(users.keys(), 0);
  const resPositions = positions(resources.keys(), users.size);
  return {
    nodes,
    userIndex: ({ tenant, user }) => lookUp(userPositions, 'user', tenant, user),
    resIndex: ({ tenant, res }) => lookUp(resPositions, 'resource', tenant, res),
  };
}

function nodeKey(tenant: string | null, name: string): string {
  return JSON.stringify([tenant, name]);
}

function addNode(
  nodes: Map<string, AccessNode>,
  kind: AccessNode['kind'],
  tenant: string | null,
  name: string,
) {
  const key = nodeKey(tenant, name);
  if (!nodes.has(key)) nodes.set(key, { kind, tenant, name, label: name });
}

function positions(keys: Iterable<string>, start: number): Map<string, number> {
  return new Map([...keys].map((key, position) => [key, start + position]));
}

function lookUp(positions: Map<string, number>, kind: string, tenant: string | null, name: string): number {
  const position = positions.get(nodeKey(tenant, name));
  if (position === undefined)
    throw new RangeError(`Expected a ${kind} among the diagram's nodes, got '${name}'`);
  return position;
}
