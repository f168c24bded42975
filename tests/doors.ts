import { readFileSync } from 'node:fs';

/** The doors of the package, each with the file that it is made of. */
const FILES = {
  'access-anomaly': 'index',
  'access-anomaly/als': 'doors/als',
  'access-anomaly/evaluate': 'doors/evaluate',
  'access-anomaly/figures': 'doors/figures',
  'access-anomaly/notebook': 'doors/notebook',
  'access-anomaly/spark': 'doors/spark',
};

export interface Door {
  door: string;
  /** Without its ending, under lib/ and lib/dist/. */
  file: string;
  /** What it has at run time. */
  names: Record<string, unknown>;
  /** Types included. */
  exported: string[];
}

/** What can be imported from the built package, by its doors. */
export const DOORS: readonly Door[] = await Promise.all(
  Object.entries(FILES).map(async ([door, file]) => ({
    door,
    file,
    names: (await import(door)) as Record<string, unknown>,
    exported: exportedBy(readFileSync(`lib/${file}.ts`, 'utf8')),
  })),
);

function exportedBy(source: string): string[] {
  return [...source.matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(([, names]) =>
    names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '')
      .map(
        (name) =>
          name
            .replace(/^type /, '')
            .split(' as ')
            .at(-1)!,
      ),
  );
}
