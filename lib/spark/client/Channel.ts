import {
  create,
  type DescMethod,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import {
  type CallOptions,
  type ChannelCredentials,
  Client,
  type ClientReadableStream,
  credentials,
  Metadata,
  type ServiceError,
} from '@grpc/grpc-js';
import { SparkConnectService } from '../proto/base_pb.js';
import type { Connection } from './connectionString.js';

/** A message of up to 128 MiB is what servers take; what they send has no limit (results come in batches). */
const OPTIONS = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
  // A server that restarts is looked for again soon.
  'grpc.initial_reconnect_backoff_ms': 200,
  'grpc.max_reconnect_backoff_ms': 2000,
};

type Methods = typeof SparkConnectService.method;

/** The calls of Spark Connect's service, over one HTTP/2 connection that is made at the first call. */
export class Channel {
  readonly #client: Client;
  readonly #metadata = new Metadata();

  constructor({ address, useSsl, token, headers }: Connection) {
    const channel: ChannelCredentials = useSsl ? credentials.createSsl() : credentials.createInsecure();
    this.#client = new Client(address, channel, OPTIONS);
    if (token !== null) this.#metadata.set('authorization', `Bearer ${token}`);
    for (const [name, value] of Object.entries(headers)) this.#metadata.set(name, value);
  }

  /**
   * @param milliseconds until which it has to be answered
   * @param signal cancels it, which rejects with the signal's reason
   */
  unary<
    Name extends
      | 'analyzePlan'
      | 'config'
      | 'interrupt'
      | 'releaseExecute'
      | 'releaseSession'
      | 'artifactStatus'
      | 'fetchErrorDetails',
  >(
    name: Name,
    request: MessageInitShape<Methods[Name]['input']>,
    milliseconds: number,
    signal?: AbortSignal,
  ): Promise<MessageShape<Methods[Name]['output']>> {
    const method: DescMethod = SparkConnectService.method[name];
    return answerTo(signal, (callback) =>
      this.#client.makeUnaryRequest(
        pathOf(method),
        (message: MessageShape<Methods[Name]['input']>) => Buffer.from(toBinary(method.input, message)),
        (bytes: Buffer) => fromBinary(method.output, bytes) as MessageShape<Methods[Name]['output']>,
        create(method.input, request as never) as MessageShape<Methods[Name]['input']>,
        this.#metadata,
        within(milliseconds),
        callback,
      ),
    );
  }

  /** A call that is answered by a stream of messages. */
  stream<Name extends 'executePlan' | 'reattachExecute'>(
    name: Name,
    request: MessageInitShape<Methods[Name]['input']>,
  ): ClientReadableStream<MessageShape<Methods[Name]['output']>> {
    const method: DescMethod = SparkConnectService.method[name];
    return this.#client.makeServerStreamRequest(
      pathOf(method),
      (message: MessageShape<Methods[Name]['input']>) => Buffer.from(toBinary(method.input, message)),
      (bytes: Buffer) => fromBinary(method.output, bytes) as MessageShape<Methods[Name]['output']>,
      create(method.input, request as never) as MessageShape<Methods[Name]['input']>,
      this.#metadata,
    );
  }

  /** A stream of messages that is answered by one. */
  upload(
    requests: Iterable<MessageInitShape<Methods['addArtifacts']['input']>>,
    milliseconds: number,
    signal?: AbortSignal,
  ): Promise<MessageShape<Methods['addArtifacts']['output']>> {
    const method = SparkConnectService.method.addArtifacts;
    let isOver = false;
    return answerTo(signal, (callback) => {
      const call = this.#client.makeClientStreamRequest(
        pathOf(method),
        (message: MessageShape<typeof method.input>) => Buffer.from(toBinary(method.input, message)),
        (bytes: Buffer) => fromBinary(method.output, bytes),
        this.#metadata,
        within(milliseconds),
        (error, answer) => {
          isOver = true;
          callback(error, answer);
        },
      );
      const iterator = requests[Symbol.iterator]();
      // No more is made than the connection takes.
      const send = () => {
        while (!isOver) {
          const { done, value } = iterator.next();
          if (done) return call.end();
          if (!call.write(create(method.input, value))) return call.once('drain', send);
        }
      };
      send();
      return call;
    });
  }

  close(): void {
    this.#client.close();
  }
}

/** The one answer to a call. An abort cancels the call, and rejects with the signal's reason. */
function answerTo<Answer>(
  signal: AbortSignal | undefined,
  start: (callback: (error: ServiceError | null, answer?: Answer) => void) => { cancel(): void },
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const call = start((error, answer) => {
      signal?.removeEventListener('abort', abort);
      if (error || answer === undefined) reject(error);
      else resolve(answer);
    });
    const abort = () => {
      reject(signal?.reason);
      call.cancel();
    };
    signal?.addEventListener('abort', abort);
  });
}

function pathOf(method: DescMethod): string {
  return `/${method.parent.typeName}/${method.name}`;
}

function within(milliseconds: number): CallOptions {
  return { deadline: Date.now() + milliseconds };
}
