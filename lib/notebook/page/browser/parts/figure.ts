// Highlights the selection in Plotly's figures. It changes the drawing and not the figure's data, since the
// drawing is the same whether the report's Plotly or JupyterLab's made it.

import { nameOfCell } from '../../../../base/text/nameCell.js';
import { visibleText } from '../../../../base/text/visibleText.js';
import type { Pickable, Picks } from '../../../../figures/plotly/picks.js';
import type { Page } from '../../Page.js';
import { asSelection, isAmong, isSame, nextSelection, type Selected } from '../../Selected.js';
import { onSelection, select, selectionOf } from '../../selection.js';
import { addStyle, element } from '../dom.js';
import type { Part } from '../Part.js';

/** What the marks stand for, with names as they are and not as in a file. */
function readPicks({ rows, columns, points, nodes }: Picks): Picks {
  const nameOf = (cell: string) => nameOfCell(cell) ?? cell;
  const read = (pick: Pickable): Pickable => {
    const tenant = pick.tenant === null ? null : nameOf(pick.tenant);
    return pick.user === undefined ? { res: nameOf(pick.res), tenant } : { user: nameOf(pick.user), tenant };
  };
  const all = (lines?: Pickable[][]) => lines?.map((line) => line.map(read));
  return { rows: all(rows), columns: all(columns), points: all(points), nodes: all(nodes) };
}

/** Plotly's position of a mark: a node or a link of a Sankey diagram, or else a row and a column. */
interface PlotlyPoint {
  pointNumber: number | [row: number, column: number];
  x?: unknown;
  y?: unknown;
  source?: { pointNumber: number };
  target?: { pointNumber: number };
}

/** The element that Plotly draws in. */
interface Drawing extends HTMLElement {
  data: { type: string }[];
  layout: { meta?: { picks?: Picks } };
  on(event: string, listener: (event: { points: PlotlyPoint[] }) => void): void;
  _fullLayout?: { xaxis?: Axis; yaxis?: Axis };
}

interface Axis {
  c2p(position: number): number;
  _offset: number;
  _length: number;
}

/** The data that d3 keeps for an element that Plotly drew. */
interface Drawn extends Element {
  __data__?: {
    i?: number;
    node?: { pointNumber?: number; index?: number };
    link?: { source: { pointNumber: number }; target: { pointNumber: number } };
  };
}

const STYLE = `
.access-faint { opacity: .1 !important; }
.access-figure { position: relative; }
.access-frame { position: absolute; pointer-events: none; border: 2px solid #b35900; background: rgba(255, 196, 0, .18); box-sizing: border-box; }
.access-choose { display: flex; flex-wrap: wrap; gap: 4px 8px; align-items: center; margin: 2px 0 14px; font-size: 13px; }
.access-choose label { max-width: 100%; }
.access-choose select { max-width: min(32em, calc(100vw - 60px)); padding: 2px 4px; font: inherit; }
@media print { .access-frame { display: none; } .access-faint { opacity: 1 !important; } }`;

export function hasPicks(el: HTMLElement): boolean {
  const { layout, data } = el as Drawing;
  return layout?.meta?.picks !== undefined && Array.isArray(data) && typeof (el as Drawing).on === 'function';
}

/** The part's element is a drawing by Plotly whose layout says what its marks stand for. */
const figure: Part = {
  render({ model, el }) {
    const drawing = el as Drawing;
    const picks = readPicks(drawing.layout.meta?.picks ?? {});
    addStyle('access-figure-style', STYLE);
    const pick = (picked: readonly Pickable[]) => {
      if (picked.length > 0) select(model, nextSelection(picked, selectionOf(model)));
    };
    drawing.on('plotly_click', ({ points }) => pick(picksAt(points[0], picks)));
    if (picks.nodes !== undefined) onNodeClick(drawing, (node) => pick(picks.nodes?.[node] ?? []));
    const draw = () => drawSelection(drawing, picks, selectionOf(model));
    drawing.on('plotly_afterplot', draw);
    const chooser = chooserOf(model, picks);
    if (chooser !== null) placeBelow(drawing, chooser.el);
    const stop = onSelection(model, () => {
      if (!drawing.isConnected) return stop();
      draw();
      chooser?.draw();
    });
    draw();
    chooser?.draw();
  },
};

export default figure;

/** What the mark that was clicked stands for. */
function picksAt(point: PlotlyPoint, { rows, columns, points, nodes }: Picks): Pickable[] {
  if (nodes !== undefined) {
    // Plotly doesn't report clicks on nodes: see onNodeClick.
    const ends = point.source && point.target ? [point.source, point.target] : [];
    return ends.flatMap((end) => nodes[end.pointNumber] ?? []);
  }
  if (points !== undefined) return points[Number(point.pointNumber)] ?? [];
  return [...(rows?.[Number(point.y)] ?? []), ...(columns?.[Number(point.x)] ?? [])];
}

/** The element below each drawing. */
const below = new Map<Drawing, HTMLElement>();

/**
 * Places an element below a drawing. In JupyterLab it goes after the whole output, since the parts of an
 * output are in a row.
 */
function placeBelow(drawing: Drawing, el: HTMLElement) {
  const output = drawing.closest('.jp-NotebookPanel') && drawing.closest('.jp-OutputArea-child');
  (output ?? drawing).after(el);
  below.set(drawing, el);
}

/** Removes the elements below drawings that are gone, such as those of a cell that ran again. */
export function tidyFigures(): void {
  for (const [drawing, el] of below) {
    if (drawing.isConnected) continue;
    el.remove();
    below.delete(drawing);
  }
}

