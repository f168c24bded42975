// @ts-check
import os from 'node:os';
import { capture } from '../../scripts/run.mjs';
import { javaVersion, versionOf } from '../peers/installPeers.mjs';

/** @returns {import('../types.js').Results['machine']} */
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

/**
 * A run's machine in one line, with the version of Node.
 * @param {Pick<import('../types.js').Results, 'machine' | 'versions'>} results
 */
export function machineLine({ machine: { cpu, cores, memoryGb }, versions }) {
  return `${cpu}, ${cores} cores, ${memoryGb} GB; Node v${versions.node}`;
}

/** @returns {Record<string, string | null>} null where it isn't installed */
export function describeVersions() {
  return {
    commit: capture('git', ['describe', '--always', '--dirty'])?.trim() ?? null,
    node: process.versions.node,
    ...Object.fromEntries(
      ['implicit', 'numpy', 'scipy', 'pyspark'].map((name) => [name, versionOf(name) ?? null]),
    ),
    java: javaVersion() ?? null,
  };
}
