import { cloudtrail } from './cloudtrail.js';
import { databricks } from './databricks.js';
import { ecs } from './ecs.js';
import { entra } from './entra.js';
import { gcp } from './gcp.js';
import { github } from './github.js';
import { gworkspace } from './gworkspace.js';
import { kubernetes } from './kubernetes.js';
import { ocsf } from './ocsf.js';
import { office365 } from './office365.js';
import { okta } from './okta.js';
import type { Profile } from './Profile.js';
import { salesforce } from './salesforce.js';
import { slack } from './slack.js';
import { windows } from './windows.js';
import { zeek } from './zeek.js';

/** The logs that `readAccess` knows. docs/profiles.md says how it reads them. Standards come last. */
export const profiles = {
  windows,
  cloudtrail,
  entra,
  office365,
  okta,
  github,
  gcp,
  gworkspace,
  kubernetes,
  slack,
  salesforce,
  databricks,
  zeek,
  ocsf,
  ecs,
} satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;
