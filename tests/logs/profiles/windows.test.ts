import { describe, expect, it } from 'vitest';
import type { Json } from '../../../lib/logs/fields/json.js';
import { windows } from '../../../lib/logs/profiles/windows.js';
import { accesses, readSample } from './readSample.js';

type Data = { [name: string]: string };

const SID = 'S-1-5-21-1-2-3-1104';
const NOBODY: Data = {
  SubjectUserSid: 'S-1-5-18',
  SubjectUserName: 'FS01$',
  SubjectDomainName: 'EXAMPLE',
  SubjectLogonId: '0x3e7',
};
const ADA: Data = {
  SubjectUserSid: SID,
  SubjectUserName: 'ada',
  SubjectDomainName: 'example.com',
  SubjectLogonId: '0x1',
};

const logon = (sid: string, name: string, domain: string, type: string): Data => ({
  ...NOBODY,
  TargetUserSid: sid,
  TargetUserName: name,
  TargetDomainName: domain,
  TargetLogonId: '0x1',
  LogonType: type,
  LogonProcessName: 'Kerberos',
  AuthenticationPackageName: 'Kerberos',
  WorkstationName: 'WS01',
  LogonGuid: '{0}',
  TransmittedServices: '-',
  LmPackageName: '-',
  KeyLength: '0',
  ProcessId: '0x0',
  ProcessName: '-',
  IpAddress: '192.0.2.77',
  IpPort: '50123',
});

const share = (name: string): Data => ({
  ...ADA,
  ObjectType: 'File',
  IpAddress: '192.0.2.77',
  IpPort: '50123',
  ShareName: name,
  ShareLocalPath: '',
});

const explicit = (server: string): Data => ({
  ...ADA,
  LogonGuid: '{0}',
  TargetUserName: 'admin',
  TargetDomainName: 'EXAMPLE',
  TargetLogonGuid: '{0}',
  TargetServerName: server,
  TargetInfo: server,
  ProcessId: '0x1',
  ProcessName: 'x',
  IpAddress: '192.0.2.77',
  IpPort: '0',
});

/** What happened on FS01, and the expected result. */
const EVENTS: { id: number; data: Data; isFailure?: boolean; read: string }[] = [
  { id: 4624, data: logon(SID, 'ada', 'EXAMPLE', '3'), read: 'EXAMPLE\\ada | FS01' },
  { id: 4648, data: explicit('DC01'), read: 'EXAMPLE\\ada | DC01' },
  { id: 4648, data: explicit('localhost'), read: 'EXAMPLE\\ada | FS01' },
  {
    id: 4663,
    data: { ...ADA, ObjectServer: 'Security', ObjectType: 'File', ObjectName: 'D:\\hr\\pay.xlsx' },
    read: 'EXAMPLE\\ada | FS01:D:\\hr\\pay.xlsx',
  },
  { id: 5140, data: share('\\\\*\\hr'), read: 'EXAMPLE\\ada | \\\\FS01\\hr' },
  { id: 5140, data: share('\\\\OTHER\\hr'), read: 'EXAMPLE\\ada | \\\\OTHER\\hr' },
  {
    id: 5145,
    data: { ...share('\\\\*\\hr'), RelativeTargetName: 'pay.xlsx' },
    read: 'EXAMPLE\\ada | \\\\FS01\\hr\\pay.xlsx',
  },
  { id: 5145, data: { ...share('\\\\*\\hr'), RelativeTargetName: 'x' }, isFailure: true, read: 'failed' },
  { id: 4624, data: logon('S-1-5-21-1-2-3-9', 'WS02$', 'EXAMPLE', '3'), read: 'machine' },
  { id: 4624, data: logon('S-1-5-18', 'SYSTEM', 'NT AUTHORITY', '5'), read: 'service' },
  { id: 4624, data: logon('S-1-5-21-1-2-3-8', 'backup', 'EXAMPLE', '5'), read: 'service' },
  { id: 4624, data: logon('S-1-5-90-0-1', 'DWM-1', 'Window Manager', '2'), read: 'service' },
  { id: 4624, data: logon('S-1-5-7', 'ANONYMOUS LOGON', 'NT AUTHORITY', '3'), read: 'anonymous' },
  {
    id: 4634,
    data: { TargetUserSid: SID, TargetUserName: 'ada', TargetDomainName: 'EXAMPLE' },
    read: 'other event',
  },
];

