import type { Json } from './figure.js';

/** A text in Plotly's markup, in the drawing or above it; x and y go from 0 (left, bottom) to 1. */
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
