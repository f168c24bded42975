import type { Predicate, Profile, Value } from './Profile.js';
import { all, any, is, isNot, matches, not, when } from './shorthand.js';

const EVENT: Value = ['EventID.#text', 'EventID', 'event.code', 'Id'];
const COMPUTER: Value = ['Computer', 'ComputerName', 'Hostname', 'MachineName'];
const RECORD: Value = ['EventRecordID', 'RecordId', 'RecordNumber'];

const ACCESSES = [4624, 4648, 4663, 5140, 5145];

const IS_LOGON: Predicate = is(EVENT, 4624);

/** The English message, if Get-WinEvent or Splunk exported the event: searching it is slowest. */
const MESSAGE: Value = when(is(['Id', 'event.code'], ACCESSES), 'Message');

/** How some forms identify a field without its name: its place in a list, and its name in the message. */
interface Unnamed {
  at?: number;
  says?: string;
}

/** A named field of the event's own data. */
function data(name: string, { at, says }: Unnamed = {}): Value[] {
  const named: Value[] = [name, `Data[@Name=${name}].#text`, `Data[Name=${name}].#text`];
  if (at !== undefined) named.push(`Properties[${at}].Value`, `StringInserts[${at}]`);
  if (says !== undefined) named.push(said(says));
  return named;
}

function said(says: string): Value {
  const line: Value = { of: MESSAGE, match: `(?s)${says}:[ \\t]+([^\\r\\n]*)` };
  return { of: line, replace: '^-?[ \\t]*$|[ \\t]+$', by: '' };
}

/** A field of the account that makes the access: for a logon the new account, else the acting one. */
function account(field: string, at: number, says: string): Value {
  return when(
    IS_LOGON,
    data(`Target${field}`, { at: at + 4, says: `New Logon:.*?${says}` }),
    data(`Subject${field}`, { at, says: `Subject:.*?${says}` }),
  );
}

/** `DOMAIN\name` in one field, as Log Analytics adds it. */
const WHOLE: Value = [when(IS_LOGON, 'TargetAccount', 'SubjectAccount'), 'Account'];

const SID = account('UserSid', 0, 'Security ID');
const NAME: Value = [account('UserName', 1, 'Account Name'), { of: WHOLE, match: '\\\\(.+)$' }];
const DOMAIN: Value = [account('DomainName', 2, 'Account Domain'), { of: WHOLE, match: '^([^\\\\]+)\\\\' }];

const LOGON_TYPE = data('LogonType', { at: 8, says: 'Logon Type' });
const SERVER: Value = {
  of: data('TargetServerName', { at: 8, says: 'Target Server Name' }),
  replace: '(?i)^localhost$',
  by: '',
};
const SHARE_NAME = data('ShareName', { at: 7, says: 'Share Name' });
/** `\\*\C$` is the host's own share. */
const SHARE: Value = [
  { join: [{ text: '\\\\' }, COMPUTER, { of: SHARE_NAME, match: '^\\\\\\\\[*](\\\\.*)$' }] },
  SHARE_NAME,
];

const FAILED: Predicate = any(
  matches(['EventType', 'severityValue'], '(?i)audit.?failure'),
  matches(
    ['keywords[0]', 'KeywordsDisplayNames[0]', 'KeywordsDisplayNames', 'Keywords'],
    '(?i)audit.?failure|0x8010000000000000|^-9218868437227405312$|^9227875636482146304$',
  ),
  is('event.outcome', 'failure'),
);

/**
 * Windows security events: flat (NXLog, CSV, Log Analytics' SecurityEvent), nested as Winlogbeat, evtx_dump,
 * Wazuh and Fluent Bit write them, EvtxECmd's CSV with its Payload, and Get-WinEvent's exports, whose data
 * stand in Properties or in the English message.
 *
 * | event | user | resource |
 * |---|---|---|
 * | 4624 An account was successfully logged on | Target | the computer |
 * | 4648 A logon was attempted using explicit credentials | Subject | TargetServerName |
 * | 4663 An attempt was made to access an object | Subject | the computer and ObjectName |
 * | 5140 A network share object was accessed | Subject | ShareName, on the computer |
 * | 5145 A network share object was checked | Subject | ShareName and RelativeTargetName |
 *
 * A user is `DOMAIN\name`, the domain by its first label, so that `THESHIRE.LOCAL` and `THESHIRE` are one.
 */
export const windows: Profile = {
  title: 'Windows security events',
  url: 'https://learn.microsoft.com/windows/security/threat-protection/auditing/event-4624',
  within: [
    'Event.EventData',
    'Event.System',
    'winlog.event_data',
    'winlog',
    'Payload.EventData',
    'EventData',
    'System',
    'data.win.eventdata',
    'data.win.system',
    '_source.winlog.event_data',
    '_source.winlog',
    '_source.data.win.eventdata',
    '_source.data.win.system',
    '_source',
  ],
  access: all(is(EVENT, ACCESSES), not(isNot(['Channel', 'LogName'], 'Security'))),
  failed: FAILED,
  user: [{ join: [{ of: { of: DOMAIN, before: '.' }, case: 'upper' }, NAME], with: '\\' }, NAME],
  res: {
    cases: [
      { when: IS_LOGON, use: COMPUTER },
      { when: is(EVENT, 4648), use: [SERVER, COMPUTER] },
      {
        when: is(EVENT, 4663),
        use: { join: [COMPUTER, data('ObjectName', { at: 6, says: 'Object Name' })], with: ':' },
      },
      { when: is(EVENT, 5140), use: SHARE },
    ],
    else: [
      { join: [SHARE, data('RelativeTargetName', { at: 9, says: 'Relative Target Name' })], with: '\\' },
      SHARE,
    ],
  },
  // Hosts' own clocks, in local time, come last.
  time: [
    '@timestamp',
    'TimeCreated.#attributes.SystemTime',
    'TimeCreated_attributes.SystemTime',
    'TimeCreated.@SystemTime',
    'TimeCreated.SystemTime',
    'TimeCreated',
    'systemTime',
    'TimeGenerated',
    'UtcTime',
    'EventTime',
    '_time',
  ],
  id: { join: [COMPUTER, RECORD], with: '/' },
  accounts: {
    anonymous: any(is(SID, 'S-1-5-7'), is(NAME, 'ANONYMOUS LOGON')),
    machine: matches(NAME, '\\$$'),
    service: any(
      matches(SID, '^S-1-5-(18|19|20|80-.*|82-.*|83-.*|90-.*|96-.*)$'),
      matches(NAME, '(?i)^(SYSTEM|LOCAL SERVICE|NETWORK SERVICE|DWM-\\d+|UMFD-\\d+)$'),
      all(IS_LOGON, is(LOGON_TYPE, 5)),
    ),
  },
  foldCase: ['user', 'res'],
  operation: EVENT,
  result: when(FAILED, { text: 'Audit Failure' }),
  context: {
    network: {
      of: [
        {
          cases: [
            { when: IS_LOGON, use: data('IpAddress', { at: 18, says: 'Source Network Address' }) },
            { when: is(EVENT, 4648), use: data('IpAddress', { at: 12, says: 'Network Address' }) },
          ],
          else: data('IpAddress', { at: 5, says: 'Source Address' }),
        },
        'source.ip',
      ],
      family: 'network',
    },
    logon_type: when(IS_LOGON, LOGON_TYPE),
    workstation: data('WorkstationName', { says: 'Workstation Name' }),
  },
};