/** If the pointer moves by this many pixels between press and release, it drags a node. */
const STILL = 4;

/**
 * Listens for clicks on nodes itself, since Plotly treats them as the end of a drag and doesn't report them.
 */
function onNodeClick(drawing: Drawing, listener: (node: number) => void) {
  let pressed: { node: number; x: number; y: number } | null = null;
  drawing.addEventListener(
    'pointerdown',
    ({ target, clientX: x, clientY: y }) => {
      const el = target instanceof Element ? target.closest<Drawn>('.sankey-node') : null;
      const node = nodeOf(el?.__data__);
      pressed = node < 0 ? null : { node, x, y };
    },
    true,
  );
  drawing.addEventListener(
    'pointerup',
    ({ clientX, clientY }) => {
      if (pressed !== null && Math.hypot(clientX - pressed.x, clientY - pressed.y) < STILL) {
        listener(pressed.node);
      }
      pressed = null;
    },
    true,
  );
}

function nodeOf(data: Drawn['__data__']): number {
  return data?.node?.pointNumber ?? data?.node?.index ?? -1;
}

function drawSelection(drawing: Drawing, picks: Picks, selection: Selected | null) {
  for (const faint of drawing.querySelectorAll('.access-faint')) faint.classList.remove('access-faint');
  for (const frame of drawing.querySelectorAll('.access-frame')) frame.remove();
  if (selection === null) return;
  if (picks.nodes !== undefined) return drawSankey(drawing, picks.nodes, selection);
  if (picks.points !== undefined) {
    fade(drawing, '.scatterlayer path.point', ({ i = -1 }) => isAmong(picks.points?.[i] ?? [], selection));
  }
  frameAlong(drawing, picks.rows ?? [], selection, 'y');
  frameAlong(drawing, picks.columns ?? [], selection, 'x');
}

/** Highlights links with a selected end, and nodes that are selected or have such a link. */
function drawSankey(drawing: Drawing, nodes: readonly Pickable[][], selection: Selected) {
  const isSelected = nodes.map((node) => isAmong(node, selection));
  if (!isSelected.includes(true)) return;
  const isNear = isSelected.slice();
  fade(drawing, '.sankey-link', ({ link }) => {
    const ends = link === undefined ? [] : [link.source.pointNumber, link.target.pointNumber];
    const stands = ends.some((end) => isSelected[end]);
    if (stands) for (const end of ends) isNear[end] = true;
    return stands;
  });
  fade(drawing, '.sankey-node', ({ node }) => isNear[nodeOf({ node })] ?? true);
}

function fade(drawing: Drawing, marks: string, stands: (data: NonNullable<Drawn['__data__']>) => boolean) {
  for (const mark of drawing.querySelectorAll<Drawn>(marks)) {
    if (!stands(mark.__data__ ?? {})) mark.classList.add('access-faint');
  }
}

/** Draws a frame around the rows or the columns of the selection. */
function frameAlong(drawing: Drawing, lines: readonly Pickable[][], selection: Selected, along: 'x' | 'y') {
  const { xaxis, yaxis } = drawing._fullLayout ?? {};
  if (!xaxis || !yaxis) return;
  drawing.classList.add('access-figure');
  const plot = { left: xaxis._offset, top: yaxis._offset, width: xaxis._length, height: yaxis._length };
  lines.forEach((line, n) => {
    if (!isAmong(line, selection)) return;
    const axis = along === 'y' ? yaxis : xaxis;
    const [from, to] = [axis.c2p(n - 0.5), axis.c2p(n + 0.5)].sort((a, b) => a - b);
    if (to < 0 || from > axis._length) return;
    const [start, size] = [Math.max(0, from), Math.min(axis._length, to) - Math.max(0, from)];
    const box =
      along === 'y'
        ? { left: plot.left, top: plot.top + start, width: plot.width, height: size }
        : { left: plot.left + start, top: plot.top, width: size, height: plot.height };
    const frame = element('div', { className: 'access-frame' });
    for (const [side, length] of Object.entries(box)) frame.style.setProperty(side, `${length}px`);
    drawing.append(frame);
  });
}

/** A list of all that can be selected in a figure, for readers who don't use a mouse. */
function chooserOf(model: Page, { rows, columns, points, nodes }: Picks) {
  const all: Selected[] = [];
  for (const pick of [rows, columns, points, nodes].flatMap((lines) => lines?.flat() ?? [])) {
    const selection = asSelection(pick);
    if (!all.some((each) => isSame(each, selection))) all.push(selection);
  }
  if (all.length === 0) return null;
  const choice = element('select');
  choice.append(element('option', { value: '' }, 'nothing'));
  for (const kind of ['account', 'resource'] as const) {
    const group = element('optgroup', { label: kind === 'account' ? 'Accounts' : 'Resources' });
    all.forEach((selection, n) => {
      if (selection.kind === kind)
        group.append(element('option', { value: String(n) }, visibleText(selection.name)));
    });
    if (group.children.length > 0) choice.append(group);
  }
  choice.addEventListener('change', () =>
    select(model, choice.value === '' ? null : all[Number(choice.value)]),
  );
  const label = element('label', {}, 'Select in all figures: ');
  label.append(choice);
  const el = element('div', { className: 'access-choose access-screen' });
  el.append(label);
  return {
    el,
    draw() {
      const selection = selectionOf(model);
      const at = all.findIndex((each) => isSame(each, selection));
      choice.value = at < 0 ? '' : String(at);
    },
  };
}
