import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { covers, isAuthorityRole, isRole, may, NotPermitted, requirePermission, requireService, ROLE_NAMES, servicesFor, SignInNeeded, type Actor, type Grant, type Role } from '@allmende/access';
import { newId, PLATFORM_TENANT, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { testHouse } from '@allmende/house/testing';
import { buildAssets } from '@allmende/html';
import { API_ROOT, createServer } from '@allmende/http';
import { createSessions } from '@allmende/identity';
import { aStaffMember } from '@allmende/identity/testing';
import { allMigrations, allRooms } from '@allmende/process-wiring';
import { findAuthorityBySlug, registerDirectory } from '@allmende/register';
import { importTestEdition } from '@allmende/register/testing';
import fc from 'fast-check';

const permissions = allRooms.flatMap((room) => room.permissions ?? []);
const pages = allRooms.flatMap((room) => room.pages ?? []);
const api = allRooms.flatMap((room) => room.api ?? []);
const protocols = allRooms.flatMap((room) => room.protocols ?? []);
const allRoles = Object.keys(ROLE_NAMES).filter(isRole);
const openRoutes = JSON.parse(readFileSync(path.join(import.meta.dirname, 'open-routes.json'), 'utf8')) as Readonly<Record<string, readonly string[]>>;

test('permissions × roles × tenants: nobody may anything without a grant of a fitting role in that very tenant', () => {
  const tenants = [PLATFORM_TENANT, tenantId(newId()), tenantId(newId()), tenantId(newId())];
  const grant = fc.record({ tenant: fc.constantFrom(...tenants), role: fc.constantFrom(...allRoles) });
  assert.ok(permissions.length >= 40, `${permissions.length} permissions`);
  fc.assert(fc.property(fc.constantFrom(...permissions), fc.array(grant, { maxLength: 8 }), fc.constantFrom(...tenants), (permission, grants, tenant) => {
    const actor: Actor = { kind: 'staff', accountId: newId(), name: 'Erika Beispiel', grants };
    const here = grants.filter((one) => one.tenant === tenant).map((one) => one.role);
    const expected = here.some((role) => permission.roles.includes(role));
    assert.equal(may(actor, permission, tenant), expected);
    const refusal = (who: Actor) => { try { requirePermission(who, permission, tenant); return undefined; } catch (error) { return error; } };
    const thrown = refusal(actor);
    if (expected) assert.equal(thrown, undefined);
    else assert.ok(here.length === 0 ? (thrown as Error).name === 'NotFound' : thrown instanceof NotPermitted, 'strangers may not even learn that it exists');
    assert.ok(refusal({ kind: 'anonymous' }) instanceof SignInNeeded);
    assert.ok(refusal({ kind: 'citizen' }) !== undefined);
    assert.ok(permission.systems.includes('nobody') || refusal({ kind: 'system', name: 'nobody' }) !== undefined);
  }), { numRuns: 3000 });
});

test('permissions × services × tenants: a role for one service opens that service in that authority, and nothing that asks for no service', () => {
  const tenants = [tenantId(newId()), tenantId(newId())];
  const services = ['hundesteuer', 'wohngeld', 'bibliothek'];
  const whole = fc.record({ tenant: fc.constantFrom(...tenants), role: fc.constantFrom(...allRoles.filter(isAuthorityRole)) });
  const limited = fc.record({ tenant: fc.constantFrom(...tenants), role: fc.constant('caseworker' as const), service: fc.constantFrom(...services) });
  const perService = permissions.filter((one) => one.perService);
  assert.ok(perService.length >= 4 && perService.length < permissions.length / 2, `${perService.length} permissions per service`);
  fc.assert(fc.property(fc.constantFrom(...permissions), fc.array(fc.oneof(limited, whole), { maxLength: 6 }), fc.constantFrom(...tenants), fc.constantFrom(...services), (permission, grants: readonly Grant[], tenant, service) => {
    const actor: Actor = { kind: 'staff', accountId: newId(), name: 'Erika Beispiel', grants };
    const fitting = grants.filter((one) => one.tenant === tenant && permission.roles.includes(one.role));
    const hasWhole = fitting.some((one) => one.service === undefined);
    const hasService = permission.perService && fitting.some((one) => one.service === service);
    assert.equal(covers(servicesFor(actor, permission, tenant), service), hasWhole || hasService);
    assert.equal(may(actor, permission, tenant), hasWhole || (permission.perService && fitting.length > 0));
    const refused = (() => { try { requireService(actor, permission, tenant, service); return undefined; } catch (error) { return (error as Error).name; } })();
    assert.equal(refused, hasWhole || hasService ? undefined : 'NotFound');
  }), { numRuns: 3000 });
});

test('no permission mixes what authorities and the platform do, but those that say so', () => {
  const mixed = permissions.filter(({ roles }) => roles.some(isAuthorityRole) && roles.some((role) => !isAuthorityRole(role))).map(({ id }) => id).toSorted();
  assert.deepEqual(mixed, ['monitoring/handle-alerts', 'portal/enter-legal-contact']);
  for (const { id, roles } of permissions.filter((one) => one.id.startsWith('cases/'))) assert.ok(roles.every(isAuthorityRole), `${id}: operators never read cases`);
});

test('every route that asks for no sign-in is listed with the reason, and no other', () => {
  const listed = Object.values(openRoutes).flat();
  assert.equal(new Set(listed).size, listed.length, 'each once');
  const open = [...pages.filter((page) => page.access === 'anyone').map((page) => `${page.method} ${page.path}`), ...api.filter((operation) => operation.access === 'anyone').map((operation) => `${operation.method} ${API_ROOT}${operation.path}`)];
  assert.deepEqual(open.filter((route) => !listed.includes(route)), [], 'routes without authorisation: give them a permission, or list them in tools/isolation/open-routes.json with the reason');
  assert.deepEqual(listed.filter((route) => !open.includes(route)), [], 'listed, but not there any more');
});

test('every route for everybody signed in is about the own account, or enters an app whose own rules then decide', () => {
  const routes = [...pages.filter((page) => page.access === 'signed-in').map((page) => page.path), ...api.filter((operation) => operation.access === 'signed-in').map((operation) => operation.path)];
  assert.deepEqual(routes.filter((route) => !/^\/(?:account|offices|me|sessions\/current|apps\/enter|oidc\/:issuer\/enter)(?:\/|$)/u.test(route)), []);
});

test('every permission of a route is one that its room declares', () => {
  const declared = new Set(permissions.map(({ id }) => id));
  const used = [...pages, ...api].flatMap(({ access }) => (typeof access === 'object' ? [access.id] : []));
  assert.deepEqual([...new Set(used.filter((id) => !declared.has(id)))], []);
});

test('each role alone reaches only the routes whose permission names it', async () => {
  const { database } = await testDatabase(allMigrations);
  await importTestEdition(database);
  const house = testHouse(database, { directory: registerDirectory(database) });
  const app = await createServer({ house, sessions: createSessions(house), assets: await buildAssets(), pages, api, protocols, navigation: allRooms.flatMap((room) => room.navigation ?? []) });
  after(() => app.close());
  const heilbronn = await findAuthorityBySlug({ database }, { slug: 'heilbronn' });
  assert.ok(heilbronn);
  const address = (route: string) => route.replace(':authority', 'heilbronn').replace(':place', 'heilbronn').replaceAll(/:([A-Za-z]+)/gu, () => newId());
  let refused = 0;
  for (const role of allRoles) {
    const tenant = isAuthorityRole(role) ? tenantId(heilbronn.id) : PLATFORM_TENANT;
    const { token } = await aStaffMember(house, { tenant, roles: [role satisfies Role] });
    const bearer = { authorization: `Bearer ${token}` };
    for (const route of [...pages.map((page) => ({ ...page, url: address(page.path), isPage: true })), ...api.map((operation) => ({ ...operation, url: `${API_ROOT}${address(operation.path)}`, isPage: false }))]) {
      const { access } = route;
      if (typeof access !== 'object' || access.roles.includes(role)) continue;
      const isOffice = route.path.includes(':authority');
      const answer = await app.inject({
        method: route.method, url: route.url, headers: route.isPage ? { cookie: `allmende-session=${token}`, ...(route.method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) } : { ...bearer, ...(['GET', 'DELETE'].includes(route.method) ? {} : { 'content-type': 'application/json' }) },
        ...(['GET', 'DELETE'].includes(route.method) ? {} : { payload: route.isPage ? '_csrf=x' : {} }),
      });
      const what = `${role}: ${route.method} ${route.path}`;
      // A member without the role hears that; a stranger to the tenant of the route finds nothing.
      if (isOffice === isAuthorityRole(role)) assert.ok(answer.statusCode === 403 && answer.body.includes('Rollen reichen dafür nicht aus'), `${what} answered ${answer.statusCode}`);
      else assert.equal(answer.statusCode, 404, what);
      refused += 1;
    }
  }
  assert.ok(refused > 500, `${refused} refusals`);

  // A caseworker for one service: every route whose permission does not know services stays closed.
  const { token } = await aStaffMember(house, { tenant: tenantId(heilbronn.id), roles: [], services: ['hundesteuer'] });
  const closed = pages.filter(({ access, method, path: route }) => typeof access === 'object' && access.roles.includes('caseworker') && !access.perService && method === 'GET' && route.includes(':authority'));
  assert.ok(closed.length >= 2, `${closed.length} pages`);
  for (const page of closed) assert.equal((await app.inject({ url: address(page.path), headers: { cookie: `allmende-session=${token}` } })).statusCode, 403, page.path);
});
