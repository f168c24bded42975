import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonRecord } from '../../../lib/logs/decode/json/JsonRecord.js';
import { JsonSplitter } from '../../../lib/logs/decode/json/JsonSplitter.js';
import { jsonRecords, jsonRecordsOf } from '../../../lib/logs/decode/json/jsonRecords.js';
import { type ChooseList, wrappedList } from '../../../lib/logs/decode/json/wrappedList.js';
import { fuzzRuns } from '../../hostile/fuzzRuns.js';
import { hostileName } from '../../hostile/hostileName.js';
import { cutAt } from './cutAt.js';

const chooseList: ChooseList = (document) => wrappedList(document);
const recordsIn = (text: string) => jsonRecordsOf(Buffer.from(text), chooseList);
/** Text, line, and `-` where it isn't whole. */
const short = (records: readonly JsonRecord[]) =>
  records.map(({ text, line, isWhole }) => `${line}${isWhole ? '' : '-'} ${text}`);

describe('jsonRecords splits', () => {
  test.each([
    ['a list', '[{"a":1},{"b":[1,{"c":2}]}]', ['1 {"a":1}', '1 {"b":[1,{"c":2}]}']],
    ['lines', '{"a":1}\n\n{"b":2}\r\n{"c":3}', ['1 {"a":1}', '3 {"b":2}', '4 {"c":3}']],
    ['what has no breaks', '{"a":1}{"b":2} {"c":3}', ['1 {"a":1}', '1 {"b":2}', '1 {"c":3}']],
    ['what is pretty', '[\n  {\n    "a": 1\n  },\r\n  {}\n]', ['2 {     "a": 1   }', '5 {}']],
    ['a wrapper', '{"x":1,"Records":[{"a":1},\n{"b":2}],"y":[1]}', ['1 {"a":1}', '2 {"b":2}']],
    ['wrappers on lines', '{"value":[{"a":1}]}\n{"value":[{"b":2}]}', ['1 {"a":1}', '2 {"b":2}']],
    ['lists on lines', '[{"a":1}]\n[{"b":2}]', ['1 {"a":1}', '2 {"b":2}']],
    ['a wrapper with nothing in it', '{"@odata.context":"x","value":[]}', []],
    ['a document that is one', '{"items":[{"a":1}],"more":[{}]}', ['1 {"items":[{"a":1}],"more":[{}]}']],
    ['values', '1\n"x y"\nnull\n[2,"z",[3]]', ['1 1', '2 "x y"', '3 null', '4 2', '4 "z"', '4 [3]']],
    [
      'brackets and quotes in texts',
      '[{"a":"]}\\"{["},{"b":"\\\\"}]',
      ['1 {"a":"]}\\"{["}', '1 {"b":"\\\\"}'],
    ],
    [
      'texts put together',
      '\ufeff{"a":1}\n\ufeff[{"b":2}],\x1e{"c":3}',
      ['1 {"a":1}', '2 {"b":2}', '2 {"c":3}'],
    ],
    ['nothing', ' \n[]\n', []],
  ])('%s', (_, text, expected) => {
    expect(short(recordsIn(text))).toEqual(expected);
  });

  test('a list that the caller chooses, which is told of keys and lists', () => {
    const asked: unknown[] = [];
    const text = '{"a\\u0062":[1,{}],"c":{"d":[{}]},"e":[],"f":[2],"g":[{"x":1}]}';
    const records = jsonRecordsOf(Buffer.from(text), (document) => {
      asked.push(document);
      return 'g';
    });
    expect(short(records)).toEqual(['1 {"x":1}']);
    expect(asked).toEqual([{ keys: ['ab', 'c', 'e', 'f', 'g'], lists: ['ab', 'g'], emptyLists: ['e'] }]);
  });
});

