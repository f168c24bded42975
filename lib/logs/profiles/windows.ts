import { type Profile, textAt } from './Profile.js';

/**
 * Windows security events, flat (NXLog, CSV) or nested as Winlogbeat, evtx_dump and PowerShell write them:
 *
 * | event | user | resource |
 * |---|---|---|
 * | 4624 An account was successfully logged on | Target | the computer |
 * | 4648 A logon was attempted using explicit credentials | Subject | TargetServerName |
 * | 4663 An attempt was made to access an object | Subject | the computer and ObjectName |
 * | 5140 A network share object was accessed | Subject | ShareName, on the computer |
 * | 5145 A network share object was checked | Subject | ShareName and RelativeTargetName |
 *
 * A user is `DOMAIN\name`, the domain by its first label, so that `THESHIRE.LOCAL` and `THESHIRE` are one. Refused
 * ones (Audit Failure) are failed. Machine: names ending in `$`. Service: SYSTEM and the like, by name or SID, and logons of
 * type 5. Anonymous: ANONYMOUS LOGON, S-1-5-7. There is one tenant.
 *
 * https://learn.microsoft.com/windows/security/threat-protection/auditing/event-4624 and its neighbours
 */
export const windows: Profile = {
  isAccess: `(${eventId()} IN ('4624', '4648', '4663', '5140', '5145')
    AND lower(coalesce(${textAt('$.Channel', '$.winlog.channel', '$.LogName', '$.Event.System.Channel')}, 'security')) = 'security')`,
  isFailed: `(coalesce(${textAt('$.EventType', '$.winlog.keywords[0]', '$.KeywordsDisplayNames[0]', '$.event.outcome')}, '')
    IN ('AUDIT_FAILURE', 'Audit Failure', 'failure')
    OR coalesce(TRY_CAST(${textAt('$.Event.System.Keywords')} AS VARCHAR), '') = '0x8010000000000000')`,
  tenant: 'NULL',
  user: `upper(split_part(${ofAccount('DomainName')}, '.', 1)) || '\\' || nullif(${ofAccount('UserName')}, '-')`,
  res: `CASE ${eventId()}
    WHEN '4624' THEN ${computer()}
    WHEN '4648' THEN CASE WHEN lower(${dataField('TargetServerName')}) IN ('localhost', '-') THEN ${computer()} ELSE ${dataField('TargetServerName')} END
    WHEN '4663' THEN ${computer()} || ':' || ${dataField('ObjectName')}
    WHEN '5140' THEN ${share()}
    ELSE ${share()} || '\\' || coalesce(${dataField('RelativeTargetName')}, '') END`,
  // Hosts' own clocks, in local time, come last.
  time: textAt(
    '$."@timestamp"',
    '$.TimeCreated',
    '$.Event.System.TimeCreated."#attributes".SystemTime',
    '$.Event.System.TimeCreated.SystemTime',
    '$.TimeGenerated',
    '$.UtcTime',
    '$.EventTime',
  ),
  id: textAt(
    '$.EventRecordID',
    '$.winlog.record_id',
    '$.Event.System.EventRecordID',
    '$.RecordNumber',
    '$.RecordId',
  ),
  kind: `CASE
    WHEN ${ofAccount('UserSid')} = 'S-1-5-7' OR ${ofAccount('UserName')} ILIKE 'ANONYMOUS LOGON' THEN 'anonymous'
    WHEN ${ofAccount('UserName')} LIKE '%$' THEN 'machine'
    WHEN regexp_matches(${ofAccount('UserSid')}, '^S-1-5-(18|19|20|80-.*|90-.*|96-.*)$')
      OR regexp_matches(upper(${ofAccount('UserName')}), '^(SYSTEM|LOCAL SERVICE|NETWORK SERVICE|DWM-\\d+|UMFD-\\d+)$')
      OR (${eventId()} = '4624' AND ${dataField('LogonType')} = '5') THEN 'service'
    ELSE 'person' END`,
};

function eventId(): string {
  return textAt(
    '$.EventID',
    '$.winlog.event_id',
    '$.event.code',
    '$.Event.System.EventID."#text"',
    '$.Event.System.EventID',
    '$.EventId',
    '$.Id',
  );
}

/** A named field of the event's own data. */
function dataField(name: string): string {
  return textAt(
    `$.${name}`,
    `$.winlog.event_data.${name}`,
    `$.EventData.${name}`,
    `$.Event.EventData.${name}`,
  );
}

/** A field of the account that the access is by. */
function ofAccount(name: string): string {
  return `CASE ${eventId()} WHEN '4624' THEN ${dataField(`Target${name}`)} ELSE ${dataField(`Subject${name}`)} END`;
}

function computer(): string {
  return textAt(
    '$.Hostname',
    '$.Computer',
    '$.winlog.computer_name',
    '$.Event.System.Computer',
    '$.MachineName',
  );
}

/** `\\*\C$` is the host's own share. */
function share(): string {
  return `replace(${dataField('ShareName')}, '\\\\*', '\\\\' || ${computer()})`;
}
