import { Numbering } from '../../accesses/Numbering.js';
import { visibleText } from '../../base/text/visibleText.js';
import type { Access } from './sankeyAccesses.js';

/** A user or a resource of the diagram. */
export interface AccessNode {
  kind: 'user' | 'resource';
  tenant: string | null;
  name: string;
  /** the name, with the tenant added if the diagram shows more than one */
  label: string;
}

/** The nodes in the order in which they are drawn, and where an access begins and ends among them. */
export interface NodeIndex {
  nodes: AccessNode[];
  /** position of the access's user in `nodes` */
  userIndex(access: Pick<Access, 'tenant' | 'user'>): number;
  /** position of the access's resource in `nodes` */
  resIndex(access: Pick<Access, 'tenant' | 'res'>): number;
}

/**
 * Numbers the users and then the resources, each in the order in which they first occur. A user and a
 * resource of the same name are two nodes, and so are users of the same name in two tenants.
 */
export function indexNodes(accesses: Iterable<Pick<Access, 'tenant' | 'user' | 'res'>>): NodeIndex {
  const users = new Numbering();
  const resources = new Numbering();
  const userNodes: AccessNode[] = [];
  const resNodes: AccessNode[] = [];
  const tenants = new Set<string | null>();
  for (const { tenant, user, res } of accesses) {
    tenants.add(tenant);
    userNodes[users.add(tenant, user)] ??= { kind: 'user', tenant, name: user, label: user };
    resNodes[resources.add(tenant, res)] ??= { kind: 'resource', tenant, name: res, label: res };
  }
  const nodes = [...userNodes, ...resNodes];
  if (tenants.size > 1) for (const node of nodes) node.label = `${node.name} (${node.tenant})`;
  return {
    nodes,
    userIndex: ({ tenant, user }) => known(users.find(tenant, user), 'user', user),
    resIndex: ({ tenant, res }) => users.size + known(resources.find(tenant, res), 'resource', res),
  };
}

function known(position: number, kind: AccessNode['kind'], name: string): number {
  if (position >= 0) return position;
  throw new RangeError(`Expected a ${kind} among the diagram's nodes, got '${visibleText(name)}'`);
}
