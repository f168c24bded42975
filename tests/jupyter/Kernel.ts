import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { inject } from 'vitest';
import { PATIENCE_MS } from '../patience.js';
import './provided.js';

/** What a kernel sent in answer to one request. */
export interface Answer {
  reply: {
    type: string;
    status: string;
    execution_count?: number;
    ename?: string;
    evalue?: string;
    traceback?: string[];
  };
  published: [type: string, content: Record<string, unknown>][];
}

/** The installed kernel, started and spoken to by Jupyter's own client. */
export class Kernel {
  private readonly answers: AsyncIterator<string>;

  private constructor(readonly client: ChildProcessByStdio<Writable, Readable, null>) {
    this.answers = createInterface({ input: client.stdout })[Symbol.asyncIterator]();
  }

  static start(cwd = 'tests/jupyter'): Kernel {
    const { executable, env } = inject('python');
    const script = fileURLToPath(new URL('kernel_client.py', import.meta.url));
    const client = spawn(executable, [script, 'tslab', String(PATIENCE_MS / 1000)], {
      cwd,
      env,
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    return new Kernel(client);
  }

  private async ask<T>(command: Record<string, unknown>): Promise<T> {
    this.client.stdin.write(`${JSON.stringify(command)}\n`);
    const { value, done } = await this.answers.next();
    if (done) throw new Error(`The client ended at ${JSON.stringify(command)}`);
    return JSON.parse(value) as T;
  }

  /** Sends a request of any type, and doesn't wait for its answer. */
  request(type: string, content: Record<string, unknown> = {}): Promise<string> {
    return this.ask({ do: 'send', type, content });
  }

  /** Sends a cell to execute, and doesn't wait for it. */
  send(code: string, options: Record<string, boolean> = {}): Promise<string> {
    return this.request('execute_request', {
      code,
      silent: false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: true,
      ...options,
    });
  }

  /** Sends what nobody replies to, such as a comm's message, and doesn't wait. */
  tell(type: string, content: Record<string, unknown>, buffers: readonly Uint8Array[] = []): Promise<string> {
    const encoded = buffers.map((buffer) => Buffer.from(buffer).toString('base64'));
    return this.ask({ do: 'send', type, content, buffers: encoded });
  }

  /** What such a request made the kernel publish, once it is over. */
  settle(id: string): Promise<Pick<Answer, 'published'>> {
    return this.ask({ do: 'settle', id });
  }

  /** Asks the kernel itself to end, as Jupyter does before it waits for the process. */
  async end(): Promise<Pick<Answer, 'published'>> {
    const request = { do: 'send', type: 'shutdown_request', content: { restart: false }, channel: 'control' };
    return this.settle(await this.ask(request));
  }

  collect(id: string): Promise<Answer> {
    return this.ask({ do: 'collect', id });
  }

  async execute(code: string, options: Record<string, boolean> = {}): Promise<Answer> {
    return this.collect(await this.send(code, options));
  }

  /** Waits until a running request has printed a text. */
  see(id: string, text: string): Promise<boolean> {
    return this.ask({ do: 'see', id, text });
  }

  interrupt(): Promise<boolean> {
    return this.ask({ do: 'interrupt' });
  }

  /** The first half of an interrupt, as a sender sees it whose message isn't delivered at once. */
  writeInterrupt(): Promise<boolean> {
    return this.ask({ do: 'write_interrupt' });
  }

  sendInterrupt(): Promise<boolean> {
    return this.ask({ do: 'send_interrupt' });
  }

  shutdown(): Promise<boolean> {
    return this.ask({ do: 'shutdown' });
  }
}

/** What a cell printed. */
export function printed({ published }: Pick<Answer, 'published'>, name = 'stdout'): string {
  return published
    .filter(([type, content]) => type === 'stream' && content.name === name)
    .map(([, content]) => content.text)
    .join('');
}

/** The types of the messages a request made the kernel publish. */
export function types({ published }: Pick<Answer, 'published'>): string[] {
  return published.map(([type]) => type);
}
