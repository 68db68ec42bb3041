import type { Route } from './route.ts';

/** Answers within a case, version 2 only. */
export const replyRoutes: readonly Route[] = [];
