/** What a table's script element holds: lib/notebook/tableHtml.ts writes it. */
export interface TableData {
  numRows: number;
  limit: number;
  columns: Column[];
  widths: number[];
  sentenceWords: number;
  proseWidth: number;
}

/** A column's rows as they are shown; where that isn't enough, by what they are sorted and copied. */
export interface Column {
  name: string;
  text: string[];
  /** -1: no value. */
  rank?: number[];
  raw?: (string | null)[];
  numeric?: boolean;
}

/** As much of a figure as the report describes. */
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
  interface Window {
    /** live.js: lets every table of the page answer that doesn't yet. */
    answerTables(): void;
  }
  /** plotly.js, which the report carries. */
  var Plotly: { newPlot(element: HTMLElement, figure: Figure): Promise<HTMLElement> };
}
