import { defineApi, parseDay } from '@allmende/http';
import { Type } from 'typebox';
import { addLine } from '../../actions/add-line.ts';
import { approveOrder } from '../../actions/approve-order.ts';
import { cancelOrder } from '../../actions/cancel-order.ts';
import { checkGrounds } from '../../actions/check-grounds.ts';
import { confirmBudget } from '../../actions/confirm-budget.ts';
import { createOrder } from '../../actions/create-order.ts';
import { enterResolution } from '../../actions/enter-resolution.ts';
import { getOrder } from '../../actions/get-order.ts';
import { listOrders } from '../../actions/list-orders.ts';
import { refuseOrder } from '../../actions/refuse-order.ts';
import { removeLine } from '../../actions/remove-line.ts';
import { seeNeighbour } from '../../actions/see-neighbour.ts';
import { signDeclaration } from '../../actions/sign-declaration.ts';
import { submitOrder } from '../../actions/submit-order.ts';
import { takeOver } from '../../actions/take-over.ts';
import { yearlyTotal, type Order } from '../../domain/order.ts';
import type { OrderableApps } from '../../domain/orderable-app.ts';
import type { VettingOf } from '../../domain/vetting-of.ts';
import { approveOrders, checkBudgets, enterResolutions, placeOrders, seeOrders, signDeclarations } from '../../domain/permissions.ts';
import { showFrozenPrice, showLine, showParameters, showProof } from './show-order.ts';
import { AuthorityParams, Day, Id, LineSchema, nullable, OrderParams, OrderSchema, ParametersSchema, TermSchema } from './orders.schema.ts';

const tag = 'procurement';
const UsageSchema = Type.Object({ cases: Type.Optional(Type.Integer({ minimum: 0, maximum: 10_000_000 })), users: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000 })) }, { additionalProperties: false, description: 'What is expected in a year, for prices by use' });
const path = '/authorities/:authority/orders';

export const listOrdersApi = defineApi({
  method: 'GET', path, tag, operationId: 'listOrders', summary: 'Orders of the authority', access: seeOrders, params: AuthorityParams, response: Type.Object({ orders: Type.Array(OrderSchema) }),
  handle: async ({ ctx }) => ({ orders: (await listOrders(ctx)).map(shown) }),
});

export const createOrderApi = defineApi({
  method: 'POST', path, tag, operationId: 'createOrder', summary: 'Begin an order from a need', access: placeOrders, params: AuthorityParams, body: Type.Object({ need: Id }, { additionalProperties: false }), status: 201, response: OrderSchema,
  handle: async ({ ctx, body }) => shown(await createOrder(ctx, body)),
});

export const getOrderApi = defineApi({
  method: 'GET', path: `${path}/:order`, tag, operationId: 'getOrder', summary: 'One order', access: seeOrders, params: OrderParams, response: OrderSchema, handle: async ({ ctx, params: { order } }) => shown(await getOrder(ctx, { order })),
});

export const addLineApi = (apps: OrderableApps) => defineApi({
  method: 'POST', path: `${path}/:order/lines`, tag, operationId: 'addOrderLine', summary: 'Put an offer into a draft, at the price of today; its parameters are those that the offer names', access: placeOrders, params: OrderParams, status: 201, response: OrderSchema,
  body: Type.Object({ offer: Id, parameters: Type.Optional(ParametersSchema), usage: Type.Optional(UsageSchema) }, { additionalProperties: false }),
  handle: async ({ ctx, params: { order }, body }) => shown(await addLine(ctx, apps, { order, offer: body.offer, parameters: body.parameters ?? {}, ...(body.usage === undefined ? {} : { usage: body.usage }) })),
});

export const removeLineApi = defineApi({
  method: 'DELETE', path: `${path}/:order/lines/:position`, tag, operationId: 'removeOrderLine', summary: 'Take a line out of a draft', access: placeOrders,
  params: Type.Object({ authority: Type.String(), order: Id, position: Type.Integer({ minimum: 1, maximum: 99 }) }), response: OrderSchema,
  handle: async ({ ctx, params: { order, position } }) => shown(await removeLine(ctx, { order, position })),
});

