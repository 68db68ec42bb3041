import { defineApi } from '@allmende/http';
import { Type } from 'typebox';
import { getOrderChoice } from '../../actions/get-order-choice.ts';
import { seeOrders } from '../../domain/permissions.ts';
import { showFrozenPrice } from './show-order.ts';
import { Day, Id, Instant, nullable, OrderParams, PriceSchema } from './orders.schema.ts';

const tag = 'procurement';
const path = '/authorities/:authority/orders/:order/choice';
const Text = Type.String();

const StatementSchema = Type.Object({
  topic: Text, value: Text, words: Type.String({ description: 'German' }), statedOn: Day, lastDay: Day, author: Type.String({ description: 'supplier or operator' }), authorName: nullable(Text), confirmedOn: nullable(Day), source: Text, link: nullable(Text), sha256: Text,
});
const VettingSchema = Type.Object({
  level: Type.Integer(), words: Type.String({ description: 'German' }), holdsUntil: nullable(Day), passed: Type.Array(Type.Object({ check: Text, recordedOn: nullable(Day), expiresOn: nullable(Day), sha256: nullable(Text) })),
});
const CandidateSchema = Type.Object({
  solution: Text, name: Text, foundBy: Type.Array(Type.String({ description: 'search, comparison or order' })), licence: nullable(Text), softwareVersion: nullable(Text), repository: nullable(Text), commit: nullable(Text), changedAt: Instant, users: Type.Integer(),
  vetting: nullable(VettingSchema), sustainability: Type.Array(StatementSchema, { description: 'A topic that is missing was unknown' }),
  offers: Type.Array(Type.Object({ offer: Id, name: Text, ordered: Type.Boolean(), sha256: Type.String({ description: 'Of the version of the offer, which the file holds whole' }), price: nullable(PriceSchema) })),
});
const ChoiceSchema = Type.Object({
  sha256: Type.String({ description: 'SHA-256 of the file at …/choice/file; stands in the audit log' }), frozenAt: Instant, need: Type.Object({ id: Id, title: Text, category: Text, casesPerYear: nullable(Type.Integer()) }), takenOverFrom: nullable(Id),
  search: Type.Object({ words: Text, categories: Type.Array(Text), language: Text, found: Type.Array(Type.Object({ by: Text, value: Text, total: Type.Integer(), approximate: Type.Boolean() })), leftOut: Type.Integer() }),
  compared: Type.Array(Text), reason: Text, candidates: Type.Array(CandidateSchema),
});

export const orderChoiceApi = defineApi({
  method: 'GET', path, tag, operationId: 'getOrderChoice', access: seeOrders, params: OrderParams, response: ChoiceSchema,
  summary: 'How an order was chosen: search, solutions, offers, prices, vetting and sustainability as they were when it was handed in; never changes',
  async handle({ ctx, params: { order } }) {
    const { sha256, frozenAt, choice } = await getOrderChoice(ctx, { order });
    const { need, takenOverFrom, search, compared, reason, candidates } = choice;
    return {
      sha256, frozenAt: frozenAt.toISOString(), need, takenOverFrom, search: { ...search, categories: [...search.categories], found: [...search.found] }, compared: [...compared], reason,
      candidates: candidates.map((one) => ({
        ...one, foundBy: [...one.foundBy], sustainability: [...one.sustainability], vetting: one.vetting === null ? null : { ...one.vetting, passed: [...one.vetting.passed] },
        offers: one.offers.map(({ offer, name, ordered, sha256: version, price }) => ({ offer, name, ordered, sha256: version, price: price === null ? null : showFrozenPrice(price) })),
      })),
    };
  },
});

export const orderChoiceFileApi = defineApi({
  method: 'GET', path: `${path}/file`, tag, operationId: 'getOrderChoiceFile', summary: 'Likewise, as the very file that the hash is of and that lies in the bundle of the contract', access: seeOrders, params: OrderParams, file: 'application/json',
  async handle({ ctx, params: { order } }) {
    return { bytes: Buffer.from((await getOrderChoice(ctx, { order })).text, 'utf8'), contentType: 'application/json', name: `auswahl-${order}.json` };
  },
});
