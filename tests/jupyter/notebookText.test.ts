import { execFileSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { type Notebook, readNotebook } from './executed.js';
import './provided.js';

const folder = 'notebooks';
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ipynb'))
  .map((file) => path.basename(file, '.ipynb'));

describe.each(names)('%s', (name) => {
  const notebook = readNotebook(path.join(folder, `${name}.ipynb`));

  it('is committed without outputs', () => {
    const run = notebook.cells.filter(
      (cell) => cell.cell_type === 'code' && (cell.outputs!.length > 0 || cell.execution_count !== null),
    );
    expect(run, 'run `npm run sync`').toEqual([]);
  });

  it('is in step with its text', () => {
    const { executable, env } = inject('python');
    const text = path.join(folder, 'text', `${name}.ts`);
    const converted = execFileSync(executable, ['-m', 'jupytext', '--to', 'ipynb', '--output', '-', text], {
      env,
      encoding: 'utf8',
    });
    expect(contents(JSON.parse(converted)), 'run `npm run sync`').toEqual(contents(notebook));
  });

  it('runs in the kernel that the setup installs', () => {
    expect(notebook.metadata.kernelspec).toMatchObject({ name: 'tslab', language: 'typescript' });
  });
});

it('there are notebooks, each with its text', () => {
  const texts = readdirSync(path.join(folder, 'text')).map((file) => path.basename(file, '.ts'));
  expect(names).toContain('01-anomalous-access-detection');
  expect(texts.sort()).toEqual([...names].sort());
});

/** What a reader sees of a notebook, and what its tags do. */
function contents({ cells }: Notebook) {
  return cells.map(({ cell_type, source, metadata }) => ({
    cell_type,
    source: [source].flat().join(''),
    tags: metadata.tags ?? [],
  }));
}
