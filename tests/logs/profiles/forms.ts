import type { Json } from '../../../lib/logs/fields/json.js';

type Event = { readonly [key: string]: Json };

/** The forms in which collectors keep events as their vendor wrote them, each with the events in it. */
export function carried(events: readonly Event[]): [form: string, records: Json[]][] {
  const wrap = (wrapped: (event: Event) => Json) => events.map(wrapped);
  return [
    ["the vendor's own", [...events]],
    ['an agent', wrap((event) => ({ '@timestamp': '2026-05-01T00:00:00Z', message: JSON.stringify(event) }))],
    [
      'Elastic',
      wrap((event) => ({ event: { original: JSON.stringify(event), ingested: '2026-05-01T00:00:00Z' } })),
    ],
    [
      'CloudWatch Insights',
      wrap((event) => ({ '@timestamp': '2026-05-01', '@message': JSON.stringify(event) })),
    ],
    [
      'Splunk',
      wrap((event) => ({ preview: false, result: { _raw: JSON.stringify(event), _time: '2026-05-01' } })),
    ],
    ['Elasticsearch', wrap((event) => ({ _index: 'logs', _id: 'x', _source: event }))],
  ];
}

/** An event as a row of a table: nested keys joined, lists as JSON. */
export function flat(event: Event, join: (keys: string[], value: Json) => string): Event {
  const row: { [key: string]: Json } = {};
  const add = (value: Json, keys: string[]) => {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) add(inner, [...keys, key]);
    } else row[join(keys, value)] = Array.isArray(value) ? JSON.stringify(value, null, 2) : value;
  };
  add(event, []);
  return row;
}

/**
 * A row as Log Analytics' custom tables have it: names joined by `_`, with an ending for the type, and a time
 * of its own.
 */
export function logAnalytics(event: Event): Event {
  const ending = (value: Json) => ({ number: '_d', boolean: '_b' })[typeof value as string] ?? '_s';
  const row = flat(event, (keys, value) => `${keys.join('_')}${ending(value)}`);
  return { TenantId: 'workspace', SourceSystem: 'RestAPI', TimeGenerated: '2026-05-01T00:00:00Z', ...row };
}

/** All names in lower case and with `_` between words, as Elastic's integrations have them. */
export function snake(value: Json): Json {
  if (Array.isArray(value)) return value.map(snake);
  if (typeof value !== 'object' || value === null) return value;
  const words = (key: string) => key.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [words(key), snake(inner)]));
}
