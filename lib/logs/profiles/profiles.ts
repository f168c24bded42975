import { expectOneOf } from '../../checks/expect.js';
import { cloudtrail } from './cloudtrail.js';
import { entra } from './entra.js';
import { github } from './github.js';
import { office365 } from './office365.js';
import { okta } from './okta.js';
import type { Profile } from './Profile.js';
import { windows } from './windows.js';

const profiles = { windows, cloudtrail, entra, office365, okta, github };

/** The logs that `readAccess` knows the shape of; each one's file says what it makes of them. */
export type ProfileName = keyof typeof profiles;

/** @throws RangeError listing those there are, TypeError where it is no text */
export function findProfile(name: string): Profile {
  return profiles[expectOneOf('profile', name, Object.keys(profiles) as ProfileName[])];
}