const READ = EVENTS.map(({ read }) => read);
const TIME = '2026-03-01T08:00:00.123Z';
const keywords = (isFailure?: boolean) => (isFailure ? '0x8010000000000000' : '0x8020000000000000');
const success = (isFailure?: boolean) => (isFailure ? 'Audit Failure' : 'Audit Success');

/** The names and values of an event's data, as its XML has them. */
const list = (data: Data, name: string, value: string) =>
  Object.entries(data).map((entry) => ({ [name]: entry[0], [value]: entry[1] }));

const TITLES: Data = {
  LogonType: 'Logon Type',
  IpAddress: 'Source Network Address',
  WorkstationName: 'Workstation Name',
  TargetServerName: 'Target Server Name',
  ObjectName: 'Object Name',
  ShareName: 'Share Name',
  RelativeTargetName: 'Relative Target Name',
};

/** An event's message in English. */
function message(id: number, data: Data): string {
  const account = (title: string, of: string) => [
    `${title}:`,
    `\tSecurity ID:\t\t${data[`${of}UserSid`] ?? '-'}`,
    `\tAccount Name:\t\t${data[`${of}UserName`]}`,
    `\tAccount Domain:\t\t${data[`${of}DomainName`]}`,
    `\tLogon ID:\t\t0x1`,
    '',
  ];
  const { TargetUserName } = data;
  const target =
    TargetUserName === undefined
      ? []
      : account(id === 4624 ? 'New Logon' : 'Account Whose Credentials Were Used', 'Target');
  const others = Object.entries(TITLES).flatMap(([name, title]) =>
    name in data ? [`\t${title}:\t\t${data[name]}`] : [],
  );
  return ['A text.', '', ...account('Subject', 'Subject'), ...target, 'Details:', ...others, ''].join('\r\n');
}