export const submitOrderApi = (vettingOf: VettingOf) => defineApi({
  method: 'POST', path: `${path}/:order/submission`, tag, operationId: 'submitOrder', summary: 'Hand a draft in for approval', access: placeOrders, params: OrderParams, response: OrderSchema,
  body: Type.Object({
    ground: Type.String({ maxLength: 40, description: 'in-house, framework-call-off, dynamic-purchasing-system or direct-order; must be proven today' }), term: Type.Optional(TermSchema),
    commitment: Type.Object({ kind: Type.Union([Type.Literal('everyday'), Type.Literal('declaration')]), basis: Type.Optional(Type.String({ maxLength: 150, description: 'Needed where no norm is entered for the Land' })), reason: Type.String({ maxLength: 500 }) }, { additionalProperties: false }),
    choice: Type.Optional(Type.Object({
      words: Type.Optional(Type.String({ maxLength: 150, description: 'Words to search the store by; the title of the need when left out' })), compared: Type.Optional(Type.Array(Type.String({ maxLength: 80 }), { maxItems: 4, description: 'Solutions of the store that were put side by side' })),
      reason: Type.Optional(Type.String({ maxLength: 2000 })),
    }, { additionalProperties: false, description: 'How it was chosen; what the store shows for it is frozen with the order' })),
  }, { additionalProperties: false }),
  handle: async ({ ctx, params: { order }, body }) => shown(await submitOrder(ctx, { order, ground: body.ground, commitment: { ...body.commitment, basis: body.commitment.basis ?? '' }, ...(body.term === undefined ? {} : { term: body.term }), ...(body.choice === undefined ? {} : { choice: body.choice }) }, vettingOf)),
});

export const checkGroundsApi = defineApi({
  method: 'GET', path: `${path}/:order/grounds`, tag, operationId: 'checkGrounds', summary: 'Which grounds for award would carry the order today, and what is missing for the others', access: seeOrders, params: OrderParams,
  response: Type.Object({ grounds: Type.Array(Type.Object({ kind: Type.String(), proven: Type.Boolean(), missing: Type.Array(Type.String({ description: 'German' })) })) }),
  handle: async ({ ctx, params: { order } }) => ({ grounds: (await checkGrounds(ctx, { order })).map(({ kind, missing }) => ({ kind, proven: missing.length === 0, missing: [...missing] })) }),
});

export const confirmBudgetApi = defineApi({
  method: 'POST', path: `${path}/:order/budget-check`, tag, operationId: 'confirmBudget', summary: 'State that the budget covers the order', access: checkBudgets, params: OrderParams, response: OrderSchema,
  body: Type.Object({ position: Type.String({ maxLength: 100 }), note: Type.Optional(Type.String({ maxLength: 500 })) }, { additionalProperties: false }),
  handle: async ({ ctx, params: { order }, body }) => shown(await confirmBudget(ctx, { order, position: body.position, note: body.note ?? '' })),
});

export const enterResolutionApi = defineApi({
  method: 'POST', path: `${path}/:order/resolution`, tag, operationId: 'enterResolution', summary: 'Enter the resolution that the order needs', access: enterResolutions, params: OrderParams, response: OrderSchema,
  body: Type.Object({ body: Type.String({ maxLength: 150 }), number: Type.String({ maxLength: 150 }), decidedOn: Day, reference: Type.String({ maxLength: 150 }) }, { additionalProperties: false }),
  handle: async ({ ctx, params: { order }, body }) => shown(await enterResolution(ctx, { order, ...body, decidedOn: parseDay(body.decidedOn, 'decidedOn') })),
});

export const approveOrderApi = (apps: OrderableApps) => defineApi({
  method: 'POST', path: `${path}/:order/approval`, tag, operationId: 'approveOrder', summary: 'Approve as a second person; repeating it changes nothing', access: approveOrders, params: OrderParams, response: OrderSchema,
  body: Type.Object({ version: Type.Integer({ minimum: 1, description: 'The version that was looked at' }) }, { additionalProperties: false }),
  handle: async ({ ctx, params: { order }, body }) => shown(await approveOrder(ctx, { order, version: body.version }, apps)),
});

