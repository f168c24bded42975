/** The parts of a figure that the report describes. */
export interface Figure {
  data: Trace[];
  layout?: {
    autosize?: boolean;
    width?: number;
    title?: string | { text?: string };
    meta?: { description?: string };
  };
  config?: object;
  frames?: object[];
}

interface Trace {
  type?: string;
  name?: string;
  x?: ArrayLike<unknown>;
  y?: ArrayLike<unknown>;
  values?: ArrayLike<unknown>;
  link?: { value?: ArrayLike<unknown> };
}

declare global {
  /** plotly.js, which is in the report. */
  var Plotly: { newPlot(element: HTMLElement, figure: Figure): Promise<HTMLElement> };
}
