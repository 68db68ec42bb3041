import { mkdtempSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessMigrations } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { citizenAccountsMigrations } from '@allmende/citizen-accounts';
import { createCitizenAccountsModule } from '@allmende/citizen-accounts/module';
import { newId, openDatabase, tenantId, type TenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { testHouse } from '@allmende/house/testing';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { jobsMigrations } from '@allmende/jobs';
import { secretsMigrations } from '@allmende/secrets';
import type { AuthorityRef } from '@allmende/tenancy';
import { makeTestKeys, testMetadata } from '../keys.ts';

export const HEILBRONN: AuthorityRef = { tenant: tenantId(newId()), slug: 'heilbronn', name: 'Stadt Heilbronn', land: '08' };
export const TENGEN: AuthorityRef = { tenant: tenantId(newId()), slug: 'tengen', name: 'Stadt Tengen', land: '08' };
const SERVICES = new Map([['wohnsitz-anmelden', { name: 'Wohnsitz anmelden', attributes: ['givenName', 'familyName', 'email'] as const, consent: 'Wir füllen damit den Antrag aus.' }]]);

/** Two authorities behind the real server, connected with a test BundID whose keys the tests hold. The clock stands still until moved. */
export async function openStand() {
  const stand = await testDatabase([accessMigrations, auditMigrations, secretsMigrations, jobsMigrations, eventsMigrations, citizenAccountsMigrations]);
  const all = [HEILBRONN, TENGEN];
  const warnings: { reason: string }[] = [];
  const file = join(mkdtempSync(join(tmpdir(), 'allmende-bundid-')), 'metadata.xml');
  const plain = testHouse(stand.database, { directory: {
    findAuthorityBySlug: async (slug) => all.find((one) => one.slug === slug), findPlaceBySlug: async (slug) => (['glasewitz', 'nowhere'].includes(slug) ? { ars: '130725249036', slug, name: 'Glasewitz', land: '13' } : undefined), namesOf: async (tenants: readonly TenantId[]) => all.filter((one) => tenants.includes(one.tenant)),
  } });
  const log = Object.assign(Object.create(plain.log) as typeof plain.log, { warn: (facts: { reason: string }) => { warnings.push(facts); } });
  const house = { ...plain, log, config: { ...plain.config, bundidMetadata: file } };
  const keys = await makeTestKeys(house.clock.now());
  let written = 0;
  const connect = (certificates: readonly string[], validUntil = new Date(house.clock.now().getTime() + 10 * 86_400_000)) => {
    writeFileSync(file, testMetadata({ address: 'https://bundid.test', certificates, validUntil }));
    // Two changes within a tick of the file system's clock are still two.
    utimesSync(file, 1_000_000 + (written += 1), 1_000_000 + written);
  };
  connect([keys.certificate]);
  const module = createCitizenAccountsModule({ reachesMailboxes: async (_house, tenant) => tenant === HEILBRONN.tenant, authoritiesOf: async (_house, place) => (place.slug === 'glasewitz' ? all : []), purposeOf: async (_house, { service }) => SERVICES.get(service) });
  const serve = async (served: typeof house) => createServer({ house: served, sessions: { findActor: async () => undefined }, assets: await buildAssets(), pages: module.pages ?? [], api: [], protocols: module.protocols ?? [], navigation: [] });
  const owner = openDatabase({ appUrl: stand.ownerUrl, platformUrl: stand.ownerUrl, connections: 1 });
  /** Everything that lies in the database, as its administrator sees it. */
  const sql = <Row extends object>(text: string) => owner.withoutTenant(async (tx) => {
    await tx.client.query('set local row_security = off');
    return tx.client.query<Row>(text);
  });
  const close = async () => { await owner.close(); await stand.close(); };
  return { ...stand, close, sql, house, keys, warnings, connect, app: await serve(house), serve };
}

export type Stand = Awaited<ReturnType<typeof openStand>>;

let visitors = 0;

/** A browser with its cookies by path. */
export class Visitor {
  readonly #app: Stand['app'];
  readonly cookies = new Map<string, { value: string; path: string }>();
  // Each from an address of its own, as people are: limits are counted by it.
  readonly #from = `2001:db8::${(visitors += 1).toString(16)}`;

  constructor(app: Stand['app']) {
    this.#app = app;
  }

  async get(url: string) {
    return this.#keep(await this.#app.inject({ method: 'GET', url, remoteAddress: this.#from, headers: this.#sent(url) }));
  }

  /** Fetches the page, takes the token out of its form and sends the form. */
  async post(url: string, fields: Readonly<Record<string, string>> = {}, formOn = url) {
    const csrf = /name="_csrf" value="([^"]+)"/u.exec((await this.get(formOn)).body)?.[1] ?? '';
    return this.#keep(await this.#app.inject({ method: 'POST', url, remoteAddress: this.#from, headers: { ...this.#sent(url), 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams({ _csrf: csrf, ...fields }).toString() }));
  }

  #sent(url: string): Record<string, string> {
    const sent = [...this.cookies].filter(([, { path }]) => url.startsWith(path)).map(([name, { value }]) => `${name}=${value}`);
    return sent.length === 0 ? {} : { cookie: sent.join('; ') };
  }

  #keep<Answer extends { readonly cookies: readonly unknown[] }>(answer: Answer): Answer {
    for (const cookie of answer.cookies as { name: string; value: string; path?: string }[]) {
      if (cookie.value === '') this.cookies.delete(cookie.name);
      else this.cookies.set(cookie.name, { value: cookie.value, path: cookie.path ?? '/' });
    }
    return answer;
  }
}

/** Begins a sign-in as a person does and returns the id of the request at BundID. */
export async function beginAt(visitor: Visitor, options: { authority?: string; level?: string; service?: string; next?: string; fields?: Readonly<Record<string, string>> } = {}): Promise<{ request: string; address: string }> {
  const { authority = 'heilbronn', level = 'high', service = 'wohnsitz-anmelden', next = '/heilbronn/my-account' } = options;
  const begun = await visitor.post(`/${authority}/identify?level=${level}&service=${service}&next=${encodeURIComponent(next)}`, options.fields);
  const go = String(begun.headers.location);
  const left = await visitor.get(go);
  return { request: go.split('/').at(-1) ?? '', address: String(left.headers['refresh']).replace('0; url=', '') };
}

/** Posts an answer as BundID's page lets a browser do: without cookies. */
export async function send(app: Stand['app'], answer: string, authority = 'heilbronn') {
  return app.inject({ method: 'POST', remoteAddress: `2001:db8:1::${(visitors += 1).toString(16)}`, url: `/bundid/${authority}/answer`, headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'https://bundid.test', 'sec-fetch-site': 'cross-site' }, payload: new URLSearchParams({ SAMLResponse: answer, RelayState: '' }).toString() });
}