describe('jsonRecords loses little to what is broken', () => {
  test.each([
    [
      'a quote that isn’t closed',
      '[{"u":"a},{"u":"b"},{"u":"c"}]',
      ['1- {"u":"a}', '1 {"u":"b"}', '1 {"u":"c"}'],
    ],
    ['the same in documents', '{"u":"a}{"u":"b"}{"u":"c"}', ['1- {"u":"a}', '1 {"u":"b"}', '1 {"u":"c"}']],
    ['a bracket of the other kind', '[{"a":[1},{"a":2}]', ['1- {"a":[1}', '1 {"a":2}']],
    ['a line that is cut', '{"a":1\n{"a":2}\n{"a":3}', ['1- {"a":1', '2 {"a":2}', '3 {"a":3}']],
    [
      'a document’s list that isn’t closed',
      '{"a":[1}\n{"a":2}\n{"l":[1}},2]}',
      ['1- {"a":[1}', '2 {"a":2}', '3- {"l":[1}},2]}'],
    ],
    ['an object where a key is due', '[{"a":1,{"a":2},{"a":3}]', ['1- {"a":1', '1 {"a":2}', '1 {"a":3}']],
    ['a line that is cut behind a key', '{"a":\n{"a":2}\n{"a":3}', ['1- {"a":', '2 {"a":2}', '3 {"a":3}']],
    ['a line break in a text', '{"a":"x\ny"}\n{"a":2}', ['1- {"a":"x y"}', '3 {"a":2}']],
    ['a return in a text', '[{"a":"x\ry"},{"a":2}]', ['1- {"a":"x y"}', '1 {"a":2}']],
    ['words', 'oops\n{"a":1} and\n{"b":2}', ['1- oops', '2 {"a":1}', '2- and', '3 {"b":2}']],
    [
      'a bracket too many',
      '{"a":1}}\n[{"b":1}},{"b":2}]',
      ['1 {"a":1}', '1- }', '2 {"b":1}', '2- }', '2 {"b":2}'],
    ],
    ['an end that is missing', '[{"a":1},{"b":', ['1 {"a":1}', '1- {"b":']],
    ['a list’s end that is missing', '[{"a":1},', ['1 {"a":1}', '1- (the end of a list is missing)']],
    ['a wrapped list’s', '{"Records":[{"a":1}', ['1 {"a":1}', '1- (the end of a list is missing)']],
    [
      'a wrapped list’s on lines, which is not read twice',
      '{"Records":[\n{"a":1},\n{"b":[{}]},\n',
      ['2 {"a":1}', '3 {"b":[{}]}', '4- (the end of a list is missing)'],
    ],
    ['a wrapper’s end that is missing', '{"Records":[{"a":1}]', ['1 {"a":1}']],
    ['a list that is cut, on lines', '[{"a":1},{"b":\n[{"c":1}]', ['1 {"a":1}', '1- {"b":', '2 {"c":1}']],
    [
      'a wrapper that is cut, on lines',
      '{"Records":[{"a":1},{"b":\n{"Records":[{"c":1}]}\n{"Records":[{"d":1}]}',
      ['1 {"a":1}', '1- {"b":', '2 {"c":1}', '3 {"d":1}'],
    ],
    [
      'an element on its line',
      '{"Records":[\n{"a":1,"l":[{"a":2}]},\n{"a":"x,"l":[\n{"a":3}\n]}',
      ['2 {"a":1,"l":[{"a":2}]}', '3- {"a":"x,"l":[', '4 {"a":3}'],
    ],
    [
      'an element over several lines, but not its parts',
      '[\n  {\n    "a": "x\n",\n    "l": [\n      {"b": 1}\n    ]\n  },\n  {\n    "a": 2\n  }\n]',
      ['2- {     "a": "x ",     "l": [       {"b": 1}     ]   }', '9 {     "a": 2   }'],
    ],
  ])('%s', (_, text, expected) => {
    expect(short(recordsIn(text))).toEqual(expected);
  });

  test('bytes that are no UTF-8', () => {
    const bytes = Buffer.from('[{"a":"\xff"},{"a":"é"}]', 'latin1');
    const fine = Buffer.from('[{"a":"é"}]');
    expect(jsonRecordsOf(bytes, chooseList).map(({ isWhole }) => isWhole)).toEqual([false, false]);
    expect(jsonRecordsOf(fine, chooseList).map(({ isWhole }) => isWhole)).toEqual([true]);
  });

  test('a record that is too long, wherever chunks end', async () => {
    const long = `{"long":"${'x'.repeat(17e6)}"}`;
    const inDocument = {
      text: expect.stringMatching(/^\(a record of 17000011 bytes\) {"long":"x+$/),
      isWhole: false,
    };
    for (const text of [
      `[{"a":1},\n${long},{"b":2}]`,
      `{"a":1}\n${long}\n{"b":2}`,
      `{"Records":[{"a":1},\n${long},{"b":2}]}`,
    ]) {
      const expected = [{ text: '{"a":1}', line: 1 }, { ...inDocument, line: 2 }, { text: '{"b":2}' }];
      expect(recordsIn(text)).toMatchObject(expected);
      expect(await chunked(cutAt(Buffer.from(text), [1e6, 2e6, 16e6 + 7, 16.5e6]))).toMatchObject(expected);
      expect((await chunked([Buffer.from(text)]))[1].text.length).toBeLessThan(1100);
    }
  });

  test('and takes no time that grows with its square', () => {
    // Each line, and each text, may be where to read on. Else this would take hours.
    expect(recordsIn('{"a":[\n'.repeat(200_000)).at(-1)?.isWhole).toBe(false);
    expect(recordsIn(`[${'{"a":"b'.repeat(200_000)}`).some(({ isWhole }) => isWhole)).toBe(false);
  });
});

describe('a document of more than 16 MB', () => {
  const element = (n: number) => JSON.stringify({ n, fill: 'x'.repeat(1000) });
  const elements = Array.from({ length: 20_000 }, (_, n) => element(n));
  const list = elements.join(',\n');
  const chunksOf = (text: string) => {
    const bytes = Buffer.from(text);
    return cutAt(
      bytes,
      Array.from({ length: Math.floor(bytes.length / 1e6) }, (_, n) => (n + 1) * 1e6),
    );
  };

  test('is asked within its list, and streams from there', () => {
    const asked: unknown[] = [];
    const splitter = new JsonSplitter((document) => {
      asked.push(document);
      return 'Records';
    });
    const counts = chunksOf(`{"x":1,"Records":[${list}],"y":2}{"Records":[{"z":1}]}`).map(
      (chunk) => splitter.add(chunk).length,
    );
    expect(asked[0]).toEqual({ keys: ['x', 'Records'], lists: ['Records'], emptyLists: [] });
    expect(counts.filter((count) => count > 0).length).toBeGreaterThan(3);
    expect(counts.reduce((a, b) => a + b)).toBe(20_001);
    expect(splitter.end()).toEqual([]);
  });

  test('streams a list that comes late', async () => {
    const text = `{"x":[{}],"map":{${elements.map((one, n) => `"${n}":${one}`).join(',')}},"Records":[${list}]}`;
    const choose: ChooseList = ({ lists }) => (lists.includes('Records') ? 'Records' : null);
    const records = await chunked(chunksOf(text), choose);
    expect(records.map(({ text }) => text)).toEqual(elements);
    expect(records.at(-1)).toMatchObject({ line: 20_000 });
  });

  test('may be a record, which is too long, or hold a list before', async () => {
    const record = await chunked(chunksOf(`{"x":[{"a":1}],"Records":[${list}]}\n{"b":1}`), () => null);
    expect(short(record)).toEqual([
      expect.stringMatching(/^1- \(a record of 20\d+ bytes\) {"x":\[{"a":1}\]/),
      '20001 {"b":1}',
    ]);
    const before = await chunked(chunksOf(`{"x":[{"a":1}],"Records":[${list}]}\n{"b":1}`), () => 'x');
    expect(short(before)).toEqual(['1 {"a":1}', '20001 {"b":1}']);
  });

  test('goes on behind an element that is broken, and may be cut', async () => {
    const broken = elements.map((one, n) => (n === 18_000 ? '{"n":"}' : one));
    const records = await chunked(chunksOf(`{"Records":[${broken.join(',\n')}`));
    expect(records.map(({ text }) => text)).toEqual([...broken, '(the end of a list is missing)']);
    expect(records.filter(({ isWhole }) => !isWhole).map(({ line }) => line)).toEqual([18_001, 20_000]);
  });
});

async function chunked(chunks: readonly Buffer[], choose = chooseList): Promise<JsonRecord[]> {
  const records: JsonRecord[] = [];
  for await (const some of jsonRecords(chunks, choose)) records.push(...some);
  return records;
}

const nasty = fc.oneof(
  hostileName,
  fc.constantFrom(
    '{',
    '}',
    '[',
    ']',
    '"',
    '\\',
    '\\"',
    ',',
    ':',
    '},{"',
    '"}',
    ']}\n{',
    '\u2028',
    '\r\n',
    'Records',
  ),
  fc.string({ unit: 'binary', maxLength: 8 }),
);
const leaf = fc.oneof(
  nasty,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.boolean(),
  fc.constant(null),
);
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(nasty, tie('value'), { maxKeys: 4 }),
  ),
}));
/** Its first key is no wrapper's, and alike in all, as vendors' are. */
const object = fc
  .dictionary(nasty, value, { maxKeys: 4 })
  .map((fields) => ({ at: 0, ...fields, zone: [{}], other: [{}] }));

