import { shortenLabel } from '../../base/text/shortenLabel.js';
import { shortenLabels } from '../../base/text/shortenLabels.js';
import { visibleText } from '../../base/text/visibleText.js';
import { escapeLabel, escapeMarkup } from '../plotly/escapeMarkup.js';
import type { Trace } from '../plotly/figure.js';
import { COLOURS } from '../plotly/style.js';
import { reasonText } from './alertReasons.js';
import type { ColouredAccess } from './colourAccesses.js';
import type { AccessNode } from './indexNodes.js';

/** The part of Plotly's Sankey trace that the access diagram uses. */
export interface SankeyTrace extends Trace {
  type: 'sankey';
  /** false if there are no links, since Plotly fails on an empty Sankey diagram */
  visible: boolean;
  domain: { x: [number, number]; y: [number, number] };
  orientation: 'h';
  valueformat: string;
  textfont: { shadow: string };
  node: {
    pad: number;
    thickness: number;
    line: { color: string; width: number };
    /** escaped for Plotly; long names are cut so that they still differ */
    label: string[];
    color: string[];
    /** the names in full, escaped for Plotly, wrapped for the hover text */
    customdata: string[];
    hovertemplate: string;
  };
  link: {
    source: number[];
    target: number[];
    value: number[];
    color: string[];
    customdata: string[];
    /** the reasons, in lines, escaped for Plotly; missing if no link has a reason */
    label?: string[];
    hovertemplate: string;
  };
}

/** A label is cut after this many characters, so that it doesn't reach the labels of the other side. */
const LABEL_LENGTH = 40;
/** Hover texts are wrapped at this many characters, and cut after ten lines. */
const HOVER_LINE_LENGTH = 60;
const HOVER_LENGTH = 600;

/**
 * White behind the labels, since they lie over the links and red links would strike them through. It isn't
 * blurred, so that it prints, and is wide enough to close the gaps between letters.
 */
const HALO = [-4, -3, -2, -1, 0, 1, 2, 3, 4]
  .flatMap((x) => [-3, -1, 1, 3].map((y) => `${x}px ${y}px white`))
  .join(', ');

/** The Sankey trace of accesses: users on the left, resources on the right, a link for each access. */
export function sankeyTrace(nodes: readonly AccessNode[], links: readonly ColouredAccess[]): SankeyTrace {
  const hasReasons = links.some(({ reason }) => reason !== undefined);
  return {
    type: 'sankey',
    visible: links.length > 0,
    domain: { x: [0, 1], y: [0, 1] },
    orientation: 'h',
    valueformat: '.0f',
    textfont: { shadow: HALO },
    node: {
      pad: 10,
      thickness: 30,
      line: { color: 'black', width: 0 },
      label: nodeLabels(nodes),
      color: nodes.map((node) => COLOURS[node.kind]),
      customdata: nodes.map((node) => hoverText(node.label)),
      hovertemplate: '%{customdata}<br>accesses: %{value:.0f}<extra></extra>',
    },
    link: {
      source: links.map((link) => link.userIndex),
      target: links.map((link) => link.resIndex),
      value: links.map((link) => link.count),
      color: links.map((link) => link.colour),
      customdata: links.map((link) => (link.kind === 'anomalous' ? 'anomalous' : 'other')),
      ...(hasReasons
        ? { label: links.map(({ reason }) => (reason === undefined ? '' : `<br>${reasonText(reason)}`)) }
        : {}),
      hovertemplate: `%{source.customdata}<br>→ %{target.customdata}<br>%{customdata} accesses: %{value:.0f}${hasReasons ? '%{label}' : ''}<extra></extra>`,
    },
  };
}

/** Labels of users are shortened among users, and those of resources among resources. */
function nodeLabels(nodes: readonly AccessNode[]): string[] {
  const labels = new Map<AccessNode, string>();
  for (const kind of new Set(nodes.map((node) => node.kind))) {
    const alike = nodes.filter((node) => node.kind === kind);
    const short = shortenLabels(
      alike.map(({ label }) => label),
      LABEL_LENGTH,
    );
    for (const [n, node] of alike.entries()) labels.set(node, escapeLabel(short[n]));
  }
  return nodes.map((node) => labels.get(node)!);
}

function hoverText(name: string): string {
  const characters = [...visibleText(shortenLabel(name, HOVER_LENGTH))];
  const lines: string[] = [];
  for (let start = 0; start < characters.length; start += HOVER_LINE_LENGTH) {
    lines.push(escapeMarkup(characters.slice(start, start + HOVER_LINE_LENGTH).join('')));
  }
  return lines.join('<br>');
}
