import type { ActionContext } from '@allmende/house';
import { defineApi } from '@allmende/http';
import { Type } from 'typebox';
import { activateWithTrial } from '../../actions/activate-with-trial.ts';
import { deactivateService, getOfficeService, listOfficeServices, listUsersOfService, saveOverlay, takeOverService, type OfficeService } from '../../actions/office-services.ts';
import type { TryDelivery } from '../../domain/delivery-trial.ts';
import { manageServices, seeServices } from '../../domain/permissions.ts';
import { OverlaySchema } from '../../domain/service-package.ts';
import { FormFields } from './drafts.schema.ts';

const tag = 'online-services';
const path = '/authorities/:authority/services';
const ListParams = Type.Object({ authority: Type.String() });
const ServiceParams = Type.Object({ authority: Type.String(), service: Type.String({ pattern: '^[a-z][a-z0-9-]{0,60}$' }) });
const OfficeServiceSchema = Type.Object({
  service: Type.String(), version: Type.String(), isOn: Type.Boolean(), activatedAt: Type.Union([Type.String({ format: 'date-time' }), Type.Null()]), hasChanges: Type.Boolean(), hasNewVersion: Type.Boolean(), overlay: OverlaySchema,
  missing: Type.Array(Type.Object({ pointer: Type.String(), code: Type.String(), message: Type.String() }), { description: 'What stands in the way of switching on' }),
});

const shown = (service: OfficeService) => ({
  service: service.package.service.id, version: service.head.version, isOn: service.offered?.active !== undefined, activatedAt: service.offered?.active?.activatedAt.toISOString() ?? null, hasChanges: service.hasChanges,
  hasNewVersion: service.hasNewVersion, overlay: service.overlay, missing: service.problems.map(({ pointer, code, message }) => ({ pointer, code, message })),
});

export const listOfficeServicesApi = defineApi({
  method: 'GET', path, tag, operationId: 'listAuthorityServices', access: seeServices, params: ListParams, response: Type.Object({ services: Type.Array(OfficeServiceSchema) }), summary: 'All published services with what the authority makes of them',
  handle: async ({ ctx }) => ({ services: (await listOfficeServices(ctx)).map(shown) }),
});

export const getOfficeServiceApi = defineApi({
  method: 'GET', path: `${path}/:service`, tag, operationId: 'getAuthorityService', access: seeServices, params: ServiceParams, response: OfficeServiceSchema, summary: 'One service with its local values and what is missing',
  handle: async ({ ctx, params }) => shown(await getOfficeService(ctx, { service: params.service })),
});

export const saveOverlayApi = defineApi({
  method: 'PUT', path: `${path}/:service/overlay`, tag, operationId: 'saveOverlay', access: manageServices, params: ServiceParams, body: FormFields, response: Type.Object({ overlay: Type.String({ description: 'SHA-256 of the saved values' }) }),
  summary: 'Save the local values as a person types them; citizens see them after the next activation',
  handle: async ({ ctx, params, body }) => ({ overlay: await saveOverlay(ctx, { service: params.service, body }) }),
});

export const createActivateServiceApi = (tryDelivery?: TryDelivery<ActionContext>) => defineApi({
  method: 'PUT', path: `${path}/:service/activation`, tag, operationId: 'activateService', access: manageServices, params: ServiceParams, status: 204, summary: 'Switch the service on, or bring changed values to the citizens; refused while a sample application does not arrive where real ones go',
  async handle({ ctx, params }) {
    await activateWithTrial(ctx, tryDelivery, { service: params.service });
    return undefined;
  },
});

export const deactivateServiceApi = defineApi({
  method: 'DELETE', path: `${path}/:service/activation`, tag, operationId: 'deactivateService', access: manageServices, params: ServiceParams, status: 204, summary: 'Switch the service off; begun applications can still be sent',
  async handle({ ctx, params }) {
    await deactivateService(ctx, { service: params.service });
    return undefined;
  },
});

export const listUsersOfServiceApi = defineApi({
  method: 'GET', path: `${path}/:service/users`, tag, operationId: 'listUsersOfService', access: seeServices, params: ServiceParams, summary: 'Other authorities that offer the service, those of the same district first',
  response: Type.Object({ users: Type.Array(Type.Object({ id: Type.String({ format: 'uuid' }), slug: Type.String(), name: Type.String(), since: Type.String({ format: 'date-time' }) })) }),
  handle: async ({ ctx, params }) => ({ users: (await listUsersOfService(ctx, { service: params.service })).map(({ authority, since }) => ({ id: authority.id, slug: authority.slug, name: authority.name, since: since.toISOString() })) }),
});

export const takeOverServiceApi = defineApi({
  method: 'POST', path: `${path}/:service/take-over`, tag, operationId: 'takeOverService', access: manageServices, params: ServiceParams, body: Type.Object({ from: Type.String({ format: 'uuid' }) }, { additionalProperties: false }),
  response: Type.Object({ overlay: Type.String() }), summary: 'Start from the rules and words of another authority; amounts, contacts and statute stay empty',
  handle: async ({ ctx, params, body }) => ({ overlay: await takeOverService(ctx, { service: params.service, from: body.from }) }),
});
