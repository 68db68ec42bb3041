import { defineApi, parseDay } from '@allmende/http';
import { Type, type Static } from 'typebox';
import { confirmStatement, withdrawOwnStatement, withdrawStatement } from '../../actions/decide-on-statement.ts';
import { stateOwnSustainability, stateSustainability } from '../../actions/state-sustainability.ts';
import type { SustainabilityInput } from '../../domain/check-sustainability.ts';
import type { OwnSolutionPort } from '../../domain/own-solution.ts';
import { registerOffers } from '../../domain/permissions.ts';
import { SUSTAINABILITY_TOPICS } from '../../domain/sustainability-topic.ts';

const tag = 'catalog';
const Id = Type.String({ format: 'uuid' });
const Slug = Type.String({ pattern: '^[a-z0-9-]{1,80}$' });
const Day = Type.String({ format: 'date' });
const Statement = Type.Object({
  topic: Type.Union(SUSTAINABILITY_TOPICS.map((topic) => Type.Literal(topic))), value: Type.String({ maxLength: 200, description: 'A figure, a day, the number of a label or a text' }), source: Type.String({ maxLength: 500 }), link: Type.Optional(Type.String({ maxLength: 1000 })),
  statedOn: Day, validUntil: Type.Optional(Type.String({ format: 'date', description: 'Needed for labels; without it a statement counts for two years' })),
}, { additionalProperties: false });
const Reason = Type.Object({ reason: Type.String({ maxLength: 500, description: 'Everybody can read it' }) }, { additionalProperties: false });
const Stated = Type.Object({ id: Id, sha256: Type.String() });

export const stateSustainabilityApi = defineApi({
  method: 'POST', path: '/solutions/:solution/sustainability', tag, operationId: 'stateSustainability', access: registerOffers, params: Type.Object({ solution: Slug }), body: Statement, status: 201, response: Stated,
  summary: 'State something of the sustainability of a solution, with source and day (operator); repeating it changes nothing',
  handle: async ({ ctx, params: { solution }, body }) => stated(await stateSustainability(ctx, { solution, statement: read(body) })),
});

export const confirmStatementApi = defineApi({
  method: 'POST', path: '/sustainability/:statement/confirmation', tag, operationId: 'confirmSustainability', summary: 'Confirm that the source of a supplier\'s statement says so (operator)', access: registerOffers, params: Type.Object({ statement: Id }), status: 204,
  handle: async ({ ctx, params }) => { await confirmStatement(ctx, params); return undefined; },
});

export const withdrawStatementApi = defineApi({
  method: 'POST', path: '/sustainability/:statement/withdrawal', tag, operationId: 'withdrawSustainability', summary: 'Withdraw a statement with the reason (operator)', access: registerOffers, params: Type.Object({ statement: Id }), body: Reason, status: 204,
  handle: async ({ ctx, params, body }) => { await withdrawStatement(ctx, { ...params, ...body }); return undefined; },
});

export const stateOwnSustainabilityApi = (ownSolution: OwnSolutionPort) => defineApi({
  method: 'POST', path: '/supplier/solutions/:solution/sustainability', tag, operationId: 'stateOwnSustainability', access: 'supplier', params: Type.Object({ solution: Id }), body: Statement, status: 201, response: Stated, rateLimit: { max: 120, windowMs: 3_600_000 },
  summary: 'State something of the sustainability of an own solution that stands in the store; repeating it changes nothing',
  handle: async ({ ctx, params: { solution }, body }) => stated(await stateOwnSustainability(ctx, ownSolution, { solution, statement: read(body) })),
});

export const withdrawOwnStatementApi = (ownSolution: OwnSolutionPort) => defineApi({
  method: 'POST', path: '/supplier/solutions/:solution/sustainability/:statement/withdrawal', tag, operationId: 'withdrawOwnSustainability', summary: 'Withdraw an own statement with the reason', access: 'supplier', params: Type.Object({ solution: Id, statement: Id }), body: Reason, status: 204,
  handle: async ({ ctx, params, body }) => { await withdrawOwnStatement(ctx, ownSolution, { ...params, ...body }); return undefined; },
});

function read({ topic, value, source, link, statedOn, validUntil }: Static<typeof Statement>): SustainabilityInput {
  return { topic, value, source, link: link ?? '', statedOn: parseDay(statedOn, 'statedOn'), validUntil: validUntil === undefined ? null : parseDay(validUntil, 'validUntil') };
}

function stated({ id, sha256 }: { readonly id: string; readonly sha256: string }) {
  return { id, sha256 };
}
