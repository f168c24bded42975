import {
  create,
  type DescMethod,
  fromBinary,
  type Message,
  type MessageInitShape,
  toBinary,
} from '@bufbuild/protobuf';
import {
  type Metadata,
  Server,
  ServerCredentials,
  type ServerErrorResponse,
  type ServerReadableStream,
  type ServerUnaryCall,
  type ServiceDefinition,
  type sendUnaryData,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { SparkConnectService } from '../../../lib/spark/generated/base_pb.js';

type Methods = typeof SparkConnectService.method;

/** What a handler sees of a call. */
export interface Call {
  metadata: Metadata;
  /** Resolves once the client has cancelled it. */
  cancelled: Promise<void>;
}

/** One that never resolves leaves the call without an answer. */
export type Handlers = {
  [Name in 'analyzePlan' | 'config' | 'releaseSession' | 'artifactStatus' | 'addArtifacts']?: (
    call: Call,
  ) => Promise<MessageInitShape<Methods[Name]['output']>>;
};

/** Spark Connect's service on this machine, with nothing behind it; what a handler throws is the call's error. */
export async function fakeServer(handlers: Handlers) {
  const methods = Object.keys(handlers).map(
    (name) => SparkConnectService.method[name as keyof Handlers] as DescMethod,
  );
  const definition: ServiceDefinition = Object.fromEntries(
    methods.map((method) => [
      method.localName,
      {
        path: `/${method.parent.typeName}/${method.name}`,
        requestStream: method.methodKind === 'client_streaming',
        responseStream: false,
        requestSerialize: () => Buffer.alloc(0),
        requestDeserialize: (bytes: Buffer) => fromBinary(method.input, bytes),
        responseSerialize: (message: Message) => Buffer.from(toBinary(method.output, message)),
        responseDeserialize: () => null,
      },
    ]),
  );
  const implementation = Object.fromEntries(
    methods.map((method) => [
      method.localName,
      (
        call: ServerUnaryCall<unknown, Message> | ServerReadableStream<unknown, Message>,
        answer: sendUnaryData<Message>,
      ) => {
        const cancelled = new Promise<void>((resolve) => call.on('cancelled', () => resolve()));
        if ('resume' in call) call.resume();
        const handler = handlers[method.localName as keyof Handlers]!;
        handler({ metadata: call.metadata, cancelled }).then(
          (message) => answer(null, create(method.output, message as never)),
          (error: ServerErrorResponse) => answer(error),
        );
      },
    ]),
  );
  const server = new Server();
  server.addService(definition, implementation as UntypedServiceImplementation);
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  return { url: `sc://127.0.0.1:${port}`, stop: () => server.forceShutdown() };
}
