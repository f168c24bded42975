/** An access by its names. */
export interface Named {
  tenant: string;
  user: string;
  res: string;
}
