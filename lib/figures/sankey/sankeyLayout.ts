import { checkNames } from '../../base/checks/checkNames.js';
import { escapeTitle } from '../plotly/escapeTitle.js';
import type { Json, Layout, TitleOption } from '../plotly/figure.js';
import { note } from '../plotly/note.js';
import { COLOURS, TEMPLATE } from '../plotly/style.js';
import type { AccessNode } from './indexNodes.js';

const DEFAULT_TITLE = 'All resources accessed by users with highest anomalous scores';
const DEFAULT_HEIGHT = 772;
const EMPTY_HEIGHT = 200;
/** The height in pixels, with padding, that a node needs so that labels don't touch. */
const NODE_HEIGHT = 15;

/**
 * The diagram's layout: 772 pixels high, more if there are many nodes, and less if there are none.
 *
 * @throws RangeError naming an option that isn't known
 */
export function sankeyLayout(nodes: readonly AccessNode[], options: TitleOption = {}): Layout {
  checkNames('sankeyLayout options', options, ['title']);
  const { title = DEFAULT_TITLE } = options;
  const users = nodes.filter((node) => node.kind === 'user').length;
  const resources = nodes.length - users;
  const tallest = Math.max(users, resources);
  return {
    title: { text: escapeTitle(title) },
    meta: { description: `${title}: ${users} users and ${resources} resources.` },
    height: nodes.length === 0 ? EMPTY_HEIGHT : Math.max(DEFAULT_HEIGHT, tallest * NODE_HEIGHT),
    font: { size: 10 },
    template: TEMPLATE,
    annotations: nodes.length === 0 ? [note('No accesses to show', 0.5, 0.5)] : headings(),
    // Otherwise Plotly would draw empty axes for a note.
    xaxis: { visible: false },
    yaxis: { visible: false },
  };
}

function headings(): Json[] {
  const key =
    `<span style="color:${COLOURS.anomalous}">■</span> anomalous access   ` +
    `<span style="color:${COLOURS.normal}">■</span> other access`;
  return [note('<b>Users</b>', 0, 1), note(key, 0.5, 1), note('<b>Resources</b>', 1, 1)];
}
