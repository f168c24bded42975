import type { Json } from './figure.js';

/** A text that stands above the drawing, from 0 (left) to 1 (right), or in it. In Plotly's markup. */
export function note(text: string, x: number, y: number): Json {
  const xanchor = x === 0 ? 'left' : x === 1 ? 'right' : 'center';
  return {
    text,
    x,
    y,
    yshift: 6,
    xref: 'paper',
    yref: 'paper',
    xanchor,
    yanchor: 'bottom',
    showarrow: false,
    font: { size: 12 },
  };
}
