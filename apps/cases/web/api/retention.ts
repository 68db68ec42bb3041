import { defineApi } from '@allmende/http';
import { Type } from 'typebox';
import { listRetention } from '../../actions/list-retention.ts';
import { setRetention } from '../../actions/set-retention.ts';
import { stopDeletion } from '../../actions/stop-deletion.ts';
import { deleteCases } from '../../domain/permissions.ts';
import { AuthorityCaseParams, AuthorityParams, VersionSchema } from './cases.schema.ts';

const Uuid = Type.String({ format: 'uuid' });
const Day = Type.String({ format: 'date' });
const Rule = {
  count: Type.Integer({ minimum: 1, maximum: 1_200 }), unit: Type.Union([Type.Literal('months'), Type.Literal('years')]), begins: Type.Union([Type.Literal('closing'), Type.Literal('year-end')], { description: 'With the day of closing, or at the end of that year' }),
  deletion: Type.Union([Type.Literal('automatic'), Type.Literal('one-person'), Type.Literal('two-people')]), source: Type.String({ minLength: 1, maxLength: 500, description: 'Where the period stands' }),
};

export const listRetentionApi = defineApi({
  method: 'GET', path: '/authorities/:authority/retention', tag: 'cases', operationId: 'listRetention', access: deleteCases, params: AuthorityParams,
  response: Type.Object({
    services: Type.Array(Type.Object({ service: Type.String(), rule: Type.Union([Type.Object({ ...Rule, enteredBy: Type.String() }), Type.Null()]), closedWithoutPeriod: Type.Integer() })),
    due: Type.Array(Type.Object({ id: Uuid, reference: Type.String(), service: Type.String(), keptUntil: Type.Union([Day, Type.Null()]), version: Type.Integer(), needsSecondPerson: Type.Boolean(), proposedBy: Type.Union([Type.String(), Type.Null()]) })),
  }),
  summary: 'Retention periods by service, and the cases whose period is over',
  async handle({ ctx }) {
    const { services, due } = await listRetention(ctx);
    return {
      services: services.map(({ service, rule, withoutPeriod }) => ({ service, closedWithoutPeriod: withoutPeriod, rule: rule === undefined ? null : { count: rule.count, unit: rule.unit, begins: rule.begins, deletion: rule.deletion, source: rule.source, enteredBy: rule.enteredBy } })),
      due: due.map(({ id, reference, service, keptUntil, version, needsSecond, deletionAsked }) => ({ id, reference, service, keptUntil, version, needsSecondPerson: needsSecond, proposedBy: deletionAsked?.name ?? null })),
    };
  },
});

export const setRetentionApi = defineApi({
  method: 'PUT', path: '/authorities/:authority/retention/:service', tag: 'cases', operationId: 'setRetention', access: deleteCases, params: Type.Object({ authority: Type.String(), service: Type.String({ pattern: '^[a-z][a-z0-9-]{0,79}$' }) }), body: Type.Object(Rule, { additionalProperties: false }), status: 204,
  summary: 'Enter how long the closed cases of a service are kept',
  async handle({ ctx, params, body }) {
    await setRetention(ctx, { service: params.service, typed: { ...body, count: String(body.count) } });
    return undefined;
  },
});

export const stopDeletionApi = defineApi({
  method: 'DELETE', path: '/authorities/:authority/cases/:case/deletion-proposal', tag: 'cases', operationId: 'stopDeletion', access: deleteCases, params: AuthorityCaseParams, query: Type.Object({ version: Type.Integer({ minimum: 1 }) }, { additionalProperties: false }), response: VersionSchema,
  summary: 'Drop the proposal to delete a case',
  handle: ({ ctx, params, query }) => stopDeletion(ctx, { case: params.case, version: query.version }),
});
