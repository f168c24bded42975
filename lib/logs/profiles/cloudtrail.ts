import { type Profile, textAt } from './Profile.js';

const role = textAt('$.userIdentity.sessionContext.sessionIssuer.arn');

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
  isAccess: `(${textAt('$.eventSource')} IS NOT NULL AND ${textAt('$.eventName')} IS NOT NULL)`,
  isFailed: `(${textAt('$.errorCode')} IS NOT NULL OR coalesce(${textAt('$.responseElements.ConsoleLogin')}, '') = 'Failure')`,
  tenant: textAt('$.recipientAccountId', '$.userIdentity.accountId'),
  user: `CASE WHEN ${textAt('$.userIdentity.type')} = 'AssumedRole' AND ${role} NOT LIKE '%/AWSReservedSSO\\_%' ESCAPE '\\' THEN ${role}
    ELSE ${textAt('$.userIdentity.arn', '$.userIdentity.userName', '$.userIdentity.principalId', '$.userIdentity.invokedBy')} END`,
  res: `${textAt('$.eventSource')} || ':' || ${textAt('$.eventName')}`,
  time: textAt('$.eventTime'),
  id: textAt('$.eventID'),
  kind: `CASE
    WHEN lower(coalesce(${textAt('$.userIdentity.accountId')}, '')) = 'anonymous'
      OR lower(coalesce(${textAt('$.userIdentity.principalId')}, '')) = 'anonymous' THEN 'anonymous'
    WHEN ${textAt('$.userIdentity.type')} = 'AWSService' OR coalesce(${role}, '') LIKE '%:role/aws-service-role/%'
      OR coalesce(${role}, '') LIKE '%/AWSServiceRoleFor%' THEN 'service'
    WHEN ${textAt('$.userIdentity.arn', '$.userIdentity.userName', '$.userIdentity.principalId')} IS NULL THEN 'service'
    WHEN regexp_matches(coalesce(${textAt('$.userIdentity.arn')}, ''), ':assumed-role/.*/i-[0-9a-f]+$') THEN 'machine'
    ELSE 'person' END`,
};
