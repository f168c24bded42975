import type { ThriftStruct, ThriftValue } from './thriftCompact.js';

/*
 * Read fields of a struct, each with its required type. The error names `what` it is.
 */

export function optionalNumber(struct: ThriftStruct, id: number, what: string): number | undefined {
  const value = struct.get(id);
  if (value === undefined || typeof value === 'number') return value;
  throw new Error(`${what} that is no number`);
}

export function numberIn(struct: ThriftStruct, id: number, what: string): number {
  return given(optionalNumber(struct, id, what), what);
}

function optionalStruct(struct: ThriftStruct, id: number, what: string): ThriftStruct | undefined {
  const value = struct.get(id);
  return value === undefined ? undefined : asStruct(value, what);
}

export function structIn(struct: ThriftStruct, id: number, what: string): ThriftStruct {
  return given(optionalStruct(struct, id, what), what);
}

export function textIn(struct: ThriftStruct, id: number, what: string): string {
  return asText(given(struct.get(id), what), what);
}

export function structsIn(struct: ThriftStruct, id: number, what: string): ThriftStruct[] {
  return listIn(struct, id, what).map((value) => asStruct(value, what));
}

export function textsIn(struct: ThriftStruct, id: number, what: string): string[] {
  return listIn(struct, id, what).map((value) => asText(value, what));
}

export function listIn(struct: ThriftStruct, id: number, what: string): readonly ThriftValue[] {
  const value = given(struct.get(id), what);
  if (Array.isArray(value)) return value;
  throw new Error(`${what} that are no list`);
}

function given<T>(value: T | undefined, what: string): T {
  if (value !== undefined) return value;
  throw new Error(`no ${what}`);
}

function asStruct(value: ThriftValue, what: string): ThriftStruct {
  if (value instanceof Map) return value;
  throw new Error(`${what} of another type`);
}

function asText(value: ThriftValue, what: string): string {
  if (!(value instanceof Uint8Array)) throw new Error(`${what} that is no text`);
  return Buffer.from(value.buffer, value.byteOffset, value.length).toString('utf8');
}
