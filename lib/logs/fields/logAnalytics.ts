/** A key without what Log Analytics appends to times: ` [UTC]`. */
export function withoutZone(key: string): string {
  return key.trim().replace(/\s*\[UTC\]$/i, '');
}

/** A key without what Log Analytics appends for the type: `_s`, `_d`, `_t`, `_g`, `_b`, ` [UTC]`. */
export function withoutType(key: string): string {
  return withoutZone(key).replace(/_[sdtgb]$/, '');
}
