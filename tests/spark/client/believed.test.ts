import { type Table, Utf8, vectorFromArray } from 'apache-arrow';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { readConnection } from '../../../lib/spark/client/connectionString.js';
import { Session } from '../../../lib/spark/client/Session.js';
import { SparkError } from '../../../lib/spark/client/SparkError.js';
import { Spark } from '../../../lib/spark/Spark.js';
import { tableFromVectors } from '../../../lib/tables/tableFromVectors.js';
import { fuzzRuns } from '../../hostile/fuzzRuns.js';
import { type Answer, answersOf, declared } from './answers.js';
import { fakeServer } from './fakeServer.js';

// A process of its own, which nothing here needs.
vi.mock('../../../lib/spark/client/releaseAtExit.js', () => ({ releaseAtExit: () => () => {} }));

const SCHEMA = declared({ n: 'long', name: 'string', share: 'double', yes: 'boolean' });

/** Rows with and without nulls. */
function batchOf(from: number, count: number): Table {
  const rows = Array.from({ length: count }, (_, n) => from + n);
  return tableFromVectors([
    ['n', vectorFromArray(rows.map((n) => BigInt(n)))],
    [
      'name',
      vectorFromArray(
        rows.map((n) => (n % 3 === 1 ? null : `name ${n}`)),
        new Utf8(),
      ),
    ],
    ['share', vectorFromArray(rows.map((n) => n / 7))],
    ['yes', vectorFromArray(rows.map((n) => (n % 2 === 0 ? null : n % 4 === 1)))],
  ]);
}

const SIZES = [3, 1, 9, 2];
const whole = answersOf(
  SIZES.map((size, n) =>
    batchOf(
      SIZES.slice(0, n).reduce((sum, each) => sum + each, 0),
      size,
    ),
  ),
  SCHEMA,
);
const ALL = 15;

/** The server's answers on each stream, one after the other; nothing comes after them. */
let streams: Answer[][] = [];
let session: Session;
let spark: Spark;
let stop: () => void;
beforeAll(async () => {
  const next = async function* () {
    yield* streams.shift() ?? [];
  };
  const server = await fakeServer({
    executePlan: next,
    reattachExecute: next,
    releaseExecute: async () => ({}),
    interrupt: async () => ({}),
    releaseSession: async () => ({}),
  });
  stop = server.stop;
  session = new Session(readConnection(server.url, {}));
  spark = new Spark(session, '4.1.4');
  // From now on it knows the server's id.
  expect(await read(whole)).toEqual(right);
});
afterAll(async () => {
  await session.close();
  stop();
});

async function read(...sent: Answer[][]): Promise<Record<string, unknown>[] | Error> {
  streams = sent;
  try {
    return (await spark.sql('SELECT 1').toTable()).toArray().map((row) => row.toJSON());
  } catch (error) {
    return error as Error;
  }
}

const right = [...batchOf(0, ALL)].map((row) => row.toJSON());
const batchIn = (answer: Answer) =>
  answer.responseType?.case === 'arrowBatch' ? answer.responseType.value : undefined;

/** The same answer with something else in its batch. */
function withBatch(answer: Answer, others: object): Answer {
  const value = { ...batchIn(answer), ...others };
  return { ...answer, responseType: { case: 'arrowBatch', value } } as Answer;
}

/** One thing that goes wrong on the way; those without rows have no place in a batch. */
const damages = fc.oneof(
  fc.record({ kind: fc.constant('drop'), at: fc.nat() }),
  fc.record({ kind: fc.constant('repeat'), at: fc.nat(), to: fc.nat() }),
  fc.record({ kind: fc.constant('repeat as another'), at: fc.nat(), to: fc.nat() }),
  fc.record({ kind: fc.constant('move'), at: fc.nat(), to: fc.nat() }),
  fc.record({
    kind: fc.constantFrom('sessionId', 'serverSideSessionId', 'operationId', 'responseId'),
    at: fc.nat(),
    text: fc.constantFrom('', 'other', 'answer 2'),
  }),
  fc.record({ kind: fc.constant('rowCount'), at: fc.nat(), by: fc.bigInt(-3n, 3n) }),
  fc.record({ kind: fc.constant('startOffset'), at: fc.nat(), by: fc.option(fc.bigInt(-3n, 3n)) }),
  fc.record({ kind: fc.constant('cut'), at: fc.nat(), bytes: fc.nat() }),
  fc.record({ kind: fc.constant('garbage'), at: fc.nat(), data: fc.uint8Array({ maxLength: 200 }) }),
  fc.record({ kind: fc.constant('reconnect'), at: fc.nat(), again: fc.nat({ max: 2 }) }),
);
type Damage = { kind: string; at: number } & Partial<{
  to: number;
  text: string;
  by: bigint | null;
  bytes: number;
  data: Uint8Array;
  again: number;
}>;

