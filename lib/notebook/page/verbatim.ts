/**
 * Classes that make MathJax (version 3, then 2) ignore HTML. JupyterLab applies MathJax to every output, and
 * it would turn `\\fs01` into `\fs01`, and `$a$` into a formula.
 */
export const VERBATIM = 'mathjax_ignore tex2jax_ignore';
