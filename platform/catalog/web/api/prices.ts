import { NotFound } from '@allmende/errors';
import { defineApi, parseDay } from '@allmende/http';
import { cents } from '@allmende/money';
import { Type } from 'typebox';
import { enterRate } from '../../actions/enter-rate.ts';
import { getSolution } from '../../actions/get-solution.ts';
import { simulatePrice } from '../../actions/simulate-price.ts';
import { MOST_PER_UNIT, MOST_PER_YEAR } from '../../domain/rate.ts';
import { registerOffers } from '../../domain/permissions.ts';

const Count = Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 }));

export const simulatePriceApi = defineApi({
  method: 'GET', path: '/solutions/:solution/prices', tag: 'catalog', operationId: 'simulatePrice', access: 'anyone', params: Type.Object({ solution: Type.String({ pattern: '^[a-z0-9-]{1,80}$' }) }),
  summary: 'What the offers of a solution would cost today for an authority or a number of inhabitants, with cases and users per year',
  query: Type.Object({ authority: Type.Optional(Type.String({ maxLength: 80, description: 'Address of an authority' })), inhabitants: Count, cases: Count, users: Count }),
  response: Type.Object({
    inhabitants: Type.Union([Type.Integer(), Type.Null()]), contributionClass: Type.Union([Type.String(), Type.Null()]),
    offers: Type.Array(Type.Object({
      id: Type.String({ format: 'uuid' }), name: Type.String(), centsPerYear: Type.Union([Type.Integer(), Type.Null()]), missing: Type.Union([Type.String({ description: 'Why there is no price: price, class, cases or users' }), Type.Null()]),
      label: Type.Union([Type.String(), Type.Null()]), parts: Type.Array(Type.Object({ kind: Type.String(), quantity: Type.Integer(), centsEach: Type.Integer(), cents: Type.Integer() })),
    })),
  }),
  async handle({ ctx, params, query }) {
    const { slug } = await getSolution(ctx, { slug: params.solution });
    const found = await simulatePrice(ctx, { solution: slug, ...query });
    if (found === undefined) throw new NotFound();
    return {
      inhabitants: found.inhabitants, contributionClass: found.contributionClass?.name ?? null,
      offers: found.offers.map(({ offer, quote }) => ({
        id: offer.id, name: offer.name, centsPerYear: quote.known ? quote.centsPerYear : null, missing: quote.known ? null : quote.missing, label: quote.known ? quote.label : null, parts: quote.known ? quote.parts.map((one) => ({ ...one })) : [],
      })),
    };
  },
});

export const enterRateApi = defineApi({
  method: 'POST', path: '/offers/:offer/rates', tag: 'catalog', operationId: 'enterRate', access: registerOffers, params: Type.Object({ offer: Type.String({ format: 'uuid' }) }), status: 204,
  summary: 'Enter what of an offer is charged flat, per case and per user, with a minimum, from a day on (operator)',
  body: Type.Object({
    validFrom: Type.String({ format: 'date' }), flatCents: Type.Integer({ minimum: 0, maximum: MOST_PER_YEAR }), centsPerCase: Type.Integer({ minimum: 0, maximum: MOST_PER_UNIT }), centsPerUser: Type.Integer({ minimum: 0, maximum: MOST_PER_UNIT }),
    minimumCents: Type.Integer({ minimum: 0, maximum: MOST_PER_YEAR }), label: Type.Optional(Type.String({ maxLength: 60 })),
  }, { additionalProperties: false }),
  async handle({ ctx, params: { offer }, body }) {
    await enterRate(ctx, { offer, rate: {
      validFrom: parseDay(body.validFrom, 'validFrom'), flatCents: cents(body.flatCents), centsPerCase: cents(body.centsPerCase), centsPerUser: cents(body.centsPerUser), minimumCents: cents(body.minimumCents), label: body.label ?? null,
    } });
    return undefined;
  },
});
