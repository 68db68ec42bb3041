import { Logger } from 'graphile-worker';

/** The job library says nothing by itself; outcomes are counted and logged by `start-worker`. */
export const quietLogger: Logger = new Logger(() => () => undefined);
