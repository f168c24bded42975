import { Metadata, type ServiceError, type status } from '@grpc/grpc-js';

/** A failed call, as grpc-js makes them. */
export const failed = (code: status, details: string): ServiceError =>
  Object.assign(new Error(`${code} ${details}`), { code, details, metadata: new Metadata() });
