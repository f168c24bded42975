import {
  create,
  type DescMethod,
  fromBinary,
  type MessageInitShape,
  type MessageShape,
  toBinary,
} from '@bufbuild/protobuf';
import { Client, type ClientReadableStream, credentials, Metadata, type ServiceError } from '@grpc/grpc-js';
import { SparkConnectService } from '../generated/base_pb.js';
import type { Connection } from './connectionString.js';

/** Servers take messages of up to 128 MiB, and refuse larger ones themselves; what they send has no limit. */
const OPTIONS = {
  'grpc.max_receive_message_length': -1,
  'grpc.max_send_message_length': -1,
  // Look for a restarted server soon.
  'grpc.initial_reconnect_backoff_ms': 200,
  'grpc.max_reconnect_backoff_ms': 2000,
};

type Methods = typeof SparkConnectService.method;
type MethodOf<Kind extends DescMethod['methodKind']> = {
  [Name in keyof Methods]: Methods[Name]['methodKind'] extends Kind ? Name : never;
}[keyof Methods];
type Request<Name extends keyof Methods> = MessageInitShape<Methods[Name]['input']>;
type Answer<Name extends keyof Methods> = MessageShape<Methods[Name]['output']>;

/** The calls of Spark Connect's service, over one HTTP/2 connection that is made at the first call. */
export class Channel {
  readonly #client: Client;
  readonly #metadata = new Metadata();

  constructor({ address, useSsl, token, headers }: Connection) {
    const channel = useSsl ? credentials.createSsl() : credentials.createInsecure();
    this.#client = new Client(address, channel, OPTIONS);
    if (token !== null) this.#metadata.set('authorization', `Bearer ${token}`);
    for (const [name, value] of Object.entries(headers)) this.#metadata.set(name, value);
  }

  /**
   * @param milliseconds the time in which it has to be answered
   * @param signal cancels it, which rejects with the signal's reason
   */
  unary<Name extends MethodOf<'unary'>>(
    name: Name,
    request: Request<Name>,
    milliseconds: number,
    signal?: AbortSignal,
  ): Promise<Answer<Name>> {
    const { wire, message } = callOf(name);
    const options = { deadline: Date.now() + milliseconds };
    return answerTo(signal, (callback) =>
      this.#client.makeUnaryRequest(...wire, message(request), this.#metadata, options, callback),
    );
  }

  /** A call that is answered by a stream of messages. */
  stream<Name extends MethodOf<'server_streaming'>>(
    name: Name,
    request: Request<Name>,
  ): ClientReadableStream<Answer<Name>> {
    const { wire, message } = callOf(name);
    return this.#client.makeServerStreamRequest(...wire, message(request), this.#metadata);
  }

  /** A stream of messages that is answered by one. */
  upload(
    requests: Iterable<Request<'addArtifacts'>>,
    milliseconds: number,
    signal?: AbortSignal,
  ): Promise<Answer<'addArtifacts'>> {
    const { wire, message } = callOf('addArtifacts');
    const options = { deadline: Date.now() + milliseconds };
    let isOver = false;
    return answerTo(signal, (callback) => {
      const call = this.#client.makeClientStreamRequest(...wire, this.#metadata, options, (error, answer) => {
        isOver = true;
        callback(error, answer);
      });
      const iterator = requests[Symbol.iterator]();
      // Messages are only made as fast as the connection takes them.
      const send = () => {
        while (!isOver) {
          const { done, value } = iterator.next();
          if (done) return call.end();
          if (!call.write(message(value))) return call.once('drain', send);
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

/** What gRPC has to know about a method, and how a request becomes a message. */
function callOf<Name extends keyof Methods>(name: Name) {
  const { input, output, parent, name: ownName }: DescMethod = SparkConnectService.method[name];
  const serialize = (request: MessageShape<typeof input>) => Buffer.from(toBinary(input, request));
  const deserialize = (bytes: Buffer) => fromBinary(output, bytes) as Answer<Name>;
  return {
    wire: [`/${parent.typeName}/${ownName}`, serialize, deserialize] as const,
    message: (request: Request<Name>) => create(input, request as never),
  };
}

/** The one answer to a call. An abort cancels the call, and rejects with the signal's reason. */
function answerTo<T>(
  signal: AbortSignal | undefined,
  start: (callback: (error: ServiceError | null, answer?: T) => void) => { cancel(): void },
): Promise<T> {
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
