import type { Json } from './figure.js';

/** The colours of all figures. Each pair that appears together also differs in lightness, for print. */
export const COLOURS = {
  ink: '#24292f',
  muted: '#6e7781',
  grid: '#e5e8eb',
  paper: '#ffffff',
  user: '#33557f',
  resource: '#8fb8ad',
  normal: 'rgba(211, 211, 211, 0.8)',
  anomalous: 'red',
};

/** Groups that are drawn over each other take these in turn: calm blue first, warning orange second. */
export const GROUP_COLOURS = ['#33557f', '#e8743b', '#3f9c82', '#8d6cab', '#b8922b'];

const FONT_FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

const AXIS: Json = {
  automargin: true,
  gridcolor: COLOURS.grid,
  linecolor: COLOURS.muted,
  zeroline: false,
  ticks: 'outside',
  tickcolor: COLOURS.muted,
};

/** The look of all figures, as a Plotly template: a figure's layout has only what is its own. */
export const TEMPLATE: Json = {
  layout: {
    font: { family: FONT_FAMILY, size: 12, color: COLOURS.ink },
    title: { x: 0, xref: 'paper', xanchor: 'left', font: { size: 16 } },
    paper_bgcolor: COLOURS.paper,
    plot_bgcolor: COLOURS.paper,
    colorway: GROUP_COLOURS,
    margin: { l: 16, r: 16, t: 64, b: 32 },
    hoverlabel: {
      bgcolor: COLOURS.paper,
      bordercolor: COLOURS.muted,
      font: { family: FONT_FAMILY, color: COLOURS.ink },
      align: 'left',
    },
    legend: { orientation: 'h', x: 1, xanchor: 'right', y: 1, yanchor: 'bottom' },
    xaxis: AXIS,
    yaxis: AXIS,
  },
};
