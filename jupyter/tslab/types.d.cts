// The types of the kernel: the types that tslab's own declarations leave out or hide, and those that our
// files share.
import type * as ts from '@tslab/typescript-for-tslab';
import type { Converter, ConvertResult } from 'tslab/dist/converter.js';
import type { ConsoleInterface, ConverterSet, Executor as TslabExecutor } from 'tslab/dist/executor.js';

export type TypeScript = typeof ts;
export type Program = ts.Program;
export type { ConvertResult };

/** The modules of tslab that the patches touch. */
export interface Tslab {
  main: typeof import('tslab/dist/main.js');
  executor: {
    createExecutor(
      rootDir: string,
      converters: Omit<ConverterSet, 'node'> & { node: Pick<Converter, 'convert'> },
      output: ConsoleInterface,
    ): TslabExecutor;
  };
  jupyter: {
    ZmqServer: { prototype: Server };
    JupyterHandlerImpl: { prototype: Handler };
    lastWriteDisplayData: (data: object, update: boolean) => void;
  };
  metadata: typeof import('tslab/dist/metadata.js');
  inspect: typeof import('tslab/dist/inspect.js');
  typescript: TypeScript;
}

/** tslab's executor, as runCells.cjs has it: what a cell shows is returned, what goes wrong is thrown. */
export interface Executor extends Omit<TslabExecutor, 'execute' | 'locals'> {
  execute(source: string, count?: number): Promise<Bundle | undefined>;
  locals: Record<string, unknown>;
}

/** tslab's JupyterHandlerImpl. */
export interface Handler {
  execCount: number;
  executor: Executor;
  handleKernel(): { language_info: { version: string } };
  handleInspect(request: Cursor): InspectReply;
  handleComplete(request: Cursor): CompleteReply;
}

export interface InspectReply {
  status: string;
  found: boolean;
  data: Record<string, string>;
  metadata: object;
}

export interface CompleteReply {
  status: string;
  matches: string[];
  cursor_start: number;
  cursor_end: number;
  metadata: object;
}

interface Cursor {
  code: string;
  cursor_pos: number;
}

/** tslab's ZmqServer, its sockets replaced by connectBroker.cjs. */
export interface Server {
  handler: Handler;
  configPath: string;
  connInfo: Connection;
  iopub: Socket;
  shell: Socket;
  control: Socket;
  stdin: Pick<Socket, 'close'>;
  hb: Pick<Socket, 'close'>;
  /** Ours: the number of the request that an interrupt is for. */
  interrupted: number;
  init(): Promise<void>;
  close(): void;
  publishStatus(status: string, request: Message): void;
  handleShellMessage(socket: Socket, ...frames: Buffer[]): Promise<void>;
  handleKernelInfo(socket: Socket, request: Message): void;
  handleExecute(socket: Socket, request: Message): Promise<void>;
  handleCommInfoRequest(socket: Socket, request: Message): void;
  handleShutdown(socket: Socket, request: Message): void;
}

export interface Socket {
  send(frames: (string | Uint8Array)[]): void;
  close(): void;
}

/** The content of Jupyter's connection file. */
export interface Connection extends Record<`${Channel | 'stdin' | 'hb'}_port`, number> {
  ip: string;
  key: string;
  transport: string;
}

/** tslab's ZmqMessage. */
export interface Message {
  identity: Buffer[];
  header: Header;
  parent: Header;
  metadata: object;
  content: Content;
  /** Binary buffers. */
  extra: Uint8Array[];
  createReply(): Message;
  signAndSend(key: string, socket: Pick<Socket, 'send'>): void;
}

export interface MessageClass {
  prototype: Message;
  verifyHmac(key: string, signature: string, parts: Buffer[]): void;
  fromRaw(key: string, frames: Buffer[]): Message;
}

export interface Header {
  msg_type: string;
  session: string;
  [field: string]: unknown;
}

/** The parts of a request's content that our patches read; a reply's content can be anything. */
interface Content {
  code?: string;
  silent?: boolean;
  stop_on_error?: boolean;
  restart?: boolean;
  comm_id?: string;
  target_name?: string;
  data?: unknown;
  [field: string]: unknown;
}

/** Channels that the main thread sends on. */
export type Channel = 'iopub' | 'shell' | 'control';

/** The request that something was printed for, as its stream messages need it. */
export interface Parent {
  id: number;
  identity: Buffer[];
  header: Header;
  parentHeader: string;
}

/** What the main thread sends to the broker; `bytes` are counted in QUEUED until they are sent. */
export type ToBroker =
  | { channel: Channel; frames: (string | Uint8Array)[]; bytes: number }
  | { channel: 'print'; parent: Parent; name: string; text: string; bytes: number }
  | { channel: 'close' };

/** What the broker received. */
export type FromBroker =
  | { channel: 'shell' | 'control'; frames: Uint8Array[]; running: number }
  /** A request that was interrupted, and goes on. */
  | { channel: 'interrupt'; running: number };

/** By MIME type. */
export type Bundle = Record<string, unknown>;

/** The compiler's last result: source maps, the last pass first, and the program that has the cell. */
export interface LastCode {
  maps: import('node:module').SourceMapPayload[];
  program: Program | undefined;
}

/** Finds the source's column for a line (from 0) and column of the compiled text. */
export type Unexpand = (line: number, column: number) => number;

/** A place in a cell; line and column from 1. */
export interface Place {
  count: number;
  line: number;
  column: number;
  source: string;
}

/** The content of a Jupyter `error` message. */
export interface ErrorContent {
  ename: string;
  evalue: string;
  traceback: string[];
}

export type CellSources = InstanceType<typeof import('./CellSources.cjs').CellSources>;

/** A message on a comm. */
export interface CommMessage {
  data: unknown;
  metadata: object;
  buffers: Uint8Array[];
}

export interface CommOptions {
  metadata?: object;
  buffers?: readonly ArrayBufferView[];
}

/** Sends a comm's message as an answer to the request that runs. */
export type PublishComm = (type: string, content: object, options?: CommOptions) => void;

/** A connection to an object of the front end, as code in the kernel sees it. */
export type Comm = InstanceType<typeof import('./Comm.cjs').Comm>;

export type Comms = InstanceType<typeof import('./Comms.cjs').Comms>;

declare global {
  /** tslab's executor keeps the names that cells see here, and we keep what instrumented code calls. */
  var __tslab__: Record<string, unknown>;
}
