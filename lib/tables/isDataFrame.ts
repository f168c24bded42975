/** The part of a danfo DataFrame that is read here: column names, dtypes and rows of values. */
export interface DataFrameLike {
  readonly columns: string[];
  readonly dtypes: string[];
  readonly values: unknown[];
}

/** Whether a value is a danfo DataFrame, by its structure, so that danfo needn't be loaded. */
export function isDataFrame(value: unknown): value is DataFrameLike {
  const frame = value as (DataFrameLike & { $dataIncolumnFormat?: unknown }) | null | undefined;
  return (
    typeof frame === 'object' &&
    frame !== null &&
    '$dataIncolumnFormat' in frame &&
    Array.isArray(frame.columns) &&
    Array.isArray(frame.dtypes)
  );
}
