/** A value that survives `JSON.stringify` unchanged. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One trace of a Plotly figure. */
export interface Trace {
  type: string;
}

/** What all figures' layouts have in common; further keys are Plotly's. */
export interface Layout {
  title: { text: string };
  height: number;
  /** `description`: what the figure shows, in words, for people who can't see it. Plain text. */
  meta: { description: string };
  [key: string]: Json;
}

/** A Plotly figure as plain JSON: `Plotly.newPlot` and the type `application/vnd.plotly.v1+json` take it. */
export interface Figure<T extends Trace = Trace> {
  data: T[];
  layout: Layout;
}

/** What every figure can be told. */
export interface TitleOption {
  /** Plain text; each figure has a default. */
  title?: string;
}
