import { findAuthority } from '@allmende/register';
import type { Protocol, ProtocolAnswer, ProtocolRequest, ProtocolRoute } from '@allmende/http';
import type { Caller } from '../../actions/authenticate.ts';
import { bind, type Reach } from '../../actions/bind.ts';
import { deprovision } from '../../actions/deprovision.ts';
import { getBinding, requireBinding } from '../../actions/get-binding.ts';
import { getServiceInstance } from '../../actions/get-service-instance.ts';
import { lastOperation } from '../../actions/last-operation.ts';
import { provision } from '../../actions/provision.ts';
import { readCatalog } from '../../actions/read-catalog.ts';
import { unbind } from '../../actions/unbind.ts';
import { updateServiceInstance } from '../../actions/update-service-instance.ts';
import type { AppsPort } from '../../domain/apps-port.ts';
import { readOriginatingIdentity } from '../../domain/originating-identity.ts';
import type { ServiceInstance } from '../../domain/service-instance.ts';
import { catalogBody } from './catalog-body.ts';
import { askAgainAfter, describeOperation } from './describe-operation.ts';
import { echoed, openCall } from './open-call.ts';
import { acceptsIncomplete, bodyOf, nameOf, objectIfThere, textIfThere, textsOf, versionOf } from './read-request.ts';
import { refuse } from './refuse.ts';

const BODY_LIMIT_BYTES = 64 * 1024;
const INSTANCE = '/v2/service_instances/:instance';
const BINDING = `${INSTANCE}/service_bindings/:binding`;

/** The Open Service Broker API 2.17 below `/osb`: other marketplaces order here for an authority. */
export function osbProtocol(port: AppsPort): Protocol {
  const route = (method: ProtocolRoute['method'], path: string, handle: (caller: Caller, request: ProtocolRequest) => Promise<ProtocolAnswer>): ProtocolRoute => ({
    method, path,
    handle: async (request) => {
      const answer = await handle(await openCall(request), request);
      return { ...answer, headers: { ...answer.headers, ...echoed(request) } };
    },
  });
  return {
    name: 'osb', bodyLimitBytes: BODY_LIMIT_BYTES, rateLimit: { max: 2400, windowMs: 60_000 }, refuse,
    routes: [
      route('GET', '/v2/catalog', async ({ ctx }) => ({ status: 200, body: catalogBody(await readCatalog(ctx, port)) })),
      route('PUT', INSTANCE, putInstance(port)),
      route('GET', INSTANCE, async (caller, request) => {
        const { one, instance } = await getServiceInstance(caller, { name: nameOf(request, 'instance'), ...named(request) });
        return { status: 200, body: { service_id: one.service, plan_id: one.plan, ...(await dashboard(caller, one)), parameters: one.parameters, ...(instance.packageVersion === undefined ? {} : { maintenance_info: { version: instance.packageVersion } }) } };
      }),
      route('PATCH', INSTANCE, async (caller, request) => {
        const body = bodyOf(request);
        readOriginatingIdentity(request.header('x-broker-api-originating-identity'));
        const operation = await updateServiceInstance(caller, port, {
          name: nameOf(request, 'instance'), service: textsOf(body, ['service_id']).service_id, plan: textIfThere(body, 'plan_id'), parameters: objectIfThere(body, 'parameters'), version: versionOf(body), acceptsIncomplete: acceptsIncomplete(request),
        });
        return operation === undefined ? { status: 200, body: {} } : { status: 202, body: { operation: operation.id } };
      }),
      route('DELETE', INSTANCE, async (caller, request) => {
        const { service_id: service, plan_id: plan } = textsOf(request.query, ['service_id', 'plan_id']);
        const operation = await deprovision(caller, { name: nameOf(request, 'instance'), service, plan, acceptsIncomplete: acceptsIncomplete(request), asker: readOriginatingIdentity(request.header('x-broker-api-originating-identity')) });
        return operation === undefined ? { status: 200, body: {} } : { status: 202, body: { operation: operation.id } };
      }),
      route('GET', `${INSTANCE}/last_operation`, async (caller, request) => {
        const report = await lastOperation(caller, port, { name: nameOf(request, 'instance'), ...named(request), operation: request.query['operation'] });
        const authority = await findAuthority(caller.ctx, { id: caller.ctx.tenant });
        return {
          status: 200, headers: report.state === 'in progress' ? { 'retry-after': String(askAgainAfter(report)) } : {},
          body: { state: report.state, description: describeOperation(report, authority?.name ?? '', caller.ctx.locale), ...(report.kind === 'update' && report.state === 'failed' ? { instance_usable: true, update_repeatable: true } : {}) },
        };
      }),
      route('PUT', BINDING, async (caller, request) => {
        const body = bodyOf(request);
        const { service_id: service, plan_id: plan } = textsOf(body, ['service_id', 'plan_id']);
        readOriginatingIdentity(request.header('x-broker-api-originating-identity'));
        const resource = objectIfThere(body, 'bind_resource') ?? {};
        const boundTo = Object.fromEntries(['app_guid', 'route', 'space_guid'].flatMap((part) => { const text = textIfThere(resource, part); return text === undefined ? [] : [[part, text]]; }));
        const { reach, isNew } = await bind(caller, port, { name: nameOf(request, 'instance'), binding: nameOf(request, 'binding'), service, plan, boundTo, parameters: objectIfThere(body, 'parameters') });
        return { status: isNew ? 201 : 200, body: reachBody(reach) };
      }),
      route('GET', BINDING, async (caller, request) => ({ status: 200, body: reachBody(await getBinding(caller, port, { name: nameOf(request, 'instance'), binding: nameOf(request, 'binding'), ...named(request) })) })),
      route('DELETE', BINDING, async (caller, request) => {
        const { service_id: service, plan_id: plan } = textsOf(request.query, ['service_id', 'plan_id']);
        await unbind(caller, { name: nameOf(request, 'instance'), binding: nameOf(request, 'binding'), service, plan });
        return { status: 200, body: {} };
      }),
      route('GET', `${BINDING}/last_operation`, async (caller, request) => {
        await requireBinding(caller, { name: nameOf(request, 'instance'), binding: nameOf(request, 'binding'), ...named(request) });
        return { status: 200, body: { state: 'succeeded' } };
      }),
    ],
  };
}

