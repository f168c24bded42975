/** Where collectors keep an event as it was: Elastic, syslog and agents, CloudWatch Insights, Splunk. */
const CARRIERS = ['event.original', 'message', '@message', '_raw', 'result._raw'];

/**
 * Places within a record where an event may be: a vendor's own, the same in a document that Elasticsearch
 * exported (`_source`), and those where collectors keep the whole event.
 */
export function places(...own: string[]): string[] {
  const carried = CARRIERS.flatMap((carrier) => [...own.map((place) => `${carrier}.${place}`), carrier]);
  const stored = [...own.map((place) => `_source.${place}`), '_source.event.original', '_source'];
  return [...own, ...carried, ...stored];
}
