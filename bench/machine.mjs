// @ts-check
import os from 'node:os';
import { capture } from '../scripts/run.mjs';
import { javaVersion, versionOf } from './peers/installPeers.mjs';

/**
 * @typedef {{
 *   cpu: string, cores: number, memoryGb: number, system: string, load: number[],
 * }} Machine
 */

/** @returns {Machine} */
export function describeMachine() {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() ?? 'unknown',
    cores: cpus.length,
    memoryGb: Math.round(os.totalmem() / 2 ** 30),
    system: `${os.type()} ${os.release()} ${os.arch()}`,
    load: os.loadavg(),
  };
}

/** @returns {Record<string, string | null>} null: isn't there */
export function describeVersions() {
  return {
    commit: capture('git', ['describe', '--always', '--dirty'])?.trim() ?? null,
    node: process.versions.node,
    implicit: versionOf('implicit') ?? null,
    numpy: versionOf('numpy') ?? null,
    scipy: versionOf('scipy') ?? null,
    pyspark: versionOf('pyspark') ?? null,
    java: javaVersion() ?? null,
  };
}