function putInstance(port: AppsPort) {
  return async (caller: Caller, request: ProtocolRequest): Promise<ProtocolAnswer> => {
    const body = bodyOf(request);
    const { service_id: service, plan_id: plan, organization_guid: organization, space_guid: space } = textsOf(body, ['service_id', 'plan_id', 'organization_guid', 'space_guid']);
    objectIfThere(body, 'context');
    const { one, operation } = await provision(caller, port, {
      name: nameOf(request, 'instance'), service, plan, organization, space, parameters: (objectIfThere(body, 'parameters') ?? {}) as ServiceInstance['parameters'], version: versionOf(body), acceptsIncomplete: acceptsIncomplete(request),
      asker: readOriginatingIdentity(request.header('x-broker-api-originating-identity')),
    });
    const where = await dashboard(caller, one);
    return operation === undefined ? { status: 200, body: where } : { status: 202, body: { operation: operation.id, ...where } };
  };
}

async function dashboard({ ctx }: Caller, one: ServiceInstance): Promise<{ readonly dashboard_url?: string }> {
  const authority = await findAuthority(ctx, { id: ctx.tenant });
  return authority === undefined ? {} : { dashboard_url: ctx.urlFor.absolute(ctx.urlFor.office(authority.slug, 'orders', one.order)) };
}

function named(request: ProtocolRequest): { readonly service: string | undefined; readonly plan: string | undefined } {
  return { service: request.query['service_id'], plan: request.query['plan_id'] };
}

function reachBody({ address, access }: Reach): object {
  const { hostname, port, protocol } = new URL(address);
  return { credentials: { uri: address, access }, endpoints: [{ host: hostname, ports: [port === '' ? (protocol === 'http:' ? '80' : '443') : port], protocol: 'tcp' }] };
}
