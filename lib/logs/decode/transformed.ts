/** Transforms a text, chunk by chunk. */
interface Transformer<Part> {
  add(chunk: Buffer): Part;
  /** What is left after the last chunk. */
  end(): Part;
}

/** What a transformer makes of chunks, without empty results. */
export async function* transformed<Part extends { length: number }>(
  chunks: AsyncIterable<Buffer> | Iterable<Buffer>,
  transformer: Transformer<Part>,
): AsyncGenerator<Part> {
  for await (const chunk of chunks) {
    const part = transformer.add(chunk);
    if (part.length > 0) yield part;
  }
  const last = transformer.end();
  if (last.length > 0) yield last;
}
