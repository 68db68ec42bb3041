import { defineApi, type AnyApi } from '@allmende/http';
import { Type } from 'typebox';
import { earliestLastDay, getCompetition, listCompetitions } from '../../actions/competitions.ts';
import { getInvitedCompetition, listInvitedCompetitions } from '../../actions/invited-competition.ts';
import { readAwardRecord } from '../../actions/award-records.ts';
import { getOpeningSet, releaseShares } from '../../actions/open-offers.ts';
import { requestAdmission } from '../../actions/request-admission.ts';
import { submitOffer, withdrawOffer } from '../../actions/submit-offer.ts';
import { listSystems } from '../../actions/systems.ts';
import type { Competition } from '../../domain/competition.ts';
import { MOST_ENVELOPE_BYTES } from '../../domain/offer.ts';
import { openOffers, seeCompetitions } from '../../domain/permissions.ts';
import { readShares } from '../read-shares.ts';

const tag = 'dynamic-purchasing';
const Id = Type.String({ format: 'uuid' });
const Instant = Type.Union([Type.String({ format: 'date-time' }), Type.Null()]);
const authority = Type.Object({ authority: Type.String() });
const office = Type.Object({ authority: Type.String(), competition: Id });
const invited = Type.Object({ competition: Id });

const SystemSchema = Type.Object({
  id: Id, title: Type.String(), subject: Type.String(), notice: Type.String(), publishedOn: Type.String(), firstRequestsUntil: Type.String(), runsUntil: Type.String(), endedOn: Type.Union([Type.String(), Type.Null()]),
  categories: Type.Array(Type.Object({ id: Id, name: Type.String(), description: Type.String(), suitability: Type.String() })),
});
const CompetitionSchema = Type.Object({
  id: Id, number: Type.String(), title: Type.String(), description: Type.String(), state: Type.String(), deadline: Instant, system: Id, category: Id, authorityName: Type.String(), threshold: Type.Integer(), aboveThreshold: Type.Boolean(),
  priceWeight: Type.Integer(), priceFormula: Type.String(), tieRule: Type.String(), criteria: Type.Array(Type.Object({ id: Type.String(), title: Type.String(), weight: Type.Integer() })),
  officers: Type.Array(Type.Object({ name: Type.String(), thumbprint: Type.String() })), awardFrom: Type.Union([Type.String(), Type.Null()]), winner: Type.Union([Id, Type.Null()]),
});

