import type { EventEmitter } from 'node:events';
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
  type ServerWritableStream,
  type ServiceDefinition,
  type sendUnaryData,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { SparkConnectService } from '../../../lib/spark/generated/base_pb.js';

type Methods = typeof SparkConnectService.method;

/** The parts of a call that a handler sees. */
export interface Call {
  /** Of an upload, nothing. */
  request: { sessionId: string; operationId?: string; lastResponseId?: string };
  metadata: Metadata;
  /** Resolves once the client has cancelled it. */
  cancelled: Promise<void>;
}

type Unary =
  | 'analyzePlan'
  | 'config'
  | 'releaseSession'
  | 'artifactStatus'
  | 'addArtifacts'
  | 'interrupt'
  | 'releaseExecute';

/**
 * One that never resolves leaves the call without an answer. Answers are of the session that asked (but those
 * to uploads), unless they say another.
 */
export type Handlers = {
  [Name in Unary]?: (call: Call) => Promise<MessageInitShape<Methods[Name]['output']>>;
} & {
  [Name in 'executePlan' | 'reattachExecute']?: (
    call: Call,
  ) => AsyncIterable<MessageInitShape<Methods[Name]['output']>>;
};

/**
 * Spark Connect's service on this machine, with nothing behind it; what a handler throws is the call's error.
 */
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
        responseStream: method.methodKind === 'server_streaming',
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
        call: (
          | ServerUnaryCall<Call['request'], Message>
          | ServerReadableStream<Call['request'], Message>
          | ServerWritableStream<Call['request'], Message>
        ) & { request?: Call['request'] },
        answer: sendUnaryData<Message>,
      ) => {
        const cancelled = new Promise<void>((resolve) =>
          (call as EventEmitter).on('cancelled', () => resolve()),
        );
        if ('resume' in call) call.resume();
        const { metadata, request = { sessionId: '' } } = call;
        const { sessionId, operationId } = request;
        const messageOf = (message: object) =>
          create(method.output, { sessionId, ...('write' in call && { operationId }), ...message } as never);
        const handler = handlers[method.localName as keyof Handlers] as (
          call: Call,
        ) => Promise<object> | AsyncIterable<object>;
        const answers = handler({ metadata, request, cancelled });
        if (answers instanceof Promise) {
          answers.then(
            (message) => answer(null, messageOf(message)),
            (error: ServerErrorResponse) => answer(error),
          );
        } else if ('write' in call) {
          void sendAll(answers, messageOf, call);
        }
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

/** An error ends the stream with it. */
async function sendAll(
  answers: AsyncIterable<object>,
  messageOf: (message: object) => Message,
  call: ServerWritableStream<unknown, Message>,
): Promise<void> {
  try {
    for await (const message of answers) call.write(messageOf(message));
    call.end();
  } catch (error) {
    call.emit('error', error);
  }
}
