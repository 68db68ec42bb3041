import type { Logger } from 'graphile-worker';

/** The job library says nothing by itself; outcomes are counted and logged by `start-worker`. */
export function quietLogger(library: { readonly Logger: typeof Logger }): Logger {
  return new library.Logger(() => () => undefined);
}
