import { expect, test } from 'vitest';
import { microsecondsBy } from '../../../lib/logs/times/microsecondsBy.js';
import { isoOf, readTimes } from './readTimes.js';

const texts = ['02.03.2026 04:05', '02.03.2026', "2 o'clock, 3/2026", '2026-03-02', null];
const formats = ['%d.%m.%Y %H:%M', '%d.%m.%Y', "%H o'clock, %m/%Y"];

test('reads what one of the formats reads, and nothing else', async () => {
  const expected = ['2026-03-02T04:05:00Z', '2026-03-02T00:00:00Z', '2026-03-01T02:00:00Z', null, null];
  for (const wrap of [(text: string) => text, (text: string) => `coalesce(${text}, NULL)`]) {
    const times = await readTimes(texts, (text) => microsecondsBy(formats, wrap(text)));
    expect(times.map(isoOf)).toEqual(expected);
  }
});

test('takes an offset', async () => {
  const times = await readTimes(['2/3/2026 10 +0200'], (text) => microsecondsBy(['%d/%m/%Y %H %z'], text));
  expect(times.map(isoOf)).toEqual(['2026-03-02T08:00:00Z']);
});
