import type { SankeyTrace } from '../../../lib/figures/sankey/sankeyTrace.js';
import type { Cell } from '../executed.js';
import { outputs } from '../notebookCells.js';

/** The Sankey diagrams among the figures of cells. */
export function sankeys(cells: Cell[]): SankeyTrace[] {
  return (outputs(cells, 'application/vnd.plotly.v1+json') as { data: SankeyTrace[] }[])
    .flatMap(({ data }) => data)
    .filter(({ type }) => type === 'sankey');
}
