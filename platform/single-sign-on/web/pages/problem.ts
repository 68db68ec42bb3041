import { definePage, show } from '@allmende/http';
import { Type } from 'typebox';
import { problemView } from './problem.view.ts';

/** Where people get to when an app asks for a sign-in in a way that cannot be answered to the app itself. */
export const problemPage = definePage({
  method: 'GET', path: '/oidc/:issuer/problem', access: 'anyone', params: Type.Object({ issuer: Type.String({ format: 'uuid' }) }), query: Type.Object({ error: Type.Optional(Type.String({ pattern: '^[a-z_]{1,60}$' })) }),
  handle: async (request) => show(problemView({ error: request.query.error }, request), { status: 400 }),
});