/** The streams of answers after what went wrong. */
function damaged(answers: readonly Answer[], { kind, at: place, ...how }: Damage): Answer[][] {
  const at = place % answers.length;
  const answer = answers[at];
  const without = answers.filter((_, n) => n !== at);
  const to = (how.to ?? 0) % (answers.length + 1);
  const batch = batchIn(answer);
  const replaced = (other: Answer) => [answers.with(at, other)];
  switch (kind) {
    case 'drop':
      return [without];
    case 'repeat':
      return [answers.toSpliced(to, 0, answer)];
    case 'repeat as another':
      return [answers.toSpliced(to, 0, { ...answer, responseId: 'one more' })];
    case 'move':
      return [without.toSpliced(to, 0, answer)];
    case 'rowCount':
      return batch
        ? replaced(withBatch(answer, { rowCount: BigInt(batch.rowCount!) + how.by! }))
        : [[...answers]];
    case 'startOffset': {
      const startOffset = how.by === null ? undefined : BigInt(batch?.startOffset ?? 0n) + how.by!;
      return batch ? replaced(withBatch(answer, { startOffset })) : [[...answers]];
    }
    case 'cut':
      return batch
        ? replaced(withBatch(answer, { data: batch.data!.slice(0, how.bytes! % batch.data!.length) }))
        : [[...answers]];
    case 'garbage':
      return batch ? replaced(withBatch(answer, { data: how.data })) : [[...answers]];
    case 'reconnect':
      // The second stream begins with answers that came on the first.
      return [answers.slice(0, at + 1), answers.slice(Math.max(0, at + 1 - how.again!))];
    default:
      return replaced({ ...answer, [kind]: how.text });
  }
}

/** Spark nowhere says how many rows there are: only what is missing before others can be seen. */
function isWithoutLast(streams: readonly Answer[][]): boolean {
  const sent = streams.flat();
  const last = sent.findLast((answer) => batchIn(answer))?.responseId;
  return last !== whole.at(-2)!.responseId && sent.some((answer) => batchIn(answer));
}

describe('what a server answers', () => {
  it('is all rows, in order', async () => {
    expect(await read(whole)).toEqual(right);
    expect(await read(whole.slice(0, 3), whole.slice(3))).toEqual(right);
  });

  it.each<[string, Answer[][], RegExp]>([
    [
      'garbage',
      [[withBatch(whole[1], { data: Buffer.alloc(100) })]],
      /Expected Spark to send rows in the Arrow format, got bytes that can't be read/,
    ],
    ['no bytes', [[withBatch(whole[1], { data: Buffer.alloc(0) })]], /rows in the Arrow format/],
    [
      'more rows than it says',
      [[withBatch(whole[1], { rowCount: 2n })]],
      /Expected Spark to send a batch of rowCount 2, got one of 3/,
    ],
    [
      'rows after a gap',
      [[whole[0], whole[1], whole[3]]],
      /Expected Spark to send rows from startOffset 3 on, got rows from 4 on/,
    ],
    [
      'rows twice after a reconnect',
      [whole.slice(0, 2), whole.slice(1)],
      /Expected Spark to send each answer once, got responseId "answer 1" again/,
    ],
    [
      'batches in pieces',
      [[withBatch(whole[1], { numChunksInBatch: 2n })]],
      /batches of rows in one piece, got one of 2/,
    ],
    [
      'no columns',
      [[whole[0], whole.at(-1)!]],
      /Expected Spark to send the columns of a result, got none, and no rows/,
    ],
    [
      'other columns than before',
      [
        [
          whole[1],
          ...answersOf([batchOf(0, 3), batchOf(3, 1).select(['n', 'name', 'yes', 'share'])], SCHEMA).slice(2),
        ],
      ],
      /Expected Spark to send column "share Float64", got "yes Bool"/,
    ],
    [
      'other columns than it declares',
      [
        answersOf(
          [batchOf(0, 3)],
          declared({ n: 'integer', name: 'string', share: 'double', yes: 'boolean' }),
        ),
      ],
      /Expected Spark to send column "n int", got "n Int64"/,
    ],
    [
      'fewer columns than it declares',
      [answersOf([batchOf(0, 3).select(['n'])], SCHEMA)],
      /Expected Spark to send 4 columns, got 1/,
    ],
  ])('is refused where it is %s', async (_, sent, said) => {
    const error = await read(...sent);
    expect(error).toBeInstanceOf(SparkError);
    expect(String(error)).toMatch(said);
  });

  it('is right or refused, whatever two things go wrong with it', async () => {
    await fc.assert(
      fc.asyncProperty(damages, fc.option(damages), async (first, second) => {
        const [once, ...more] = damaged(whole, first as Damage);
        const sent = second === null ? [once, ...more] : [...damaged(once, second as Damage), ...more];
        // It would be asked for for a while, which is tried elsewhere.
        if (!sent.flat().some(({ responseType }) => responseType?.case === 'resultComplete')) return;
        const result = await read(...sent);
        if (result instanceof Error) expect(result).toBeInstanceOf(SparkError);
        else if (!isWithoutLast(sent)) expect(result).toEqual(right);
      }),
      { numRuns: fuzzRuns(200) },
    );
  });
});