export const refuseOrderApi = defineApi({
  method: 'POST', path: `${path}/:order/refusal`, tag, operationId: 'refuseOrder', summary: 'Refuse as a second person', access: approveOrders, params: OrderParams, body: Type.Object({ reason: Type.String({ maxLength: 500 }) }, { additionalProperties: false }), response: OrderSchema,
  handle: async ({ ctx, params: { order }, body }) => shown(await refuseOrder(ctx, { order, reason: body.reason })),
});

export const cancelOrderApi = defineApi({
  method: 'POST', path: `${path}/:order/cancellation`, tag, operationId: 'cancelOrder', summary: 'Withdraw an order while there is no contract', access: placeOrders, params: OrderParams, response: OrderSchema,
  handle: async ({ ctx, params: { order } }) => shown(await cancelOrder(ctx, { order })),
});

export const signDeclarationApi = defineApi({
  method: 'POST', path: `${path}/:order/declaration`, tag, operationId: 'signDeclaration', summary: 'State that the declaration which commits the authority was signed, and where it lies', access: signDeclarations, params: OrderParams, response: OrderSchema,
  body: Type.Object({ form: Type.Union([Type.Literal('paper'), Type.Literal('electronic-signature')]), signedOn: Day, reference: Type.String({ maxLength: 150 }) }, { additionalProperties: false }),
  handle: async ({ ctx, params: { order }, body }) => shown(await signDeclaration(ctx, { order, form: body.form, signedOn: parseDay(body.signedOn, 'signedOn'), reference: body.reference })),
});

const NeighbourParams = Type.Object({ authority: Type.String(), neighbour: Type.String({ maxLength: 100 }) });

export const seeNeighbourApi = defineApi({
  method: 'GET', path: '/authorities/:authority/neighbours/:neighbour', tag, operationId: 'seeNeighbour', summary: 'What another authority uses, with prices for the own one', access: seeOrders, params: NeighbourParams,
  response: Type.Object({
    name: Type.String(),
    contracts: Type.Array(Type.Object({ contract: Id, category: Type.String(), since: Day, offers: Type.Array(Type.Object({ offer: Id, name: Type.String(), parameters: ParametersSchema, price: nullable(LineSchema.properties.price) })) })),
  }),
  async handle({ ctx, params: { neighbour } }) {
    const found = await seeNeighbour(ctx, { neighbour });
    return {
      name: found.neighbour.name,
      contracts: found.contracts.map((one) => ({ contract: one.contract, category: one.category, since: one.since, offers: one.offers.map(({ offer, parameters, price }) => ({ offer: offer.id, name: offer.name, parameters: showParameters(parameters), price: price === undefined ? null : showFrozenPrice(price) })) })),
    };
  },
});

export const takeOverApi = (apps: OrderableApps) => defineApi({
  method: 'POST', path: '/authorities/:authority/neighbours/:neighbour/take-over', tag, operationId: 'takeOver', summary: 'Take over what a neighbour runs: own need and draft, own price', access: placeOrders, params: NeighbourParams, status: 201, response: OrderSchema,
  body: Type.Object({ contract: Id }, { additionalProperties: false }),
  handle: async ({ ctx, params: { neighbour }, body }) => shown(await takeOver(ctx, apps, { neighbour, contract: body.contract })),
});

function shown(order: Order) {
  return {
    id: order.id, need: order.need, title: order.title, category: order.category, state: order.state, version: order.version, createdAt: order.createdAt.toISOString(), lines: order.lines.map(showLine), centsPerYear: yearlyTotal(order),
    ground: order.ground, commitment: order.commitment, proof: order.proven === null ? null : showProof(order.proven), submittedAt: order.submitted?.at.toISOString() ?? null, approvedAt: order.approved?.at.toISOString() ?? null, contract: order.contract, term: { ...order.term }, choiceSha256: order.choiceSha256,
    steps: { budget: order.chain.budget, head: order.chain.head, council: order.chain.council, budgetConfirmedAt: order.checks.budget?.at.toISOString() ?? null, resolutionEnteredAt: order.checks.council?.at.toISOString() ?? null },
  };
}
