import { newId, tenantId, type Database, type TenantId } from '@allmende/database';
import { testHouse } from '@allmende/house/testing';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import type { AuthorityRef } from '@allmende/tenancy';
import { confirmSensitive, createSessions } from '../index.ts';
import { createIdentityModule } from '../module.ts';

export const HEILBRONN: AuthorityRef = { tenant: tenantId(newId()), slug: 'heilbronn', name: 'Stadt Heilbronn', land: '08' };
export const TENGEN: AuthorityRef = { tenant: tenantId(newId()), slug: 'tengen', name: 'Stadt Tengen', land: '08' };

/** A service that Heilbronn offers. */
export const DOG_TAX = { id: 'hundesteuer', name: { de: 'Hundesteuer', en: 'Dog tax' } };

/** The room's pages and API behind the real server, with two authorities. */
export async function aWeb(database: Database, options: { readonly sensitive?: readonly string[]; readonly breachedPasswords?: string } = {}) {
  const all = [HEILBRONN, TENGEN];
  const plain = testHouse(database, {
    directory: {
      findAuthorityBySlug: async (slug) => all.find((one) => one.slug === slug),
      findPlaceBySlug: async () => undefined,
      namesOf: async (tenants: readonly TenantId[]) => all.filter((one) => tenants.includes(one.tenant)),
    },
  });
  const house = { ...plain, config: { ...plain.config, breachedPasswords: options.breachedPasswords } };
  const identityModule = createIdentityModule({ servicesOf: async (_house, authority) => (authority.tenant === HEILBRONN.tenant ? [DOG_TAX] : []) });
  const app = await createServer({ house, sessions: createSessions(house), assets: await buildAssets(), pages: identityModule.pages ?? [], api: identityModule.api ?? [], protocols: identityModule.protocols ?? [], navigation: identityModule.navigation ?? [], ...(options.sensitive === undefined ? {} : { confirmation: confirmSensitive(house, new Set(options.sensitive)) }) });
  return { app, house };
}

type App = Awaited<ReturnType<typeof aWeb>>['app'];

/** A browser with its cookies, no more. */
export class Visitor {
  readonly #app: App;
  readonly #cookies = new Map<string, string>();
  readonly #address: string;

  constructor(app: App, options: { readonly token?: string; readonly address?: string } = {}) {
    this.#app = app;
    this.#address = options.address ?? '192.0.2.1';
    if (options.token !== undefined) this.#cookies.set('allmende-session', options.token);
  }

  get token(): string | undefined {
    return this.#cookies.get('allmende-session');
  }

  /** Asks for a page. */
  async get(url: string) {
    return this.#keep(await this.#app.inject({ method: 'GET', url, cookies: this.#sent(), remoteAddress: this.#address }));
  }

  /** Fetches the page, takes the token out of its form and sends the form. */
  async post(url: string, fields: Readonly<Record<string, string | readonly string[]>>, options: { readonly formOn?: string; readonly csrf?: string; readonly headers?: Record<string, string> } = {}) {
    const csrf = options.csrf ?? /name="_csrf" value="([^"]+)"/u.exec((await this.get(options.formOn ?? url)).body)?.[1] ?? '';
    const body = new URLSearchParams([['_csrf', csrf], ...Object.entries(fields).flatMap(([key, value]) => [value].flat().map((one) => [key, String(one)]))]);
    return this.#keep(await this.#app.inject({ method: 'POST', url, cookies: this.#sent(), remoteAddress: this.#address, headers: { 'content-type': 'application/x-www-form-urlencoded', ...options.headers }, payload: body.toString() }));
  }

  /** The cookies as a browser sends them. */
  cookieHeader(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  #sent(): Record<string, string> {
    return Object.fromEntries(this.#cookies);
  }

  #keep<Answer extends { readonly cookies: readonly unknown[] }>(answer: Answer): Answer {
    for (const cookie of answer.cookies as { name: string; value: string; maxAge?: number; expires?: Date }[]) {
      if (cookie.value === '' || cookie.maxAge === 0) this.#cookies.delete(cookie.name);
      else this.#cookies.set(cookie.name, cookie.value);
    }
    return answer;
  }
}
