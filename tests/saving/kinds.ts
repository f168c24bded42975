import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Table } from 'apache-arrow';
import { AccessEvidence } from '../../lib/evidence/AccessEvidence.js';
import { AccessEvidenceModel } from '../../lib/evidence/AccessEvidenceModel.js';
import { AccessAnomaly } from '../../lib/original/AccessAnomaly.js';
import { AccessAnomalyModel } from '../../lib/original/AccessAnomalyModel.js';
import { toTable } from '../../lib/tables/toTable.js';

/** What the tests of saving do with a model of either kind. */
export interface Saved {
  save(directory: string): Promise<void>;
  transform(table: Table): Table;
}

/** A kind of model: two of them, and how they are loaded. */
export interface Kind {
  name: string;
  /** Two models of the same users and resources and of other scores. */
  fit(): Promise<[Saved, Saved]>;
  load(directory: string): Promise<Saved>;
}

const rows = ['t', 'other'].flatMap((tenant) =>
  Array.from({ length: 48 }, (_, n) => {
    const [user, res] = [n % 8, Math.floor(n / 8)];
    return { tenant, user: `u${user}`, res: `r${(user + res) % 7}`, likelihood: 1 + ((user * res) % 5) };
  }),
);
/**
 * A log of 13 days, from a Thursday on, with hours and zones that some rows miss; every second access twice.
 */
const log = [...rows, ...rows.filter((_, n) => n % 2 === 0)].map((row, n) => ({
  ...row,
  day: `2026-11-${12 + ((n * 7) % 13)}`,
  hour: n % 9 === 0 ? null : (n * 5) % 24,
  zone: n % 7 === 0 ? null : `z${n % 5}`,
}));
const everyPair = ['t', 'other', 'x'].flatMap((tenant) =>
  Array.from({ length: 10 * 9 }, (_, n) => ({
    ...{ tenant, user: `u${n % 10}`, res: `r${Math.floor(n / 10)}` },
    ...{ day: `2026-12-0${1 + (n % 7)}`, hour: n % 23, zone: n % 8 === 0 ? null : `z${n % 6}` },
  })),
);

export const KINDS: Kind[] = [
  {
    name: 'AccessAnomalyModel',
    fit: () => {
      const historyAccessDf = toTable(rows.slice(0, 90));
      const fit = (seed: number) =>
        new AccessAnomaly({ rankParam: 2, maxIter: 2, seed, historyAccessDf }).fit(toTable(rows));
      return Promise.all([fit(0), fit(1)]);
    },
    load: (directory) => AccessAnomalyModel.load(directory),
  },
  {
    name: 'AccessEvidenceModel',
    fit: () => {
      const fit = (each: typeof rows) => new AccessEvidence({ threads: 1 }).fit(toTable(each));
      return Promise.all([fit(rows), fit(rows.map((row) => ({ ...row, likelihood: row.likelihood + 1 })))]);
    },
    load: (directory) => AccessEvidenceModel.load(directory),
  },
];

/** A model with days has more files than one without, and saves them alike. */
export const WITH_DAYS: Kind = {
  name: 'AccessEvidenceModel with days',
  fit: () => {
    const fit = (each: readonly object[]) =>
      new AccessEvidence({ threads: 1, contextCols: ['zone'] }).fit(toTable(each));
    return Promise.all([
      fit(log),
      fit(log.map((row, n) => ({ ...row, zone: log[(n * 5) % log.length].zone }))),
    ]);
  },
  load: (directory) => AccessEvidenceModel.load(directory),
};

/** The same with what waits for a verdict. */
export const WITH_WAITING: Kind = {
  ...WITH_DAYS,
  name: 'AccessEvidenceModel that keeps what waits',
  fit: async () => {
    const heldBack = toTable([{ tenant: 't', user: 'u1', res: 'vault', day: '2026-11-29' }]);
    const incidents = toTable([{ story: 'odd', since: new Date(0) }]);
    const models = await WITH_DAYS.fit();
    const [one, other] = models.map((model) =>
      (model as AccessEvidenceModel).withWaiting({ heldBack, incidents }),
    );
    return [one, other];
  },
};

const NAMES = ['day', 'hour', 'zone', 'tenant', 'user', 'res'] as const;

/**
 * All scores of every pair, newcomers among them, bit for bit.
 *
 * @param names of the columns that the model reads, where they have others
 */
export function fingerprint(
  model: Saved,
  names: Partial<Record<(typeof NAMES)[number], string>> = {},
): string {
  const asked = toTable(
    everyPair.map((row) => Object.fromEntries(NAMES.map((name) => [names[name] ?? name, row[name]]))),
  );
  const scored = model.transform(asked);
  const hash = createHash('sha256');
  for (const { name } of scored.schema.fields.filter((field) => asked.getChild(field.name) === null)) {
    const column = scored.getChild(name)!;
    hash.update(Float64Array.from(column, (value) => value ?? Number.NaN));
  }
  return hash.digest('hex');
}

/** Writes a changed manifest with a matching checksum, as a person who changes it would. */
export function forge(
  directory: string,
  // biome-ignore lint/suspicious/noExplicitAny: a test may put anything anywhere
  change: (manifest: any) => void,
): void {
  const path = join(directory, 'model.json');
  const { format, version, checksum: _, ...manifest } = JSON.parse(readFileSync(path, 'utf8'));
  change(manifest);
  const checksum = createHash('sha256').update(JSON.stringify(manifest)).digest('hex');
  writeFileSync(path, JSON.stringify({ format, version, checksum, ...manifest }));
}

/** A manifest's fields by the path that leads to each, those that hold others among them. */
export function fieldsOf(value: unknown, path: string[] = []): string[][] {
  const inner = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  return [
    ...(path.length > 0 ? [path] : []),
    ...inner.flatMap(([name, each]) => fieldsOf(each, [...path, name])),
  ];
}

/** Replaces the value of a field; undefined leaves the field out. */
export function setField(object: object, path: readonly string[], value: unknown): void {
  const holder = path
    .slice(0, -1)
    .reduce<Record<string, unknown>>(
      (each, name) => each[name] as Record<string, unknown>,
      object as Record<string, unknown>,
    );
  const last = path[path.length - 1];
  if (value === undefined) delete holder[last];
  else holder[last] = value;
}

export function fileOf(directory: string, kind: string): string {
  return join(directory, readdirSync(directory).find((name) => name.startsWith(`${kind}-`))!);
}
