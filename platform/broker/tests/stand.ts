import assert from 'node:assert/strict';
import { insertGrant } from '@allmende/access';
import { newId, type TenantId } from '@allmende/database';
import type { testDatabase } from '@allmende/database/testing';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { identityMigrations } from '@allmende/identity';
import { testHouse } from '@allmende/house/testing';
import { createOperations } from '@allmende/operations/module';
import { sampleApp } from '@allmende/operations/testing';
import { listInstances } from '@allmende/operations';
import { approveOrder, listOrders, refuseOrder } from '@allmende/procurement';
import { openStand, STAND_APPS, STAND_MIGRATIONS } from '@allmende/procurement/testing';
import { registerDirectory } from '@allmende/register';
import { brokerMigrations, createCredential } from '../index.ts';
import type { AppsPort } from '../domain/apps-port.ts';
import { createBrokerModule } from '../module.ts';
import { loadOsbSchemas } from './osb-schemas.ts';

export const BROKER_STAND_MIGRATIONS = [...STAND_MIGRATIONS, identityMigrations, brokerMigrations];

type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>>; header(name: string): string | undefined };
type Asked = { readonly method?: 'GET' | 'PUT' | 'PATCH' | 'DELETE'; readonly path: string; readonly body?: unknown; readonly headers?: Readonly<Record<string, string | undefined>> };

/** A running broker on real tables, with procurement and operations behind it: a marketplace asks, people of the authority decide, operations runs. Every answer is held against the specification. */
export async function openBrokerStand({ database }: Pick<Awaited<ReturnType<typeof testDatabase>>, 'database'>) {
  const house = testHouse(database, { directory: registerDirectory(database) });
  const stand = await openStand(house);
  const apps = { onlineServices: sampleApp('online-services'), cases: sampleApp('cases') };
  const operations = createOperations({ apps: [apps.onlineServices, apps.cases] });
  // Cases stands for an app with a package and an address of its own.
  const port: AppsPort = {
    apps: STAND_APPS,
    packageOf: async (_house, app) => (app === 'cases' ? { version: '1.2.0', hasEntrance: true } : undefined),
    addressOf: async (_house, instance) => (instance.app === 'cases' ? { address: 'https://cases--heilbronn.apps.example', access: 'granted' } : undefined),
  };
  const room = createBrokerModule(port);
  const app = await createServer({ house, sessions: { findActor: async () => undefined }, assets: await buildAssets(), pages: room.pages ?? [], api: [], navigation: [], protocols: room.protocols ?? [] });
  const schemas = await loadOsbSchemas();

  const letIn = async (tenant: TenantId, name: string, everydayUpTo = '100.000') => {
    const officer = stand.as(house, tenant, 'digital-officer');
    const grant = await database.inTenant(tenant, (tx) => insertGrant(tx, { accountId: officer.actor.accountId, role: 'digital-officer', validFrom: house.clock.today() }));
    const given = await createCredential(officer, { name, everydayUpTo, basis: '§ 22 der Kommunalverfassung', reason: 'Regelmäßig und von geringem Betrag' });
    const authorization = `Basic ${Buffer.from(`${given.userName}:${given.secret}`).toString('base64')}`;
    return { officer, given, authorization, grant };
  };
  const ask = async (authorization: string | undefined, { method = 'GET', path, body, headers = {} }: Asked): Promise<Answer> => {
    const sent = Object.fromEntries(Object.entries({ 'x-broker-api-version': '2.17', authorization, ...headers }).filter((one): one is [string, string] => one[1] !== undefined));
    const answer = await app.inject({ method, url: `/osb${path}`, headers: { ...sent, ...(body === undefined ? {} : { 'content-type': 'application/json' }) }, ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }) });
    assert.match(String(answer.headers['content-type']), /^application\/json/u, answer.body);
    const parsed = JSON.parse(answer.body) as Answer['body'];
    schemas?.check(method, path, answer.statusCode, parsed);
    return { status: answer.statusCode, body: parsed, header: (name) => { const value = answer.headers[name]; return value === undefined ? undefined : String(value); } };
  };
  /** Lets operations look at everything of an authority until nothing changes. */
  const run = async (tenant: TenantId) => {
    for (const instance of await listInstances(stand.as(house, tenant, 'digital-officer'))) for (let pass = 0; pass < 4; pass += 1) await operations.reconcile(house, { tenant, instance: instance.id });
  };
  const ordersOf = (tenant: TenantId) => listOrders(stand.as(house, tenant, 'digital-officer'));
  const approve = async (tenant: TenantId, order: string) => approveOrder(stand.as(house, tenant, 'approver'), { order });
  const refuse = async (tenant: TenantId, order: string) => refuseOrder(stand.as(house, tenant, 'approver'), { order, reason: 'Passt nicht zum Haushalt' });
  return { ...stand, house, app, port, apps, operations, letIn, ask, run, ordersOf, approve, refuse, newName: () => newId(), close: () => app.close() };
}

export type BrokerStand = Awaited<ReturnType<typeof openBrokerStand>>;
