import { expect, it } from 'vitest';
import { clientSql } from '../../../../lib/logs/profiles/families/client.js';
import { ofTexts } from '../sqlOf.js';

const CHROME =
  'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Safari/537.36';

it.each([
  ['aws-cli/2.15.0 Python/3.11.6 Linux/6.1 exe/x86_64', 'aws-cli'],
  ['Boto3/1.34.0 md/Botocore#1.34.0 ua/2.0 os/linux', 'Boto3'],
  [
    'APN/1.0 HashiCorp/1.0 Terraform/1.5.0 (+https://www.terraform.io) terraform-provider-aws/5.0',
    'Terraform',
  ],
  ['console.amazonaws.com', 'console.amazonaws.com'],
  ['[aws-sdk-java/1.12 Linux]', 'aws-sdk'],
  ['signin.amazonaws.com', 'signin.amazonaws.com'],
  [CHROME, 'Chrome'],
  [`${CHROME} Edg/120.0.0.0`, 'Edge'],
  [`${CHROME} OPR/105.0`, 'Opera'],
  ['CHROME', 'Chrome'],
  ['Edge 18.17763', 'Edge'],
  ['Rich Client 4.40.0.0', 'Rich Client'],
  ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:128.0) Gecko/20100101 Firefox/128.0', 'Firefox'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1 Version/17.1 Mobile/15E148 Safari/604.1',
    'Safari',
  ],
  ['curl/8.4.0', 'curl'],
  ['python-requests/2.31.0', 'python-requests'],
  ['kubectl/v1.31.0 (linux/amd64) kubernetes/9edcffc', 'kubectl'],
  ['Mozilla/5.0 (Windows NT 10.0) WindowsPowerShell/5.1.19041', 'PowerShell'],
  ['Microsoft Office/16.0 (Windows NT 10.0; Microsoft Outlook 16.0.17029; Pro)', 'Outlook'],
  ['google-cloud-sdk gcloud/460.0.0 command/gcloud.projects.list', 'gcloud'],
  ['kube-controller-manager/v1.27.3 (linux/amd64)', 'kube-controller-manager'],
  ['backup-agent-2.4.1 x', 'backup-agent'],
  ['MyTool v3', 'MyTool'],
  ['(internal)', 'internal'],
  ['(internal)', 'internal'],
  ['Ein Gerät', 'Ein'],
])('%s is %s', async (agent, family) => {
  expect(await ofTexts(clientSql, [agent, null])).toEqual([family, null]);
});
