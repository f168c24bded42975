/** A value that survives `JSON.stringify` unchanged. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** One trace of a Plotly figure. */
export interface Trace {
  type: string;
}

/** The part that the layouts of all figures have in common; all other keys are Plotly's. */
export interface Layout {
  title: { text: string };
  height: number;
  /** `description`: what the figure shows, in words, for people who can't see it. Plain text. */
  meta: { description: string };
  [key: string]: Json;
}

/** A Plotly figure as plain JSON, for `Plotly.newPlot` and the type `application/vnd.plotly.v1+json`. */
export interface Figure<T extends Trace = Trace> {
  data: T[];
  layout: Layout;
}

/** The option that every figure takes. */
export interface TitleOption {
  /** Plain text; each figure has a default. */
  title?: string;
}
