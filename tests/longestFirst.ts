import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** The files that take longest. Vitest knows it by itself only where they have run before. */
const LONGEST = [
  'jupyter/notebooks/evaluate.test.ts',
  'jupyter/notebooks/lanl.test.ts',
  'jupyter/endings.test.ts',
  'jupyter/notebooks/yourOwnLogs.test.ts',
  'jupyter/notebooks/newDay.test.ts',
  'jupyter/lab.test.ts',
  'scripts/docs.test.ts',
  'logs/storedRows.test.ts',
  'logs/inspectLog.test.ts',
  'als/engine/engineIterations.test.ts',
  'logs/inspect/names.test.ts',
];

const place = ({ moduleId }: TestSpecification) => {
  const found = LONGEST.findIndex((file) => moduleId.endsWith(`/tests/${file}`));
  return found < 0 ? LONGEST.length : found;
};

/** Starts the longest files first, so that no worker is left alone with one at the end. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    return sorted.sort((a, b) => place(a) - place(b));
  }
}
