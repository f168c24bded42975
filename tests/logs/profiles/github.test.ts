import { describe, expect, it } from 'vitest';
import type { Json } from '../../../lib/logs/fields/json.js';
import { github } from '../../../lib/logs/profiles/github.js';
import { carried, flat, logAnalytics } from './forms.js';
import { accesses, readSample } from './readSample.js';

const event = (n: number, more: { [key: string]: Json }) => ({
  _document_id: `g${n}`,
  '@timestamp': 1775635200000 + n * 60_000,
  action: 'git.clone',
  actor: 'ada',
  actor_ip: '192.0.2.9',
  actor_location: { country_code: 'AT' },
  user_agent: 'git/2.43.0',
  org: 'example',
  ...more,
});

const EVENTS = [
  event(1, { repo: 'example/api' }),
  event(2, { action: 'team.add_member', user: 'ben', team: 'example/core' }),
  event(3, { action: 'business.set_policy', org: null, business: 'example-inc' }),
  event(4, { action: 'api.request', repo: 'example/vault', status_code: 404 }),
  event(5, { actor: 'dependabot[bot]', repo: 'example/api' }),
  event(6, { actor: 'helper', actor_is_bot: true, repo: 'example/api' }),
  event(7, { actor: null, repo: 'example/api' }),
];

const READ = [
  'ada | example/api',
  'ada | example:team',
  'ada | example-inc:business',
  'failed',
  'service',
  'service',
  'other event',
];

describe('github', () => {
  it.each([
    ...carried(EVENTS),
    ['Log Analytics', EVENTS.map(logAnalytics)],
    ['CSV', EVENTS.map((each) => flat(each, (keys) => keys.join('.')))],
  ] as [string, Json[]][])('as %s', async (_, records) => {
    expect(await accesses(github, records)).toEqual(READ);
    const [first] = await readSample(github, records);
    expect(first).toMatchObject({
      tenant: 'example',
      id: 'g1',
      context: { network: '192.0.2.0/24', country: 'AT', client: 'git' },
    });
    expect(Number(first.time)).toBe(1775635260000);
  });

  it('as Elastic, its own fields only', async () => {
    const record = {
      '@timestamp': '2026-03-01T08:00:00Z',
      event: { action: 'repo.destroy', id: 'g1' },
      github: { category: 'repo', org: 'example', repo: 'example/api' },
      user: { name: 'ada' },
    };
    const other = {
      '@timestamp': '2026-03-01T08:00:00Z',
      event: { action: 'logged-in' },
      user: { name: 'ada' },
    };
    expect(await accesses(github, [record, other])).toEqual(['ada | example/api', 'other event']);
    expect(await readSample(github, [record])).toMatchObject([{ tenant: 'example', id: 'g1' }]);
  });
});
