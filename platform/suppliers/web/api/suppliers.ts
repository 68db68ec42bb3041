import { defineApi } from '@allmende/http';
import { invitationAddress } from '@allmende/identity';
import { Type } from 'typebox';
import { admitSupplier } from '../../actions/admit-supplier.ts';
import { applyAsSupplier } from '../../actions/apply-as-supplier.ts';
import { listSuppliers } from '../../actions/list-suppliers.ts';
import { ownSupplier } from '../../actions/own-supplier.ts';
import { refuseSupplier } from '../../actions/refuse-supplier.ts';
import { admitSuppliers, seeSuppliers } from '../../domain/permissions.ts';
import type { Supplier } from '../../domain/supplier.ts';

const tag = 'suppliers';
const params = Type.Object({ supplier: Type.String({ format: 'uuid' }) });
const State = Type.Union([Type.Literal('waiting'), Type.Literal('admitted'), Type.Literal('refused'), Type.Literal('ended')]);
const SupplierSchema = Type.Object({
  id: Type.String({ format: 'uuid' }), name: Type.String(), seat: Type.String(), register: Type.String(), website: Type.String(), state: State, appliedAt: Type.String({ format: 'date-time' }),
  decidedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]), reason: Type.Union([Type.String(), Type.Null()]),
});
const ApplicationBody = Type.Object({
  name: Type.String({ maxLength: 150 }), seat: Type.String({ maxLength: 100 }), register: Type.String({ maxLength: 150, description: 'Register and number, or the authority' }), website: Type.String({ maxLength: 300 }),
  contact: Type.Object({ name: Type.String({ maxLength: 120 }), email: Type.String({ maxLength: 200 }), phone: Type.Optional(Type.String({ maxLength: 40 })), message: Type.Optional(Type.String({ maxLength: 2000 })) }, { additionalProperties: false }),
}, { additionalProperties: false });

export const applyAsSupplierApi = defineApi({
  method: 'POST', path: '/supplier-applications', tag, operationId: 'applyAsSupplier', summary: 'Apply as a supplier', access: 'anyone', rateLimit: { max: 10, windowMs: 3_600_000 }, body: ApplicationBody, status: 201,
  response: Type.Object({ id: Type.String({ format: 'uuid' }) }),
  handle: async ({ ctx, body }) => applyAsSupplier(ctx, { ...body, contact: { ...body.contact, phone: body.contact.phone ?? '', message: body.contact.message ?? '' } }),
});

export const ownSupplierApi = defineApi({
  method: 'GET', path: '/supplier', tag, operationId: 'getOwnSupplier', summary: 'The supplier that the caller works for', access: 'supplier', response: SupplierSchema, handle: async ({ ctx }) => shown(await ownSupplier(ctx)),
});

export const listSuppliersApi = defineApi({
  method: 'GET', path: '/suppliers', tag, operationId: 'listSuppliers', summary: 'Who supplies, and who wants to', access: seeSuppliers, query: Type.Object({ state: Type.Optional(State) }), response: Type.Object({ suppliers: Type.Array(SupplierSchema) }),
  handle: async ({ ctx, query }) => ({ suppliers: (await listSuppliers(ctx, { state: query.state ?? 'waiting' })).map(shown) }),
});

export const admitSupplierApi = defineApi({
  method: 'POST', path: '/suppliers/:supplier/admission', tag, operationId: 'admitSupplier', summary: 'Admit a supplier; the link for its contact is shown this once', access: admitSuppliers, params, response: Type.Object({ invitation: Type.String() }),
  handle: async ({ ctx, params: { supplier } }) => ({ invitation: invitationAddress({ ctx }, (await admitSupplier(ctx, { supplier })).invitation) }),
});

export const refuseSupplierApi = defineApi({
  method: 'POST', path: '/suppliers/:supplier/refusal', tag, operationId: 'refuseSupplier', summary: 'Refuse an application', access: admitSuppliers, params, body: Type.Object({ reason: Type.String({ maxLength: 1000 }) }, { additionalProperties: false }), status: 204,
  async handle({ ctx, params: { supplier }, body }) { await refuseSupplier(ctx, { supplier, reason: body.reason }); return undefined; },
});

function shown({ id, name, seat, register, website, state, appliedAt, decidedAt, reason }: Supplier) {
  return { id, name, seat, register, website, state, appliedAt: appliedAt.toISOString(), decidedAt: decidedAt?.toISOString() ?? null, reason };
}
