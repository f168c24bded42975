import { visibleText } from '../base/text/visibleText.js';

export type ServiceName = 'azure' | 'splunk';

const SECRET =
  /token|secret|passw|pwd|api_?-?key|shared_?-?key|authorization|connection_?-?string|^key$|^sig$/i;

/** Where the secret of a service belongs, in words. */
export const PLACES_OF_SECRETS: Record<ServiceName, string> = {
  azure: 'it belongs in the environment (AZURE_CLIENT_SECRET), or a managed identity needs none',
  splunk: 'it belongs in the environment variable SPLUNK_HEC_TOKEN',
};

/** Refuses options that would hold a secret: notebooks, their parameters and reports are read by others. */
export function refuseSecrets(names: Iterable<string>, service: ServiceName): void {
  for (const name of names) {
    if (SECRET.test(name)) {
      throw new RangeError(
        `Expected no secret among the options, got ${visibleText(name)}: ${PLACES_OF_SECRETS[service]}`,
      );
    }
  }
}
