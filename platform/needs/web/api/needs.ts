import { defineApi } from '@allmende/http';
import { parsePlainDate } from '@allmende/time';
import { InvalidInput } from '@allmende/errors';
import { Type } from 'typebox';
import { findSolutions } from '../../actions/find-solutions.ts';
import { getNeed } from '../../actions/get-need.ts';
import { listNeeds } from '../../actions/list-needs.ts';
import { listSimilarNeeds } from '../../actions/list-similar-needs.ts';
import { recordNeed } from '../../actions/record-need.ts';
import { withdrawNeed } from '../../actions/withdraw-need.ts';
import type { Need } from '../../domain/need.ts';
import { recordNeeds, seeNeeds } from '../../domain/permissions.ts';

const tag = 'needs';
const nullable = <Schema extends Parameters<typeof Type.Union>[0][number]>(schema: Schema) => Type.Union([schema, Type.Null()]);
const Day = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' });
const params = Type.Object({ authority: Type.String(), need: Type.String({ format: 'uuid' }) });
const authorityParams = Type.Object({ authority: Type.String() });

const NeedSchema = Type.Object({
  id: Type.String({ format: 'uuid' }), title: Type.String(), details: Type.String(), category: Type.String(), casesPerYear: nullable(Type.Integer()), wantedBy: nullable(Day), recordedAt: Type.String({ format: 'date-time' }),
  state: Type.Union([Type.Literal('open'), Type.Literal('ordered'), Type.Literal('withdrawn')]),
});
const NeedBody = Type.Object({
  title: Type.String({ minLength: 3, maxLength: 150 }), details: Type.Optional(Type.String({ maxLength: 2000 })), category: Type.String({ maxLength: 60, description: 'A category of publiccode.yml or one of our own' }),
  casesPerYear: Type.Optional(nullable(Type.Integer({ minimum: 0, maximum: 100_000_000 }))), wantedBy: Type.Optional(nullable(Day)),
}, { additionalProperties: false });

export const listNeedsApi = defineApi({
  method: 'GET', path: '/authorities/:authority/needs', tag, operationId: 'listNeeds', summary: 'What the authority looks for', access: seeNeeds, params: authorityParams, response: Type.Object({ needs: Type.Array(NeedSchema) }),
  handle: async ({ ctx }) => ({ needs: (await listNeeds(ctx)).map(shown) }),
});

export const recordNeedApi = defineApi({
  method: 'POST', path: '/authorities/:authority/needs', tag, operationId: 'recordNeed', summary: 'Record a need', access: recordNeeds, params: authorityParams, body: NeedBody, status: 201, response: NeedSchema,
  handle: async ({ ctx, body }) => shown(await recordNeed(ctx, { title: body.title, details: body.details ?? '', category: body.category, casesPerYear: body.casesPerYear ?? null, wantedBy: dayOf(body.wantedBy) })),
});

export const getNeedApi = defineApi({
  method: 'GET', path: '/authorities/:authority/needs/:need', tag, operationId: 'getNeed', summary: 'One need', access: seeNeeds, params, response: NeedSchema,
  handle: async ({ ctx, params: { need } }) => shown(await getNeed(ctx, { need })),
});

export const listSimilarNeedsApi = defineApi({
  method: 'GET', path: '/authorities/:authority/needs/:need/similar', tag, operationId: 'listSimilarNeeds', summary: 'Who has the same need and what they use', access: seeNeeds, params,
  response: Type.Object({ similar: Type.Array(Type.Object({ authority: Type.Object({ slug: Type.String(), name: Type.String() }), state: Type.String(), solutions: Type.Array(Type.Object({ slug: Type.String(), name: Type.String() })) })) }),
  handle: async ({ ctx, params: { need } }) => ({
    similar: (await listSimilarNeeds(ctx, await getNeed(ctx, { need }))).map((one) => ({ authority: { slug: one.authority.slug, name: one.authority.name }, state: one.state, solutions: [...one.solutions] })),
  }),
});

export const findSolutionsApi = defineApi({
  method: 'GET', path: '/authorities/:authority/needs/:need/solutions', tag, operationId: 'findSolutionsForNeed', summary: 'What the store has for a need', access: seeNeeds, params,
  response: Type.Object({ solutions: Type.Array(Type.Object({ slug: Type.String(), name: Type.String(), users: Type.Integer(), offers: Type.Array(Type.String({ description: 'Id of an offer' })) })) }),
  handle: async ({ ctx, params: { need } }) => ({
    solutions: (await findSolutions(ctx, { need: await getNeed(ctx, { need }) })).map(({ card, offers }) => ({ slug: card.slug, name: card.name, users: card.users, offers: offers.map((one) => one.id) })),
  }),
});

export const withdrawNeedApi = defineApi({
  method: 'POST', path: '/authorities/:authority/needs/:need/withdrawal', tag, operationId: 'withdrawNeed', summary: 'Withdraw an open need', access: recordNeeds, params, status: 204,
  async handle({ ctx, params: { need } }) { await withdrawNeed(ctx, { need }); return undefined; },
});

function shown({ recordedBy: _, ...need }: Need) {
  return { ...need, recordedAt: need.recordedAt.toISOString() };
}

function dayOf(text: string | null | undefined) {
  if (text === undefined || text === null) return null;
  const day = parsePlainDate(text);
  if (day === undefined) throw new InvalidInput([{ pointer: '/wantedBy', code: 'date', message: 'Diesen Tag gibt es nicht.' }]);
  return day;
}
