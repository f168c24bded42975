import { type Profile, text } from './Profile.js';

const role = text('$.userIdentity.sessionContext.sessionIssuer.arn');

/**
 * AWS CloudTrail: `{"Records": [...]}` as it writes them, or one record a line.
 *
 * - tenant: recipientAccountId
 * - user: the ARN of the identity. A role's sessions are the role, since their names are often made up for each; but those
 *   of IAM Identity Center (`AWSReservedSSO_`) are named after the person, and stay apart
 * - resource: the action, `eventSource:eventName`: what most events name
 * - failed: an errorCode, or a console sign-in that failed
 * - machine: role sessions of EC2 instances (`i-...`); service: AWSService, service-linked roles, and calls that only
 *   say which service made them; anonymous: an account or principal of that name
 *
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export const cloudtrail: Profile = {
  isAccess: `(${text('$.eventSource')} IS NOT NULL AND ${text('$.eventName')} IS NOT NULL)`,
  isFailed: `(${text('$.errorCode')} IS NOT NULL OR coalesce(${text('$.responseElements.ConsoleLogin')}, '') = 'Failure')`,
  tenant: text('$.recipientAccountId', '$.userIdentity.accountId'),
  user: `CASE WHEN ${text('$.userIdentity.type')} = 'AssumedRole' AND ${role} NOT LIKE '%/AWSReservedSSO\\_%' ESCAPE '\\' THEN ${role}
    ELSE ${text('$.userIdentity.arn', '$.userIdentity.userName', '$.userIdentity.principalId', '$.userIdentity.invokedBy')} END`,
  res: `${text('$.eventSource')} || ':' || ${text('$.eventName')}`,
  time: text('$.eventTime'),
  id: text('$.eventID'),
  kind: `CASE
    WHEN lower(coalesce(${text('$.userIdentity.accountId')}, '')) = 'anonymous'
      OR lower(coalesce(${text('$.userIdentity.principalId')}, '')) = 'anonymous' THEN 'anonymous'
    WHEN ${text('$.userIdentity.type')} = 'AWSService' OR coalesce(${role}, '') LIKE '%:role/aws-service-role/%'
      OR coalesce(${role}, '') LIKE '%/AWSServiceRoleFor%' THEN 'service'
    WHEN ${text('$.userIdentity.arn', '$.userIdentity.userName', '$.userIdentity.principalId')} IS NULL THEN 'service'
    WHEN regexp_matches(coalesce(${text('$.userIdentity.arn')}, ''), ':assumed-role/.*/i-[0-9a-f]+$') THEN 'machine'
    ELSE 'person' END`,
};
