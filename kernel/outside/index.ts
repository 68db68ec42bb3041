export { guardedFetch } from './clients/guarded-fetch.ts';
export { guardedRequest, type GuardedRequest } from './clients/guarded-request.ts';
export { outsideOnly } from './clients/outside-only.ts';