const FORMS: [string, Json[]][] = [
  [
    'NXLog',
    EVENTS.map(({ id, data, isFailure }, n) => ({
      EventTime: '2026-03-01 09:00:00',
      '@timestamp': TIME,
      Hostname: 'FS01',
      EventID: id,
      Channel: 'Security',
      RecordNumber: n,
      EventType: isFailure ? 'AUDIT_FAILURE' : 'AUDIT_SUCCESS',
      Keywords: isFailure ? '-9218868437227405312' : '-9214364837600034816',
      ...data,
    })),
  ],
  [
    'Log Analytics',
    EVENTS.map(({ id, data, isFailure }, n) => ({
      TenantId: 'workspace',
      TimeGenerated: TIME,
      EventID: id,
      Channel: 'Security',
      Computer: 'FS01',
      EventRecordId: String(n),
      Keywords: keywords(isFailure),
      ...data,
    })),
  ],
  [
    'Winlogbeat',
    EVENTS.map(({ id, data, isFailure }, n) => ({
      '@timestamp': TIME,
      event: {
        code: String(id),
        created: '2026-03-01T08:00:09Z',
        outcome: isFailure ? 'failure' : 'success',
      },
      host: { name: 'collector' },
      winlog: {
        channel: 'Security',
        event_id: id,
        record_id: n,
        computer_name: 'FS01',
        keywords: [success(isFailure)],
        event_data: data,
      },
    })),
  ],
  [
    'Elasticsearch',
    EVENTS.map(({ id, data, isFailure }, n) => ({
      _id: `x${n}`,
      _source: {
        '@timestamp': TIME,
        winlog: {
          channel: 'Security',
          event_id: id,
          record_id: n,
          computer_name: 'FS01',
          keywords: [success(isFailure)],
          event_data: data,
        },
      },
    })),
  ],
  [
    'evtx_dump',
    EVENTS.map(({ id, data, isFailure }, n) => ({
      Event: {
        System: {
          EventID: n % 2 === 0 ? id : { '#attributes': { Qualifiers: 0 }, '#text': id },
          Keywords: keywords(isFailure),
          TimeCreated: { '#attributes': { SystemTime: TIME } },
          EventRecordID: n,
          Channel: 'Security',
          Computer: 'FS01',
        },
        EventData: data,
      },
    })),
  ],
  [
    'XML as JSON',
    EVENTS.map(({ id, data, isFailure }, n) => ({
      Event: {
        System: {
          EventID: { '#text': String(id), '@Qualifiers': '' },
          Keywords: keywords(isFailure),
          TimeCreated: { '@SystemTime': TIME },
          EventRecordID: String(n),
          Channel: 'Security',
          Computer: 'FS01',
        },
        EventData: { Data: list(data, '@Name', '#text') },
      },
    })),
  ],
  [
    'EvtxECmd',
    EVENTS.map(({ id, data, isFailure }, n) => ({
      RecordNumber: 1000 + n,
      EventRecordId: String(n),
      TimeCreated: TIME,
      EventId: String(id),
      Channel: 'Security',
      Computer: 'FS01',
      UserName: 'EXAMPLE\\x',
      Keywords: success(isFailure),
      Payload: JSON.stringify({ EventData: { Data: list(data, '@Name', '#text') } }),
    })),
  ],
  [
    'Get-WinEvent as JSON',
    EVENTS.map(({ id, data, isFailure }, n) => ({
      Id: id,
      TimeCreated: TIME,
      MachineName: 'FS01',
      LogName: 'Security',
      RecordId: n,
      KeywordsDisplayNames: [success(isFailure)],
      Properties: Object.values(data).map((Value) => ({ Value })),
    })),
  ],
  [
    'Get-WinEvent as CSV',
    EVENTS.map(({ id, data, isFailure }, n) => ({
      Message: message(id, data),
      Id: String(id),
      TimeCreated: TIME,
      MachineName: 'FS01',
      LogName: 'Security',
      RecordId: String(n),
      KeywordsDisplayNames: success(isFailure),
      Properties: 'System.Collections.Generic.List`1[System.Diagnostics.Eventing.Reader.EventProperty]',
    })),
  ],
  [
    'Splunk',
    EVENTS.map(({ id, data, isFailure }, n) => ({
      _time: TIME,
      EventCode: String(id),
      LogName: 'Security',
      ComputerName: 'FS01',
      RecordNumber: String(n),
      Keywords: success(isFailure),
      Message: message(id, data),
    })),
  ],
  [
    'Wazuh',
    EVENTS.map(({ id, data, isFailure }, n) => ({
      timestamp: '2026-03-01T08:00:05Z',
      data: {
        win: {
          system: {
            eventID: String(id),
            systemTime: TIME,
            eventRecordID: String(n),
            channel: 'Security',
            computer: 'FS01',
            severityValue: isFailure ? 'AUDIT_FAILURE' : 'AUDIT_SUCCESS',
          },
          eventdata: Object.fromEntries(
            Object.entries(data).map(([name, value]) => [name[0].toLowerCase() + name.slice(1), value]),
          ),
        },
      },
    })),
  ],
  [
    'Fluent Bit',
    EVENTS.map(({ id, data, isFailure }, n) => ({
      EventID: id,
      TimeCreated: TIME,
      EventRecordID: n,
      Channel: 'Security',
      Computer: 'FS01',
      Keywords: keywords(isFailure),
      StringInserts: Object.values(data),
    })),
  ],
];

describe('windows', () => {
  it.each(FORMS)('as %s', async (_, records) => {
    expect(await accesses(windows, records)).toEqual(READ);
    const read = await readSample(windows, records);
    expect(read[0]).toMatchObject({
      tenant: null,
      time: TIME,
      id: 'FS01/0',
      context: { network: '192.0.2.0/24', logon_type: '3' },
    });
    expect(new Set(read.map(({ id }) => id)).size).toBe(EVENTS.length);
  });

  it('only of the log Security', async () => {
    const event = {
      EventID: 4624,
      Computer: 'FS01',
      Channel: 'Application',
      TargetUserName: 'ada',
      TargetDomainName: 'X',
    };
    const other = { ...event, Channel: 'security' };
    const { Channel, ...none } = event;
    expect(await accesses(windows, [event, other, none])).toEqual([
      'other event',
      'X\\ada | FS01',
      'X\\ada | FS01',
    ]);
  });

  it('takes the name alone, or the whole account, where there is no domain', async () => {
    const event = { EventID: 4624, Computer: 'FS01', TargetUserName: 'ada', TargetDomainName: '-' };
    const whole = { EventID: 4624, Computer: 'FS01', TargetAccount: 'example.com\\ben' };
    expect(await accesses(windows, [event, whole])).toEqual(['ada | FS01', 'EXAMPLE\\ben | FS01']);
  });

  it('takes nobody for nobody: `-` in a message, too', async () => {
    const event = {
      EventCode: 4624,
      ComputerName: 'FS01',
      Message: message(4624, logon('S-1-0-0', '-', '-', '3')),
    };
    expect(await readSample(windows, [event])).toMatchObject([{ access: true, user: null }]);
  });
});
