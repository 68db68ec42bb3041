import { getRelease } from '@allmende/app-packages';
import { NotFound } from '@allmende/errors';
import type { EntranceOf } from '@allmende/gateway';

/** What an app's package says of its entrance; programs of the `process` runtime have no package and let in only whom somebody let in. */
export const entranceOf: EntranceOf = async (house, { app, runtime, packageVersion }) => {
  if (runtime === 'built-in') return undefined;
  if (packageVersion === undefined) return { access: 'granted' };
  try {
    const { entrance } = (await getRelease(house, { app, version: packageVersion })).package;
    return entrance && { access: entrance.access, ...(entrance.path === undefined ? {} : { path: entrance.path }) };
  } catch (error) {
    // A version that nobody released has no entrance; it must not shut those of all others.
    if (error instanceof NotFound) return undefined;
    throw error;
  }
};
