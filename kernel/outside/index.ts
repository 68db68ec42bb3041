export { guardedFetch } from './clients/guarded-fetch.ts';
