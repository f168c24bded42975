/** The linked nodes of each node. Rows are numbered from 0, and columns follow them. */
export type Partners = readonly (readonly { node: number; weight: number }[])[];