type Layout = (values: readonly unknown[]) => string;
const pretty = (one: unknown) => JSON.stringify(one, null, 2);
const layouts: Record<string, Layout> = {
  list: (values) => JSON.stringify(values),
  'pretty list': pretty,
  'list on lines': (values) => `[\n${values.map((one) => JSON.stringify(one)).join(',\r\n')}\n]\n`,
  lines: (values) => values.map((one) => `${JSON.stringify(one)}\n`).join(''),
  concatenated: (values) => values.map((one) => JSON.stringify(one)).join(''),
  'pretty, one after the other': (values) => values.map(pretty).join(' '),
  wrapped: (values) => JSON.stringify({ '@odata.context': 'x', value: values, more: 1 }),
  'pretty and wrapped': (values) => pretty({ Records: values }).replaceAll('\n', '\r\n'),
  'each wrapped': (values) => values.map((one) => JSON.stringify({ Records: [one], n: [] })).join('\n'),
};

describe.each(Object.entries(layouts))('values as %s', (_, layout) => {
  const parse = ({ text }: JsonRecord) => JSON.parse(text);
  const cuts = fc.array(fc.nat(), { maxLength: 5 });

  test('are what their records parse to, wherever chunks end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(object, { minLength: 1, maxLength: 5 }), cuts, async (values, at) => {
        const bytes = Buffer.from(layout(values));
        const records = await chunked(cutAt(bytes, at));
        expect(records.every(({ isWhole, text }) => isWhole && !/[\r\n]/.test(text))).toBe(true);
        // Values that JSON can't hold, such as -0 and half of a pair, are lost before.
        expect(records.map(parse)).toEqual(JSON.parse(JSON.stringify(values)).map(markedHalves));
      }),
      { numRuns: fuzzRuns(150) },
    );
  });

  test('and each byte may be a chunk', async () => {
    const bytes = Buffer.from(layout([{ at: 0, é: '\n😀"' }, { at: 1, l: [{}] }, { at: 'x' }]));
    const records = await chunked(Array.from(bytes, (byte) => Buffer.of(byte)));
    expect(records).toEqual(jsonRecordsOf(bytes, chooseList));
    expect(records.map(parse)).toEqual([{ at: 0, é: '\n😀"' }, { at: 1, l: [{}] }, { at: 'x' }]);
  });
});

