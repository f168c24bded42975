/** Rows count up from 0, columns go on after them. */
export type Partners = readonly (readonly { node: number; weight: number }[])[];
