import assert from 'node:assert/strict';
import { AsyncLocalStorage } from 'node:async_hooks';
import { insertGrant, systemActor } from '@allmende/access';
import { offerSolution } from '@allmende/catalog';
import { newId, type Database, type TenantId } from '@allmende/database';
import type { testDatabase } from '@allmende/database/testing';
import { buildAssets } from '@allmende/html';
import { createServer, type ProtocolRequest } from '@allmende/http';
import { identityMigrations } from '@allmende/identity';
import { testHouse } from '@allmende/house/testing';
import { createOperations } from '@allmende/operations/module';
import { aPackage, memoryRuntime, sampleApp } from '@allmende/operations/testing';
import { cents } from '@allmende/money';
import { plainDate } from '@allmende/time';
import { listInstances } from '@allmende/operations';
import { approveOrder, listOrders, refuseOrder } from '@allmende/procurement';
import { neverVetted, openStand, STAND_APPS, STAND_MIGRATIONS } from '@allmende/procurement/testing';
import { registerDirectory } from '@allmende/register';
import { brokerMigrations, createCredential } from '../index.ts';
import type { AppsPort } from '../domain/apps-port.ts';
import { createBrokerModule } from '../module.ts';
import { loadOsbSchemas } from './osb-schemas.ts';

export const BROKER_STAND_MIGRATIONS = [...STAND_MIGRATIONS, identityMigrations, brokerMigrations];

/** Header by which a test kills a request after so many transactions. */
const LIVES = 'x-test-lives';

type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>>; header(name: string): string | undefined };
type Asked = { readonly method?: 'GET' | 'PUT' | 'PATCH' | 'DELETE'; readonly path: string; readonly body?: unknown; readonly headers?: Readonly<Record<string, string | undefined>>; /** Transactions until the request is killed. */ readonly lives?: number };

/** A running broker on real tables, with procurement and operations behind it: a marketplace asks, people of the authority decide, operations runs. Every answer is held against the specification. */
export async function openBrokerStand({ database }: Pick<Awaited<ReturnType<typeof testDatabase>>, 'database'>, options: Parameters<typeof openStand>[1] = {}) {
  const house = testHouse(database, { directory: registerDirectory(database) });
  const stand = await openStand(house, options);
  const apps = { onlineServices: sampleApp('online-services'), cases: sampleApp('cases') };
  const wiki = { version: '1.0.0', runtime: memoryRuntime('podman') };
  const start = { ...house, actor: systemActor('start') };
  const wikiPlan = async (plan: string, name: string) => (await offerSolution(start, {
    solution: 'cases', appId: 'wiki', plan, name, description: `${name} für Mitglieder`, inHouse: true, prices: ['A', 'B', 'C'].map((contributionClass) => ({ contributionClass, centsPerYear: cents(60_000), validFrom: plainDate('2026-01-01'), label: null })),
  })).id;
  const wikiOffers = { small: await wikiPlan('small', 'Wiki'), large: await wikiPlan('large', 'Großes Wiki') };
  const operations = createOperations({
    apps: [apps.onlineServices, apps.cases], runtimes: [wiki.runtime], releases: { get: async (app, version) => aPackage({ app, version }), newestVersion: async (app) => (app === 'wiki' ? wiki.version : undefined) },
  });
  const port: AppsPort = {
    apps: STAND_APPS,
    vettingOf: neverVetted,
    packageOf: async (_house, app) => (app === 'wiki' ? { version: wiki.version, hasEntrance: true } : undefined),
    addressOf: async (_house, instance) => (instance.app === 'wiki' ? { address: 'https://wiki--heilbronn.apps.example', access: 'granted' } : undefined),
  };
  const room = createBrokerModule(port);
  // Requests that a test kills end at their next transaction, as if the process were gone; their holds stay.
  const killed = new AsyncLocalStorage<{ left: number }>();
  const isKilled = () => { const life = killed.getStore(); if (life !== undefined && (life.left -= 1) < 0) throw new Error('the process was killed'); };
  const mortal: Database = { ...database, inTenant: async (...call) => { isKilled(); return database.inTenant(...call); }, withoutTenant: async (...call) => { isKilled(); return database.withoutTenant(...call); } };
  const protocols = (room.protocols ?? []).map((protocol) => ({
    ...protocol,
    routes: protocol.routes.map((route) => ({ ...route, handle: (request: ProtocolRequest) => { const lives = request.header(LIVES); return lives === undefined ? route.handle(request) : killed.run({ left: Number(lives) }, () => route.handle(request)); } })),
  }));
  const app = await createServer({ house: { ...house, database: mortal }, sessions: { findActor: async () => undefined }, assets: await buildAssets(), pages: room.pages ?? [], api: [], navigation: [], protocols });
  const schemas = await loadOsbSchemas();

  const letIn = async (tenant: TenantId, name: string, everydayUpTo = '100.000') => {
    const officer = stand.as(house, tenant, 'digital-officer');
    const grant = await database.inTenant(tenant, (tx) => insertGrant(tx, { accountId: officer.actor.accountId, role: 'digital-officer', validFrom: house.clock.today() }));
    const given = await createCredential(officer, { name, everydayUpTo, basis: '§ 22 der Kommunalverfassung', reason: 'Regelmäßig und von geringem Betrag' });
    const authorization = `Basic ${Buffer.from(`${given.userName}:${given.secret}`).toString('base64')}`;
    return { officer, given, authorization, grant };
  };
  const ask = async (authorization: string | undefined, { method = 'GET', path, body, headers = {}, lives }: Asked): Promise<Answer> => {
    const sent = Object.fromEntries(Object.entries({ 'x-broker-api-version': '2.17', authorization, [LIVES]: lives?.toString(), ...headers }).filter((one): one is [string, string] => one[1] !== undefined));
    const answer = await app.inject({ method, url: `/osb${path}`, headers: { ...sent, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }) });
    assert.match(String(answer.headers['content-type']), /^application\/json/u, answer.body);
    const parsed = JSON.parse(answer.body) as Answer['body'];
    schemas?.check(method, path, answer.statusCode, parsed);
    return { status: answer.statusCode, body: parsed, header: (name) => { const value = answer.headers[name]; return value === undefined ? undefined : String(value); } };
  };
  /** Lets operations look at everything of an authority until nothing changes. */
  const run = async (tenant: TenantId) => {
    const everything = () => listInstances(stand.as(house, tenant, 'digital-officer'));
    for (const { id } of await everything()) {
      for (let pass = 0; pass < 40; pass += 1) {
        const outcome = await operations.reconcile(house, { tenant, instance: id });
        if (outcome === 'settled' && (await everything()).find((one) => one.id === id)?.candidate === undefined) break;
        house.clock.advanceMs(2000);
      }
    }
  };
  const ordersOf = (tenant: TenantId) => listOrders(stand.as(house, tenant, 'digital-officer'));
  const approve = async (tenant: TenantId, order: string) => approveOrder(stand.as(house, tenant, 'approver'), { order });
  const refuse = async (tenant: TenantId, order: string) => refuseOrder(stand.as(house, tenant, 'approver'), { order, reason: 'Passt nicht zum Haushalt' });
  return { ...stand, house, app, wiki, wikiOffers, checked: () => schemas?.checked(), port, apps, operations, letIn, ask, run, ordersOf, approve, refuse, newName: () => newId(), close: () => app.close() };
}

export type BrokerStand = Awaited<ReturnType<typeof openBrokerStand>>;
