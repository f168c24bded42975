import { describe, expect, it } from 'vitest';
import type { Json } from '../../../lib/logs/fields/json.js';
import { salesforce } from '../../../lib/logs/profiles/salesforce.js';
import { carried, logAnalytics } from './forms.js';
import { accesses, readSample } from './readSample.js';

const row = (n: number, more: { [key: string]: Json }) => ({
  EVENT_TYPE: 'Report',
  TIMESTAMP: `2026040410074${n}.183`,
  REQUEST_ID: `TID:${n}`,
  ORGANIZATION_ID: '00D5g00000EXAMP',
  USER_ID: '0055g00000AAAa1',
  USER_ID_DERIVED: '0055g00000AAAa1AAQ',
  USER_TYPE: 'Standard',
  URI: '/home',
  CLIENT_IP: '192.0.2.91',
  TIMESTAMP_DERIVED: `2026-04-04T10:07:4${n}.183Z`,
  ...more,
});

const ADA = '0055g00000AAAa1AAQ';

const ROWS = [
  row(1, { REPORT_ID_DERIVED: '00O5g000000AAAAEA4' }),
  row(2, { EVENT_TYPE: 'API', ENTITY_NAME: 'Account' }),
  row(3, { EVENT_TYPE: 'Login', LOGIN_STATUS: 'LOGIN_NO_ERROR', USER_NAME: 'ada@example.com' }),
  row(4, { EVENT_TYPE: 'Login', LOGIN_STATUS: 'LOGIN_ERROR_INVALID_PASSWORD' }),
  row(5, { EVENT_TYPE: 'URI', REQUEST_STATUS: 'A' }),
  row(6, { EVENT_TYPE: 'RestApi', STATUS_CODE: '403' }),
  row(7, { EVENT_TYPE: 'Logout' }),
  row(8, { EVENT_TYPE: 'URI', USER_TYPE: 'Guest' }),
  row(9, { EVENT_TYPE: 'API', USER_NAME: 'autoproc@00d5g00000exampeam' }),
  row(0, { EVENT_TYPE: 'URI', REQUEST_STATUS: 'S' }),
];

const READ = [
  `${ADA} | Report:00O5g000000AAAAEA4`,
  `${ADA} | API:Account`,
  `${ADA} | Login`,
  'failed',
  'failed',
  'failed',
  'other event',
  'anonymous',
  'service',
  `${ADA} | URI`,
];

describe('salesforce', () => {
  it.each([...carried(ROWS), ['Log Analytics', ROWS.map(logAnalytics)]] as [string, Json[]][])(
    'as %s',
    async (_, records) => {
      expect(await accesses(salesforce, records)).toEqual(READ);
      const [first] = await readSample(salesforce, records);
      expect(first).toMatchObject({
        tenant: '00D5g00000EXAMP',
        time: '2026-04-04T10:07:41.183Z',
        id: 'TID:1/Report/20260404100741.183//home',
        context: { network: '192.0.2.0/24' },
      });
    },
  );

  it('as LoginHistory', async () => {
    const login = {
      Id: '0Ya1',
      UserId: ADA,
      LoginTime: '2026-04-04T10:07:41.000+0000',
      SourceIp: '192.0.2.91',
      Browser: 'Chrome 120',
      Platform: 'Windows 10',
      Application: 'Browser',
      CountryIso: 'AT',
      Status: 'Success',
    };
    expect(await accesses(salesforce, [login, { ...login, Status: 'Invalid Password' }])).toEqual([
      `${ADA} | Browser`,
      'failed',
    ]);
    expect(await readSample(salesforce, [login])).toMatchObject([
      {
        time: login.LoginTime,
        id: '0Ya1',
        context: { network: '192.0.2.0/24', country: 'AT', client: 'Chrome', device: 'Windows' },
      },
    ]);
  });

  it("as Setup's CSV of logins", async () => {
    const login = {
      Username: 'ada@example.com',
      'Login Time': '4/4/2026 10:07:41 AM UTC',
      'Source IP': '192.0.2.91',
      'Login Type': 'Application',
      Status: 'Success',
      Browser: 'Firefox 128',
      Application: '',
    };
    expect(await readSample(salesforce, [login])).toMatchObject([
      { access: true, failed: false, user: 'ada@example.com', res: 'Application', time: login['Login Time'] },
    ]);
  });

  it('as real-time events', async () => {
    const event = {
      EventIdentifier: 'x1',
      EventDate: '2026-04-04T10:07:41.000Z',
      UserId: ADA,
      Username: 'ada@example.com',
      SourceIp: '192.0.2.91',
      QueriedEntities: 'Account, Contact',
      Operation: 'Query',
    };
    expect(await readSample(salesforce, [event])).toMatchObject([
      { access: true, failed: false, user: ADA, res: 'Account, Contact', id: 'x1', time: event.EventDate },
    ]);
  });
});
