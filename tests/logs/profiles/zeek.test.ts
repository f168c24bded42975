import { describe, expect, it } from 'vitest';
import type { Json } from '../../../lib/logs/fields/json.js';
import { zeek } from '../../../lib/logs/profiles/zeek.js';
import { carried, logAnalytics } from './forms.js';
import { accesses, readSample } from './readSample.js';

const line = (n: number, more: { [key: string]: Json }) => ({
  ts: `177520320${n}.251000`,
  uid: `C${n}`,
  'id.orig_h': '192.0.2.30',
  'id.resp_h': '192.0.2.4',
  ...more,
});

const LINES = [
  line(0, { client: 'ada/EXAMPLE.COM', service: 'cifs/fs1.example.com', success: 'T' }),
  line(1, { client: 'ada@EXAMPLE.COM', service: 'cifs/fs1.example.com', success: true }),
  line(2, { client: 'ada/admin/EXAMPLE.COM', service: 'ldap/dc1', success: 'T' }),
  line(3, { client: 'ben', service: 'ldap/dc1', success: 'T' }),
  line(4, { client: 'ben/EXAMPLE.COM', service: 'ldap/dc1', success: 'F' }),
  line(5, { client: 'WS01$/EXAMPLE.COM', service: 'ldap/dc1', success: 'T' }),
  line(6, { client: '-', service: 'ldap/dc1' }),
  line(7, {
    username: 'cleo',
    domainname: 'EXAMPLE',
    server_dns_computer_name: 'fs1.example.com',
    success: 'T',
  }),
  line(8, { username: 'cleo@example.com', host: 'wiki.example.com', status_code: '200' }),
  line(9, { user: 'anonymous', command: 'RETR', reply_code: '226' }),
  line(0, { user: 'cleo', command: 'RETR', reply_code: '550' }),
  line(1, { user: 'cleo', command: 'RETR', reply_code: '226' }),
];

const READ = [
  'ada | cifs/fs1.example.com',
  'ada | cifs/fs1.example.com',
  'ada/admin | ldap/dc1',
  'ben | ldap/dc1',
  'failed',
  'machine',
  'other event',
  'cleo | fs1.example.com',
  'cleo@example.com | wiki.example.com',
  'anonymous',
  'failed',
  'cleo | 192.0.2.4',
];

describe('zeek', () => {
  it.each([...carried(LINES), ['Log Analytics', LINES.map(logAnalytics)]] as [string, Json[]][])(
    'as %s',
    async (_, records) => {
      expect(await accesses(zeek, records)).toEqual(READ);
      const [first] = await readSample(zeek, records);
      expect(first).toMatchObject({
        tenant: null,
        time: '1775203200.251000',
        id: null,
        context: { network: '192.0.2.0/24' },
      });
    },
  );

  it('as Elastic, its own fields only', async () => {
    const record = {
      '@timestamp': '2026-03-01T08:00:00Z',
      zeek: { session_id: 'C1', kerberos: { client: 'ada/EXAMPLE.COM', service: 'HOST/fs1', success: true } },
      source: { ip: '192.0.2.30' },
      user: { name: 'ada' },
    };
    const failed = {
      ...record,
      zeek: { session_id: 'C2', kerberos: { ...record.zeek.kerberos, success: false } },
    };
    expect(await accesses(zeek, [record, failed])).toEqual(['ada | HOST/fs1', 'failed']);
  });
});
