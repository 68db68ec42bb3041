import type { Actor } from '@allmende/access';
import { deliveryModule } from '@allmende/delivery/module';
import { onlineServicesPort } from '@allmende/delivery';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { casesTarget } from '../index.ts';
import { casesModule } from '../module.ts';
import type { Stand } from './stand.ts';

/** The pages and the API of cases and delivery behind the real server. `people` are signed in by their token (20 characters or more). */
export async function aWeb(stand: Stand, people: Readonly<Record<string, Actor>>) {
  const delivery = deliveryModule({ targets: [casesTarget], applications: onlineServicesPort });
  return createServer({
    house: stand.house, sessions: { findActor: async (token) => people[token] }, assets: await buildAssets(), pages: [...(casesModule.pages ?? []), ...(delivery.pages ?? [])], api: [...(casesModule.api ?? []), ...(delivery.api ?? [])],
    navigation: [...(casesModule.navigation ?? []), ...(delivery.navigation ?? [])],
  });
}

type App = Awaited<ReturnType<typeof aWeb>>;

/** A browser of somebody who is signed in. */
export class Visitor {
  readonly #app: App;
  readonly #token: string;

  constructor(app: App, token: string) {
    this.#app = app;
    this.#token = token;
  }

  /** Asks for a page. */
  get(url: string) {
    return this.#app.inject({ method: 'GET', url, cookies: { 'allmende-session': this.#token } });
  }

  /** Takes the token for forms from one page and sends a form. */
  async post(url: string, fields: Readonly<Record<string, string | readonly string[]>>, formOn = url) {
    const csrf = /name="_csrf" value="([^"]+)"/u.exec((await this.get(formOn)).body)?.[1] ?? '';
    return this.#app.inject({
      method: 'POST', url, cookies: { 'allmende-session': this.#token }, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams([['_csrf', csrf], ...Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one) => [name, one]))]).toString(),
    });
  }

  /** Asks the API. */
  api(method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object) {
    return this.#app.inject({ method, url: `/api/v1${url}`, headers: { authorization: `Bearer ${this.#token}` }, ...(body === undefined ? {} : { payload: body }) });
  }
}

/** The fields of the only form with a hidden step or version on a page, as a browser would send them. */
export function fieldsOf(body: string): Record<string, string> {
  const decode = (text: string) => text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&amp;', '&');
  const main = /<main[\s\S]*<\/main>/u.exec(body)?.[0] ?? '';
  const inputs = [...main.matchAll(/<input [^>]*name="(?<name>[^"]+)"[^>]*>/gu)].filter(([tag]) => !/type="(?:radio|checkbox)"/u.test(tag)).map(([tag, name]) => [name ?? '', decode(/ value="([^"]*)"/u.exec(tag)?.[1] ?? '')] as const);
  const areas = [...main.matchAll(/<textarea [^>]*name="([^"]+)"[^>]*>\n?([^<]*)<\/textarea>/gu)].map(([, name, value]) => [name ?? '', decode(value ?? '')] as const);
  return Object.fromEntries([...inputs, ...areas].filter(([name]) => name !== '_csrf'));
}
