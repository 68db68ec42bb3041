import { readFileSync } from 'node:fs';
import path from 'node:path';
import { startPresentation } from '../actions/start-presentation.ts';
import type { PersonAttribute } from '../domain/pid.ts';
import { openWalletSide } from '../clients/open-wallet-side.ts';
import { readRequest, type TestPerson, type WalletRequest } from '../testing/index.ts';
import type { openWalletStand } from './stand.ts';

export const PERSON: TestPerson = { given_name: 'Mika', family_name: 'Sommerfeld-Probe', birthdate: '1987-04-12', address: { street_address: 'Erfundene Gasse', house_number: '7b', postal_code: '00000', locality: 'Musterstadt' } };
export const ASKED: readonly PersonAttribute[] = ['givenName', 'familyName', 'birthDate', 'street', 'postcode', 'town'];

/** A request as a browser starts it, and as a wallet reads it. */
export async function aRequest(stand: Awaited<ReturnType<typeof openWalletStand>>) {
  const { house, tenant, ctx, app } = stand;
  const started = await startPresentation(ctx, { purpose: 'hundesteuer-anmelden', verifier: 'Stadt Musterstadt', asked: ASKED, pageOf: (id) => `/musterstadt/identify/wallet/${id}`, next: '/musterstadt/services/hundesteuer-anmelden', again: '/musterstadt/identify/wallet' });
  const fetched = await app.inject({ method: 'POST', url: `/wallet/${tenant}/requests/${started.id}`, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'wallet_nonce=abc' });
  if (fetched.statusCode !== 200) throw new Error(`the request was not given: ${fetched.body}`);
  const access = await openWalletSide(house).accessKey();
  const request: WalletRequest = readRequest(fetched.body, access?.clientId ?? '', readFileSync(path.join(house.config.dataDir, 'wallet', 'access-ca.pem'), 'utf8'), house.clock.now());
  const send = (fields: Readonly<Record<string, string>>) => app.inject({ method: 'POST', url: new URL(request.response_uri).pathname, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: new URLSearchParams(fields).toString() });
  return { ...started, request, send, key: { tenant, id: started.id, browserSecret: started.browserSecret }, cookie: `wallet-${started.id}=${started.browserSecret}`, page: `/musterstadt/identify/wallet/${started.id}` };
}

export type ARequest = Awaited<ReturnType<typeof aRequest>>;

