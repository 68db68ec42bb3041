import { defineApi, parseDay } from '@allmende/http';
import { cents } from '@allmende/money';
import { Type } from 'typebox';
import { enterApprovalRule, listApprovalRules } from '../../actions/enter-approval-rule.ts';
import { enterAwardParameter } from '../../actions/enter-award-parameter.ts';
import { enterFramework } from '../../actions/enter-framework.ts';
import { enterSystemAward } from '../../actions/enter-system-award.ts';
import { listAwardParameters, listFrameworkAgreements } from '../../actions/list-award-basis.ts';
import { PARAMETER_NAMES } from '../../domain/award-parameter.ts';
import { keepAwardBasis, seeOrders, setApprovalRules } from '../../domain/permissions.ts';
import { AuthorityParams, Day, Id, nullable } from './orders.schema.ts';

const tag = 'procurement';
const Amount = nullable(Type.Integer({ minimum: 0, maximum: 10_000_000_000 }));
const rule = { validFrom: Day, budgetFromCents: Amount, headFromCents: Amount, councilFromCents: Amount, basis: Type.String({ maxLength: 300 }) };
const parameter = {
  name: Type.Union(PARAMETER_NAMES.map((name) => Type.Literal(name))), land: Type.String({ maxLength: 2, description: 'Two digits for a threshold, else empty' }), validFrom: Day, validUntil: nullable(Day), value: Type.Integer({ minimum: 1, description: 'Cents for a threshold, months for a period' }),
  basis: Type.String({ maxLength: 200 }), source: Type.String({ maxLength: 300 }),
};
const framework = {
  title: Type.String({ maxLength: 300 }), contractor: Type.String({ maxLength: 300 }), contractorKey: Type.String({ maxLength: 300 }), reference: Type.String({ maxLength: 300 }), concludedOn: Day, validFrom: Day, validUntil: Day,
  longerBecause: nullable(Type.String({ maxLength: 1000 })), mostCents: nullable(Type.Integer({ minimum: 1 })), offers: Type.Array(Id, { minItems: 1, maxItems: 200 }), authorities: Type.Array(Id, { maxItems: 20_000, description: 'Who may call off; empty for every member' }), ocid: nullable(Type.String({ maxLength: 100 })),
  source: Type.String({ maxLength: 300 }),
};

export const listAwardParametersApi = defineApi({
  method: 'GET', path: '/award-parameters', tag, operationId: 'listAwardParameters', summary: 'Thresholds and periods of procurement law with their norms and sources', access: 'anyone', response: Type.Object({ parameters: Type.Array(Type.Object({ ...parameter, name: Type.String() })) }),
  handle: async ({ ctx }) => ({ parameters: (await listAwardParameters(ctx)).map(({ enteredBy: _, ...one }) => one) }),
});

export const enterAwardParameterApi = defineApi({
  method: 'POST', path: '/award-parameters', tag, operationId: 'enterAwardParameter', summary: 'Enter a threshold or period from a day on (operator)', access: keepAwardBasis, body: Type.Object(parameter, { additionalProperties: false }), status: 204,
  async handle({ ctx, body }) {
    await enterAwardParameter(ctx, { ...body, validFrom: parseDay(body.validFrom, 'validFrom'), validUntil: body.validUntil === null ? null : parseDay(body.validUntil, 'validUntil') });
    return undefined;
  },
});

export const listFrameworksApi = defineApi({
  method: 'GET', path: '/framework-agreements', tag, operationId: 'listFrameworkAgreements', summary: 'Framework agreements with what was called off (operator)', access: keepAwardBasis,
  response: Type.Object({ agreements: Type.Array(Type.Object({ ...framework, id: Id, endedOn: nullable(Day), calledCents: Type.Integer() })) }),
  handle: async ({ ctx }) => ({ agreements: (await listFrameworkAgreements(ctx)).map(({ framework: { enteredBy: _, offers, authorities, ...one }, calledCents }) => ({ ...one, offers: [...offers], authorities: [...authorities], calledCents })) }),
});

export const enterFrameworkApi = defineApi({
  method: 'POST', path: '/framework-agreements', tag, operationId: 'enterFrameworkAgreement', summary: 'Enter a framework agreement from which authorities call off (operator)', access: keepAwardBasis, body: Type.Object(framework, { additionalProperties: false }), status: 201, response: Type.Object({ id: Id }),
  async handle({ ctx, body }) {
    const { id } = await enterFramework(ctx, {
      ...body, concludedOn: parseDay(body.concludedOn, 'concludedOn'), validFrom: parseDay(body.validFrom, 'validFrom'), validUntil: parseDay(body.validUntil, 'validUntil'), mostCents: body.mostCents === null ? null : cents(body.mostCents),
    });
    return { id };
  },
});

export const enterSystemAwardApi = defineApi({
  method: 'POST', path: '/system-awards', tag, operationId: 'enterSystemAward', summary: 'Enter an award of a dynamic purchasing system that is run elsewhere (operator)', access: keepAwardBasis, status: 204,
  body: Type.Object({
    authority: Id, system: Type.String({ maxLength: 300 }), call: Type.String({ maxLength: 300 }), contractor: Type.String({ maxLength: 300 }), contractorKey: Type.String({ maxLength: 300 }), offers: Type.Array(Id, { minItems: 1, maxItems: 20 }),
    centsPerYear: Type.Integer({ minimum: 0, maximum: 10_000_000_000 }), awardedOn: Day, validUntil: Day, record: Type.String({ maxLength: 300 }), systemOcid: nullable(Type.String({ maxLength: 100 })),
  }, { additionalProperties: false }),
  async handle({ ctx, body }) {
    await enterSystemAward(ctx, { ...body, centsPerYear: cents(body.centsPerYear), awardedOn: parseDay(body.awardedOn, 'awardedOn'), validUntil: parseDay(body.validUntil, 'validUntil') });
    return undefined;
  },
});

export const listApprovalRulesApi = defineApi({
  method: 'GET', path: '/authorities/:authority/approval-rules', tag, operationId: 'listApprovalRules', summary: 'From which amount who has to agree to orders', access: seeOrders, params: AuthorityParams, response: Type.Object({ rules: Type.Array(Type.Object(rule)) }),
  handle: async ({ ctx }) => ({ rules: (await listApprovalRules(ctx)).map(({ enteredBy: _, ...one }) => one) }),
});

export const enterApprovalRuleApi = defineApi({
  method: 'POST', path: '/authorities/:authority/approval-rules', tag, operationId: 'enterApprovalRule', summary: 'Lay down from a day on from which amount who has to agree to orders', access: setApprovalRules, params: AuthorityParams, body: Type.Object(rule, { additionalProperties: false }), status: 204,
  async handle({ ctx, body }) {
    const amount = (value: number | null) => (value === null ? null : cents(value));
    await enterApprovalRule(ctx, { validFrom: parseDay(body.validFrom, 'validFrom'), budgetFromCents: amount(body.budgetFromCents), headFromCents: amount(body.headFromCents), councilFromCents: amount(body.councilFromCents), basis: body.basis });
    return undefined;
  },
});
