import { createServer as createHttpServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { accessMigrations, systemActor, type Role } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { freePort, newId, tenantId, type TenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { addressOfInstance, gatewayMigrations, giveGrant } from '@allmende/gateway';
import { contextFor, type House } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { confirmSensitive, createSessions, identityMigrations } from '@allmende/identity';
import { createIdentityModule } from '@allmende/identity/module';
import { aStaffMember, type StaffMember } from '@allmende/identity/testing';
import { jobsMigrations, startWorker, type JobDefinition } from '@allmende/jobs';
import { operationsMigrations, requestInstance } from '@allmende/operations';
import { secretsMigrations } from '@allmende/secrets';
import type { AuthorityRef } from '@allmende/tenancy';
import { systemClock } from '@allmende/time';
import * as openid from 'openid-client';
import { ensureClient, ownSignIns, singleSignOnMigrations, watchSignIns } from '../index.ts';
import { createSingleSignOnModule } from '../module.ts';

const migrations = [jobsMigrations, eventsMigrations, secretsMigrations, filesMigrations, auditMigrations, accessMigrations, identityMigrations, operationsMigrations, gatewayMigrations, singleSignOnMigrations];

/** A released program that asks for single sign-on, as far as the provider sees it. */
export type App = { readonly id: string; readonly address: string; readonly callback: string; readonly issuer: string; readonly secret: string };

/** The room on a real database behind the real web server, which listens: a library of others signs in through it. */
export async function openStand() {
  const { database, urls } = await testDatabase(migrations);
  const towns: AuthorityRef[] = [{ tenant: tenantId(newId()), slug: 'heilbronn', name: 'Stadt Heilbronn', land: '08' }, { tenant: tenantId(newId()), slug: 'tengen', name: 'Stadt Tengen', land: '08' }];
  const given = testHouse(database, {
    directory: {
      findAuthorityBySlug: async (slug) => towns.find((one) => one.slug === slug), findPlaceBySlug: async () => undefined,
      namesOf: async (tenants: readonly TenantId[]) => towns.filter((one) => tenants.includes(one.tenant)),
    },
  });
  const port = await freePort();
  const publicAddress = `http://127.0.0.1:${port}`;
  // The library keeps real time, and so must the house.
  const house: House = { ...given, clock: systemClock, config: { ...given.config, publicAddress, areaAddress: { office: publicAddress, operator: publicAddress, supplier: publicAddress }, databaseUrls: urls, apps: { ...given.config.apps, address: 'http://apps.localhost:8081' } } };
  const room = createSingleSignOnModule({ servicesOf: async () => [{ id: 'hundesteuer', name: { de: 'Hundesteuer', en: 'Dog tax' } }], addressesOf: (where, instance) => addressOfInstance(where, async () => ({ access: 'granted' }), instance) });
  const web = await createServer({
    house, sessions: createSessions(house), confirmation: confirmSensitive(house, new Set(['POST /account/factors'])), assets: await buildAssets(), pages: [...(createIdentityModule({ servicesOf: async () => [], appsOf: ownSignIns }).pages ?? []), ...(room.pages ?? [])], api: [], servers: room.servers ?? [], navigation: [],
  });
  await web.listen({ host: '127.0.0.1', port });
  const opened: (() => Promise<unknown>)[] = [() => web.close()];
  const [heilbronn, tengen] = towns as [AuthorityRef, AuthorityRef];
  const sql = (town: AuthorityRef, text: string, values: readonly unknown[] = []) => house.database.inTenant(town.tenant, (tx) => tx.client.query(text, [...values]));

  return {
    house, room, heilbronn, tengen, sql, publicAddress,
    member: (town: AuthorityRef, roles: readonly Role[] = ['caseworker']) => aStaffMember(house, { tenant: town.tenant, roles }),
    /** Somebody who may use an app. */
    user: async (town: AuthorityRef, app: App, roles: readonly Role[] = ['caseworker']) => {
      const member = await aStaffMember(house, { tenant: town.tenant, roles });
      const officer = await aStaffMember(house, { tenant: town.tenant, roles: ['digital-officer'] });
      const grant = await giveGrant(contextFor(house, officer.actor, town.tenant), { instance: app.id, accountId: member.accountId });
      return { ...member, grant: grant ?? '', officer };
    },
    /** A running instance with a client. */
    app: async (town: AuthorityRef, seen: { readonly upstream?: string } = {}): Promise<App> => {
      const one = await house.database.inTenant(town.tenant, (tx) => requestInstance({ actor: systemActor('procurement'), clock: house.clock }, tx, {
        app: 'node-red', title: 'Node-RED', contractId: newId(), agreementId: newId(), parameters: {}, approvedAt: house.clock.now(), runtime: 'process',
      }));
      await sql(town, `update operations.instance set observed = 'running', upstream = $2 where id = $1`, [one.id, seen.upstream ?? null]);
      const { issuer, clientSecret } = await ensureClient(house, { tenant: town.tenant, instance: one.id, callbackPath: '/auth/strategy/callback', backChannelLogoutPath: '/auth/logout' });
      const entrance = await addressOfInstance(house, async () => ({ access: 'granted' }), one);
      const address = entrance?.address ?? '';
      return { id: one.id, address, callback: `${address}/auth/strategy/callback`, issuer, secret: clientSecret };
    },
    /** A small program that listens. */
    listen: async (handle: RequestListener) => {
      const server = createHttpServer(handle);
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      opened.push(async () => { server.closeAllConnections(); server.close(); });
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    /** What the worker does all the time. */
    work: async () => {
      const worker = await startWorker(house, (room.jobs ?? []) as JobDefinition[], { concurrency: 2 });
      const watching = watchSignIns(house, { everyMs: 50 });
      opened.unshift(async () => { await watching[Symbol.asyncDispose](); await worker.stop(); });
    },
    close: async () => { for (const one of opened) await one(); },
  };
}

/** How the library of others knows the provider. */
export function configuration(app: App, change: { readonly issuer?: string; readonly id?: string; readonly secret?: string } = {}): Promise<openid.Configuration> {
  const secret = change.secret ?? app.secret;
  return openid.discovery(new URL(change.issuer ?? app.issuer), change.id ?? app.id, undefined, openid.ClientSecretBasic(secret), { execute: [openid.allowInsecureRequests] });
}

/** A browser, as far as the way into an app goes: cookies by path, redirects and the page that leads on. */
export function aBrowser(member?: Pick<StaffMember, 'token'>) {
  const jar = new Map<string, { value: string; path: string }>();
  if (member) jar.set('allmende-session', { value: member.token, path: '/' });
  const ask = async (url: URL) => {
    const cookie = [...jar].filter(([, one]) => url.pathname.startsWith(one.path)).map(([name, one]) => `${name}=${one.value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { accept: 'text/html', ...(cookie === '' ? {} : { cookie }) } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
      const path = /path=([^;]+)/iu.exec(line)?.[1] ?? '/';
      if (value === '' || /expires=Thu, 01 Jan 1970/iu.test(line)) jar.delete(name);
      else jar.set(name, { value, path });
    }
    return answer;
  };
  return {
    jar,
    /** Goes from address to address until it leaves the platform or a page stays; returns where it ended. */
    walk: async (start: URL, within: readonly string[] = [start.origin]): Promise<{ readonly url: URL; readonly status: number; readonly body: string; readonly seen: readonly string[] }> => {
      let url = start;
      const seen: string[] = [];
      for (let hop = 0; hop < 12; hop += 1) {
        if (!within.includes(url.origin)) return { url, status: 0, body: '', seen };
        seen.push(url.pathname);
        const answer = await ask(url);
        const next = answer.headers.get('location') ?? /url=(.*)$/u.exec(answer.headers.get('refresh') ?? '')?.[1];
        if (!next) return { url, status: answer.status, body: await answer.text(), seen };
        await answer.body?.cancel();
        url = new URL(next, url);
      }
      throw new Error(`no end: ${seen.join(' ')}`);
    },
  };
}

/** The whole sign-in at an app, by the library of others: pushed request, PKCE, state and nonce. */
export async function signIn(app: App, browser: ReturnType<typeof aBrowser>, extra: Readonly<Record<string, string>> = {}) {
  const config = await configuration(app);
  const verifier = openid.randomPKCECodeVerifier();
  const state = openid.randomState();
  const nonce = openid.randomNonce();
  const start = await openid.buildAuthorizationUrlWithPAR(config, {
    redirect_uri: app.callback, scope: 'openid profile email roles groups offline_access', code_challenge: await openid.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', state, nonce, ...extra,
  });
  const end = await browser.walk(start);
  const redeem = () => openid.authorizationCodeGrant(config, end.url, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce });
  return { config, end, redeem, verifier, nonce };
}
