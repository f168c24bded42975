import { sqlText } from '../../../sql/sqlText.js';
import { computedOnce } from '../../times/computedOnce.js';

/**
 * Families of clients, by what their user agents contain in lower case. The first match counts: Edge also
 * says that it is Chrome, and Chrome that it is Safari.
 */
const FAMILIES: readonly (readonly [family: string, ...marks: string[]])[] = [
  ['Terraform', 'terraform'],
  ['Pulumi', 'pulumi'],
  ['Ansible', 'ansible'],
  ['aws-cli', 'aws-cli/'],
  ['kubectl', 'kubectl'],
  ['gcloud', 'gcloud'],
  ['azure-cli', 'azurecli', 'azure-cli'],
  ['PowerShell', 'powershell'],
  ['Boto3', 'boto3/'],
  ['Botocore', 'botocore/'],
  ['aws-sdk', 'aws-sdk'],
  ['azure-sdk', 'azsdk'],
  ['console.amazonaws.com', 'console.amazonaws.com', 's3console', 'awsmobileconsole'],
  ['Teams', 'teams/', 'microsoftteams', 'microsoft teams'],
  ['OneDrive', 'onedrive', 'skydrivesync'],
  ['Outlook', 'outlook', 'msrpc'],
  ['Office', 'microsoft office', 'ms-office', 'msoffice', 'microsoft word', 'microsoft excel'],
  ['ActiveSync', 'activesync'],
  ['Rich Client', 'rich client'],
  ['Mobile Apps and Desktop clients', 'mobile apps and desktop'],
  ['Slack', 'slack'],
  ['curl', 'curl/'],
  ['Wget', 'wget'],
  ['python-requests', 'python-requests'],
  ['Postman', 'postman'],
  ['git', 'git/', 'jgit'],
  ['Edge', 'edg/', 'edge', 'edga/', 'edgios/'],
  ['Opera', 'opr/', 'opera'],
  ['Samsung Browser', 'samsungbrowser', 'samsung browser'],
  ['Firefox', 'firefox', 'fxios'],
  ['Chrome', 'chrome', 'crios', 'chromium'],
  ['Internet Explorer', 'msie ', 'trident/', 'internet explorer', 'ie 11'],
  ['Safari', 'safari'],
];

/** For others, the first word without its version. */
const FIRST_WORD =
  '^[\\[("\']*([^\\s/()\\[\\];,"\']*?)(?:[-_]?v?[0-9]+(?:\\.[0-9]+)+)?(?:[\\s/()\\[\\];,"\'].*)?$';

/** The family of a user agent, or of a client's own name, as SQL: `aws-cli`, `Chrome`, `kubectl`, or NULL. */
export function clientSql(sql: string): string {
  return computedOnce(sql, 'agent', (agent) => {
    const word = `regexp_extract(${agent}, ${sqlText(FIRST_WORD)}, 1, 's')`;
    return computedOnce(`lower(${agent})`, 'lowered', (lowered) => {
      const branches = FAMILIES.map(([family, ...marks]) => {
        const is = marks.map((mark) => `contains(${lowered}, ${sqlText(mark)})`).join(' OR ');
        return `WHEN ${is} THEN ${sqlText(family)}`;
      });
      return `CASE ${branches.join(' ')} ELSE ${word} END`;
    });
  });
}
