import { Type } from 'typebox';
import { MOST_AT_ONCE } from '../../domain/bulk-run.ts';

const Uuid = Type.String({ format: 'uuid' });
const strict = { additionalProperties: false } as const;
const orNull = <Schema extends ReturnType<typeof Type.String>>(schema: Schema) => Type.Union([schema, Type.Null()]);

export const AuthorityRunParams = Type.Object({ authority: Type.String(), run: Uuid });

const Chosen = Type.Array(Type.Object({ case: Uuid, version: Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'The version that the caller has seen; a case that was changed since stays as it is' }) }, strict), { minItems: 1, maxItems: MOST_AT_ONCE });
const Decision = Type.String({ pattern: '^[a-z0-9-]{1,80}$' });

export const BulkBody = Type.Object({
  id: Type.String({ format: 'uuid', description: 'Made by the caller: the same id again is the same run' }), kind: Type.Union([Type.Literal('assign'), Type.Literal('request'), Type.Literal('decide')]),
  to: Type.Optional(Type.Union([Type.Literal('me'), Type.Literal('nobody'), Uuid], { description: 'For `assign`' })), decision: Type.Optional(Type.String({ pattern: '^[a-z0-9-]{1,80}$', description: 'For `decide`: the way to decide that leaves no discretion' })), cases: Chosen,
}, strict);

export const ProposalsBody = Type.Object({ cases: Type.Array(Uuid, { minItems: 1, maxItems: MOST_AT_ONCE }), decision: Type.Optional(Decision) }, strict);

export const ProposalsSchema = Type.Object({
  proposals: Type.Array(Type.Object({
    case: Uuid, reason: Type.Union([Type.String(), Type.Null()], { description: 'Why the rules propose nothing' }),
    proposal: Type.Union([Type.Object({ decision: Type.String(), amount: Type.String({ description: 'Euro: 96,00; empty where the decision sets none' }), rule: Type.String(), ruleVersion: Type.String(), package: Type.String(), source: Type.String(), needsSecondPerson: Type.Boolean() }), Type.Null()]),
  })),
});

export const RunSchema = Type.Object({
  id: Uuid, kind: Type.String(), state: Type.String({ description: '`waiting` for a second person, `running`, `done` or `refused`' }), decision: orNull(Type.String()), startedBy: Type.String(), startedAt: Type.String({ format: 'date-time' }), confirmedBy: orNull(Type.String()), finishedAt: orNull(Type.String({ format: 'date-time' })),
  cases: Type.Array(Type.Object({ case: Uuid, reference: Type.String(), outcome: Type.String({ description: '`open`, `done` or `unchanged`' }), reason: orNull(Type.String()) })),
});

export const ConfirmationBody = Type.Object({ isConfirmed: Type.Boolean() }, strict);
