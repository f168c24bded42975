// @ts-check
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The project's folder, with every other path the scripts share. */
export const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
export const build = path.join(root, 'build');
export const plotlyFile = path.join(build, 'plotly.min.js');
/** The script that ends a Python program together with this process. */
export const underParent = path.join(root, 'jupyter', 'under_parent.py');
export const defaultNotebook = path.join(root, 'notebooks', '01-anomalous-access-detection.ipynb');