/** Halves of surrogate pairs are marked in records. */
function markedHalves(one: unknown): unknown {
  return JSON.parse(
    JSON.stringify(one).replace(/\\\\|\\u(d[89a-f][0-9a-f]{2})/g, (all, half) =>
      half ? `\\ufdd0${half}` : all,
    ),
  );
}

describe('what is broken among values', () => {
  // Each is broken by itself, and leaves nothing open that the next line could close.
  const broken = fc.constantFrom(
    '{"at":"x',
    '{"at":1',
    '{"at":[1}',
    '{"at":{"b":"c}',
    '{"at" "b"}',
    '{"at":1]',
    '{"at":"a"b"}',
  );
  const items = fc.array(fc.oneof(object, broken), { minLength: 1, maxLength: 8 });
  const cuts = fc.array(fc.nat(), { maxLength: 5 });
  const joined = (values: readonly unknown[], separator: string) =>
    values.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join(separator);

  test.each([
    ['lines', (values: readonly unknown[]) => joined(values, '\n')],
    ['a list on lines', (values: readonly unknown[]) => `[\n${joined(values, ',\n')}\n]`],
    ['a wrapped list on lines', (values: readonly unknown[]) => `{"Records":[${joined(values, ',\n')}\n]}`],
    ['a list', (values: readonly unknown[]) => `[${joined(values, ',')}]`],
  ])('costs nothing else in %s', async (name, layout) => {
    await fc.assert(
      fc.asyncProperty(items, cuts, async (values, at) => {
        // The last one's end isn't certain.
        const all = [...values, { at: 'last' }];
        const records = await chunked(cutAt(Buffer.from(layout(all)), at));
        const whole = records.filter(({ isWhole }) => isWhole).map(({ text }) => JSON.parse(text));
        const fine = all.filter((one) => typeof one !== 'string');
        expect(whole).toEqual(JSON.parse(JSON.stringify(fine)).map(markedHalves));
        if (name !== 'a list') expect(records.length).toBeGreaterThanOrEqual(all.length);
      }),
      { numRuns: fuzzRuns(150) },
    );
  });

  test('is found alike wherever chunks end, and nothing is thrown', async () => {
    const part = fc.oneof(
      fc.uint8Array({ maxLength: 20 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
      object.map((one) => JSON.stringify(one)),
      object.map(pretty),
      nasty,
      fc.constantFrom('\n', ',', '[', ']', '{"Records":[', '{"at":', '"', '}'),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(part, { maxLength: 12 }), fc.boolean(), cuts, async (parts, isLatin, at) => {
        const bytes = Buffer.from(parts.join(''), isLatin ? 'latin1' : 'utf8');
        expect(await chunked(cutAt(bytes, at))).toEqual(await chunked([bytes]));
      }),
      { numRuns: fuzzRuns(300) },
    );
  });
});

describe('wrappedList', () => {
  const document = (keys: string[], lists: string[], emptyLists: string[] = []) => ({
    keys,
    lists,
    emptyLists,
  });

  test.each([
    [document(['Records'], ['Records']), 'Records'],
    [document(['kind', 'items', 'metadata'], ['items']), 'items'],
    [document(['Events', 'NextToken'], ['Events']), 'Events'],
    [document(['actor', 'target'], ['target']), null],
    [document(['value', 'target'], ['value', 'target']), null],
    [document(['value', 'other'], ['value'], ['other']), 'value'],
    [document(['@odata.context', 'value'], [], ['value']), 'value'],
    [document(['user', 'items'], [], ['items']), null],
    [document(['Records', 'records'], [], ['Records', 'records']), null],
    [document(['a'], []), null],
  ])('%j: %j', (given, expected) => {
    expect(wrappedList(given)).toBe(expected);
  });

  test('leaves documents alone that have an asked field', () => {
    const asked = (key: string) => key === 'user';
    expect(wrappedList(document(['user', 'items'], ['items']), asked)).toBeNull();
    expect(wrappedList(document(['other', 'items'], ['items']), asked)).toBe('items');
    expect(wrappedList(document(['other', 'items'], [], ['items']), asked)).toBe('items');
  });
});
