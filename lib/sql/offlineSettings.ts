/** Settings with which DuckDB fails at once instead of asking the network for an extension. */
export const OFFLINE = {
  autoinstall_known_extensions: 'false',
  autoload_known_extensions: 'false',
  allow_community_extensions: 'false',
};
