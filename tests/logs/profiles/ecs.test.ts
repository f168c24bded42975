import { describe, expect, it } from 'vitest';
import type { Json } from '../../../lib/logs/fields/json.js';
import { ecs } from '../../../lib/logs/profiles/ecs.js';
import { flat } from './forms.js';
import { accesses, readSample } from './readSample.js';

function event(
  n: number,
  category: string,
  name: string | null,
  more: { [key: string]: Json } = {},
  of: { [key: string]: Json } = {},
) {
  return {
    '@timestamp': `2026-03-01T08:0${n}:00Z`,
    event: {
      id: `e${n}`,
      kind: 'event',
      category: [category],
      type: ['info'],
      outcome: 'success',
      provider: 'app',
      action: 'do',
      ...of,
    },
    user: { name },
    host: { name: 'fs1' },
    source: { ip: '192.0.2.7', geo: { country_iso_code: 'AT' }, as: { number: 64500 } },
    user_agent: { original: 'curl/8.4.0', os: { name: 'Linux' } },
    organization: { id: 'o1' },
    ...more,
  };
}

const EVENTS = [
  event(1, 'authentication', 'ada'),
  event(2, 'file', 'ada', { file: { path: '/hr/pay.xlsx' } }),
  event(3, 'web', 'ben', { url: { domain: 'wiki.example.com' } }),
  event(4, 'iam', 'ben'),
  event(5, 'authentication', 'ada', {}, { outcome: 'failure' }),
  event(6, 'authentication', 'ada', {}, { type: ['end'] }),
  event(7, 'process', 'ada'),
  event(8, 'authentication', 'WS01$'),
  event(9, 'authentication', 'SYSTEM'),
  event(0, 'authentication', null),
];

const READ = [
  'ada | fs1',
  'ada | /hr/pay.xlsx',
  'ben | wiki.example.com',
  'ben | app:do',
  'failed',
  'other event',
  'other event',
  'machine',
  'service',
  'other event',
];

describe('ecs', () => {
  it.each([
    ['documents', EVENTS],
    ['an export of Elasticsearch', EVENTS.map((each, n) => ({ _index: 'x', _id: `x${n}`, _source: each }))],
    ['flat names', EVENTS.map((each) => flat(each, (keys) => keys.join('.')))],
  ] as [string, Json[]][])('as %s', async (_, records) => {
    expect(await accesses(ecs, records)).toEqual(READ);
    const [first] = await readSample(ecs, records);
    expect(first).toMatchObject({
      tenant: 'o1',
      time: '2026-03-01T08:01:00Z',
      id: 'e1',
      context: { network: '192.0.2.0/24', country: 'AT', asn: '64500', client: 'curl', device: 'Linux' },
    });
  });
});
