import type { Answer } from './answer.ts';
import type { Asked } from './asked.ts';

/** One operation. `path` begins after the version: `/destinations/:destination`. */
export type Route = { readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'; readonly path: string; readonly handle: (asked: Asked) => Promise<Answer> };
