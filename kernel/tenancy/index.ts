export { cachedDirectory } from './cached-directory.ts';
export type { AuthorityRef, Directory, PlaceRef } from './directory.ts';
export { makeUrlFor, withQuery, type AreaAddresses, type UrlFor } from './url-for.ts';
