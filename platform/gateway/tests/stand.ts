import { createServer as createHttpServer, request as httpRequest, type IncomingMessage, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accessMigrations, systemActor } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, tenantId, type TenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { contextFor, type House } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { createSessions, identityMigrations } from '@allmende/identity';
import { aStaffMember, type StaffMember } from '@allmende/identity/testing';
import { jobsMigrations } from '@allmende/jobs';
import { operationsMigrations, requestInstance } from '@allmende/operations';
import { secretsMigrations } from '@allmende/secrets';
import type { AuthorityRef } from '@allmende/tenancy';
import { systemClock } from '@allmende/time';
import { ensureAddress, gatewayMigrations, giveGrant } from '../index.ts';
import { createGateway, createGatewayModule, type Gateway, type GatewayOptions } from '../module.ts';

export const migrations = [jobsMigrations, eventsMigrations, secretsMigrations, filesMigrations, auditMigrations, accessMigrations, identityMigrations, operationsMigrations, gatewayMigrations];

/** The room on a real database: two towns, the platform's pages behind the real web server, and gateways that listen. */
export async function openStand(options: { readonly realTime?: boolean } = {}) {
  const { database } = await testDatabase(migrations);
  const towns: AuthorityRef[] = [{ tenant: tenantId(newId()), slug: 'heilbronn', name: 'Stadt Heilbronn', land: '08' }, { tenant: tenantId(newId()), slug: 'tengen', name: 'Stadt Tengen', land: '08' }];
  const given = testHouse(database, {
    directory: {
      findAuthorityBySlug: async (slug) => towns.find((one) => one.slug === slug), findPlaceBySlug: async () => undefined,
      namesOf: async (tenants: readonly TenantId[]) => towns.filter((one) => tenants.includes(one.tenant)),
    },
  });
  const house: House = { ...given, ...(options.realTime ? { clock: systemClock } : {}), config: { ...given.config, apps: { ...given.config.apps, port: 0, address: 'http://apps.localhost:8081' } } };
  const room = createGatewayModule({ entranceOf: async (_house, { app }) => (app === 'no-entrance' ? undefined : { access: app === 'open-wiki' ? 'public' as const : 'granted' as const }) });
  const web = await createServer({ house, sessions: createSessions(house), assets: await buildAssets(), pages: room.pages ?? [], api: room.api ?? [], navigation: [] });
  const opened: (() => Promise<unknown>)[] = [() => web.close()];

  const [heilbronn, tengen] = towns as [AuthorityRef, AuthorityRef];
  const sql = (town: AuthorityRef, text: string, values: readonly unknown[] = []) => house.database.inTenant(town.tenant, (tx) => tx.client.query(text, [...values]));

  return {
    /** The house's clock, unless it runs in real time. */
    clock: given.clock,
    house, web, heilbronn, tengen, sql,
    /** Somebody of a town, signed in on the platform. */
    member: (town: AuthorityRef, roles: Parameters<typeof aStaffMember>[1]['roles'] = ['caseworker']) => aStaffMember(house, { tenant: town.tenant, roles }),
    ctxOf: (town: AuthorityRef, member: StaffMember) => contextFor(house, member.actor, town.tenant),
    /** An instance as operations has seen it. */
    instance: async (town: AuthorityRef, seen: { app?: string; upstream?: string | undefined; observed?: string; wanted?: string; changing?: 'update' | 'restore' | 'copy' } = {}) => {
      const app = seen.app ?? 'node-red';
      const one = await house.database.inTenant(town.tenant, (tx) => requestInstance({ actor: systemActor('procurement'), clock: house.clock }, tx, {
        app, title: 'Node-RED', contractId: newId(), agreementId: newId(), parameters: {}, approvedAt: house.clock.now(), runtime: 'process',
      }));
      await sql(town, 'update operations.instance set observed = $2, upstream = $3, wanted = $4, candidate = $5 where id = $1', [one.id, seen.observed ?? 'running', seen.upstream ?? null, seen.wanted ?? 'running', seen.changing ? JSON.stringify({ reason: seen.changing }) : null]);
      const address = await ensureAddress(house, { tenant: town.tenant, instance: one.id, app });
      return { id: one.id, address, host: new URL(address).host };
    },
    grant: async (town: AuthorityRef, instance: string, member: StaffMember, until?: Date) => {
      const officer = await aStaffMember(house, { tenant: town.tenant, roles: ['digital-officer'] });
      return (await giveGrant(contextFor(house, officer.actor, town.tenant), { instance, accountId: member.accountId, until })) ?? '';
    },
    /** A gateway that looks every 100 ms. */
    gateway: async (own: Partial<GatewayOptions> = {}): Promise<Gateway> => {
      const gateway = await createGateway(house, {
        entranceOf: async (_house, { app }) => (app === 'no-entrance' ? undefined : { access: app === 'open-wiki' ? 'public' as const : 'granted' as const }), process: 'test', turnMs: { routes: 100, sessions: 100 }, ...own,
      });
      opened.unshift(() => gateway.stop());
      return gateway;
    },
    /** A small app. */
    app: async (handle: RequestListener) => {
      const server = createHttpServer(handle);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      opened.push(async () => { server.closeAllConnections(); server.close(); });
      return { server, upstream: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
    },
    close: async () => { for (const one of opened) await one(); },
  };
}

export type Stand = Awaited<ReturnType<typeof openStand>>;

/** An answer, read to its end. */
export type Answer = { readonly status: number; readonly headers: IncomingMessage['headers']; readonly raw: readonly string[]; readonly body: string };

/** Asks the gateway for a host over a connection of its own, as no browser would hide anything. */
export function ask(port: number, host: string, options: { readonly path?: string; readonly method?: string; readonly headers?: Record<string, string | string[]>; readonly body?: string | Buffer } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const asked = httpRequest({ host: '127.0.0.1', port, path: options.path ?? '/', method: options.method ?? 'GET', agent: false, headers: { host, accept: 'text/html', ...options.headers } }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, raw: answer.rawHeaders, body: Buffer.concat(chunks).toString() }));
      answer.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(options.body);
  });
}

/** The value of a cookie that an answer sets. */
export function cookieOf(answer: Pick<Answer, 'headers'>, name: string): string | undefined {
  return (answer.headers['set-cookie'] ?? []).map((line) => new RegExp(`^${name}=([^;]*)`, 'u').exec(line)?.[1]).find((value) => value !== undefined && value !== '');
}

/** The whole way in, as a browser goes it; stops where it is refused. */
export async function enter(stand: Stand, gateway: Gateway, host: string, member: StaffMember, path = '/'): Promise<{ readonly token: string | undefined; readonly browser: string; readonly code: string; readonly last: Answer }> {
  const first = await ask(gateway.port, host, { path });
  const browser = cookieOf(first, 'allmende-enter') ?? '';
  const page = await platformPage(stand, new URL(first.headers.location ?? ''), member);
  const code = new URL(/url=(.*)$/u.exec(String(page.headers['refresh']))?.[1] ?? 'http://none.invalid').searchParams.get('code') ?? '';
  const last = await ask(gateway.port, host, { path: `/.allmende/enter?code=${code}`, headers: { cookie: `allmende-enter=${browser}` } });
  return { token: cookieOf(last, 'allmende-app'), browser, code, last };
}

/** A page of the platform for somebody signed in. */
export function platformPage(stand: Stand, url: URL, member?: StaffMember) {
  return stand.web.inject({ url: `${url.pathname}${url.search}`, ...(member ? { headers: { cookie: `allmende-session=${member.token}` } } : {}) });
}