/** Programs of bidders and authorities do what their people do; sealing and opening happen on their side (`tools/seal`). */
export const dynamicPurchasingApi: readonly AnyApi[] = [
  defineApi({ method: 'GET', path: '/dynamic-purchasing/systems', tag, operationId: 'listPurchasingSystems', summary: 'Dynamic purchasing systems; public', access: 'anyone', response: Type.Object({ systems: Type.Array(SystemSchema) }), handle: async ({ ctx }) => ({ systems: (await listSystems(ctx)).map((one) => ({ ...one, categories: [...one.categories] })) }) }),
  defineApi({
    method: 'POST', path: '/dynamic-purchasing/systems/:system/requests', tag, operationId: 'requestAdmission', summary: 'Ask to take part in a category', access: 'supplier', params: Type.Object({ system: Id }), status: 201,
    body: Type.Object({ category: Id, statement: Type.String({ maxLength: 8000 }) }, { additionalProperties: false }), response: Type.Object({ id: Id, decideUntil: Type.String() }),
    handle: async ({ ctx, params, body }) => { const { id, decideUntil } = await requestAdmission(ctx, { ...params, ...body }); return { id, decideUntil }; },
  }),
  defineApi({ method: 'GET', path: '/dynamic-purchasing/competitions', tag, operationId: 'listInvitedCompetitions', summary: 'Competitions to which the own enterprise was invited', access: 'supplier', response: Type.Object({ competitions: Type.Array(CompetitionSchema) }), handle: async ({ ctx }) => ({ competitions: (await listInvitedCompetitions(ctx)).map(shown) }) }),
  defineApi({
    method: 'GET', path: '/dynamic-purchasing/competitions/:competition', tag, operationId: 'getInvitedCompetition', summary: 'One competition, with what is needed to seal an offer', access: 'supplier', params: invited,
    response: Type.Object({ competition: CompetitionSchema, sheet: Type.Unknown({ description: 'Sealing sheet for tools/seal' }), questions: Type.Array(Type.Object({ question: Type.String(), answer: Type.Union([Type.String(), Type.Null()]) })), offer: Type.Union([Type.Object({ digest: Type.String(), receivedAt: Type.String() }), Type.Null()]), notices: Type.Array(Type.Object({ subject: Type.String(), text: Type.String() })) }),
    async handle({ ctx, params }) {
      const seen = await getInvitedCompetition(ctx, params);
      return {
        competition: shown(seen.competition), sheet: seen.sheet, questions: seen.questions.map(({ question, answer }) => ({ question, answer })), offer: seen.ownOffer === undefined ? null : { digest: seen.ownOffer.digest, receivedAt: seen.ownOffer.receivedAt.toISOString() },
        notices: seen.notices.map(({ subject, text }) => ({ subject, text })),
      };
    },
  }),
  defineApi({
    method: 'POST', path: '/dynamic-purchasing/competitions/:competition/offer', tag, operationId: 'submitSealedOffer', summary: 'Hand in a sealed offer, in place of an earlier one', access: 'supplier', params: invited, uploads: { maxFileBytes: MOST_ENVELOPE_BYTES, maxFiles: 1 }, status: 201,
    response: Type.Object({ digest: Type.String(), receivedAt: Type.String(), replaced: Type.Boolean() }),
    async handle({ ctx, params, files }) {
      const receipt = await submitOffer(ctx, { ...params, envelope: files[0]?.bytes ?? new Uint8Array() });
      return { ...receipt, receivedAt: receipt.receivedAt.toISOString() };
    },
  }),
  defineApi({ method: 'DELETE', path: '/dynamic-purchasing/competitions/:competition/offer', tag, operationId: 'withdrawSealedOffer', summary: 'Take the own offer back, until the deadline', access: 'supplier', params: invited, status: 204, handle: async ({ ctx, params }) => { await withdrawOffer(ctx, params); return undefined; } }),
  defineApi({
    method: 'GET', path: '/authorities/:authority/competitions', tag, operationId: 'listCompetitions', summary: 'Competitions of the authority', access: seeCompetitions, params: authority, response: Type.Object({ competitions: Type.Array(CompetitionSchema), earliestLastDay: Type.String({ description: 'For a call that goes out today' }) }),
    handle: async ({ ctx }) => ({ competitions: (await listCompetitions(ctx)).map(shown), earliestLastDay: (await earliestLastDay(ctx)).day }),
  }),
  defineApi({
    method: 'GET', path: '/authorities/:authority/competitions/:competition', tag, operationId: 'getCompetition', summary: 'One competition; offers only after the deadline', access: seeCompetitions, params: office,
    response: Type.Object({ competition: CompetitionSchema, offers: Type.Array(Type.Object({ id: Id, bidder: Type.String(), digest: Type.String(), receivedAt: Type.String(), priceCents: Type.Union([Type.Integer(), Type.Null()]), rank: Type.Union([Type.Integer(), Type.Null()]), score: Type.Union([Type.Integer({ description: 'Hundredths of a percent' }), Type.Null()]) })) }),
    async handle({ ctx, params: { competition } }) {
      const found = await getCompetition(ctx, { competition });
      return {
        competition: shown(found.competition),
        offers: found.offers.map((one) => { const scored = found.evaluation?.ranking.find((other) => other.offer === one.id); return { id: one.id, bidder: one.bidderName, digest: one.digest, receivedAt: one.receivedAt.toISOString(), priceCents: found.opened.find((other) => other.offer === one.id)?.price ?? null, rank: scored?.rank ?? null, score: scored?.total ?? null }; }),
      };
    },
  }),
  defineApi({ method: 'GET', path: '/authorities/:authority/competitions/:competition/opening-set', tag, operationId: 'getOpeningSet', summary: 'The own encrypted share of each offer, after the deadline', access: openOffers, params: office, response: Type.Unknown(), handle: async ({ ctx, params: { competition } }) => getOpeningSet(ctx, { competition }) }),
  defineApi({
    method: 'POST', path: '/authorities/:authority/competitions/:competition/shares', tag, operationId: 'releaseShares', summary: 'Hand in the own opened shares', access: openOffers, params: office,
    body: Type.Object({ v: Type.Literal(1), shares: Type.Array(Type.Object({ offer: Id, to: Type.String({ maxLength: 50 }), share: Type.String({ maxLength: 50 }) }), { maxItems: 1000 }) }), response: Type.Object({ opened: Type.Boolean() }),
    handle: async ({ ctx, params: { competition }, body }) => releaseShares(ctx, { competition, shares: readShares(JSON.stringify(body)) }),
  }),
  defineApi({
    method: 'GET', path: '/authorities/:authority/competitions/:competition/record', tag, operationId: 'getAwardRecord', summary: 'The record of award as PDF/UA', access: seeCompetitions, params: office, file: 'application/pdf',
    handle: async ({ ctx, params: { competition } }) => ({ ...(await readAwardRecord(ctx, { competition })), contentType: 'application/pdf' }),
  }),
];

function shown({ id, number, state, deadline, system, category, content, awardFrom, winner }: Competition) {
  const { award } = content;
  return {
    id, number, state, system, category, awardFrom, winner, deadline: deadline?.toISOString() ?? null, title: content.title, description: content.description, authorityName: content.authorityName, threshold: content.threshold, aboveThreshold: content.aboveThreshold,
    priceWeight: award.priceWeight, priceFormula: award.priceFormula, tieRule: award.tieRule, criteria: award.criteria.map((one) => ({ ...one })), officers: content.officers.map(({ name, thumbprint }) => ({ name, thumbprint })),
  };
}
