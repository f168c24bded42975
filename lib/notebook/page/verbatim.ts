/**
 * Classes by which MathJax leaves HTML alone (version 3, then 2): JupyterLab lets it read every output, and
 * it would make `\fs01` of `\\fs01` and a formula of `$a$`.
 */
export const VERBATIM = 'mathjax_ignore tex2jax_ignore';
