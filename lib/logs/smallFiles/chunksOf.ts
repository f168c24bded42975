import { bytesOf } from '../decode/bytesOf.js';
import type { Survey } from '../decode/Survey.js';
import { utf8Of } from '../decode/utf8Of.js';

/** The text of a file as UTF-8; a small file isn't read again. */
export function chunksOf({ file, contents, compression, encoding }: Survey): AsyncIterable<Buffer> {
  return utf8Of(contents === undefined ? bytesOf(file, compression) : [contents], encoding);
}
