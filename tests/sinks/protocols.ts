import assert from 'node:assert';
import type { AlertTarget } from '../../lib/sinks/targets.js';
import { type Protocol, TOKEN } from './startService.js';

export const RULE = 'dcr-0123456789abcdef0123456789abcdef';
export const STREAM = 'Custom-AccessAnomaly_CL';

interface Spoken extends Protocol {
  name: 'azure' | 'splunk';
  target(url: string): AlertTarget;
  findingOf(record: unknown): Finding;
}

interface Finding {
  finding_info: { uid: string };
}

/** https://learn.microsoft.com/azure/azure-monitor/logs/logs-ingestion-api-overview#rest-api-call */
export const azure: Spoken = {
  name: 'azure',
  success: { status: 204 },
  recordsOf({ method, url, headers }, body) {
    assert.equal(method, 'POST');
    const { pathname, searchParams } = new URL(url ?? '', 'https://localhost');
    assert.equal(pathname, `/dataCollectionRules/${RULE}/streams/${STREAM}`);
    assert.deepEqual([...searchParams], [['api-version', '2023-01-01']]);
    assert.equal(headers.authorization, `Bearer ${TOKEN}`);
    assert.match(headers['content-type'] ?? '', /^application\/json/);
    assert.equal(headers['content-encoding'], 'gzip');
    const records = JSON.parse(body.toString('utf8'));
    for (const { TimeGenerated, time } of records) assert.equal(Date.parse(TimeGenerated), time);
    return records;
  },
  target: (url) => ({
    azure: {
      endpoint: url,
      ruleId: RULE,
      streamName: STREAM,
      credential: {
        getToken: async () => ({ token: TOKEN, expiresOnTimestamp: Date.now() + 3_600_000 }),
      },
    },
  }),
  findingOf: (record) => record as Finding,
};

/** https://docs.splunk.com/Documentation/Splunk/latest/Data/FormateventsforHTTPEventCollector */
export const splunk: Spoken = {
  name: 'splunk',
  success: { status: 200, body: '{"text":"Success","code":0}' },
  recordsOf({ method, url, headers }, body) {
    assert.equal(method, 'POST');
    assert.equal(url, '/services/collector/event');
    assert.equal(headers.authorization, `Splunk ${TOKEN}`);
    const events = body
      .toString('utf8')
      .split('\n')
      .map((line) => JSON.parse(line));
    for (const { time, source, event } of events) {
      assert.equal(source, 'access-anomaly');
      assert.equal(time, event.time / 1000);
    }
    return events;
  },
  target: (url) => ({ splunk: { url } }),
  findingOf: (record) => (record as { event: Finding }).event,
};
