import { randomUUID } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import encodeQR from 'qr';
import { answer, askedPaths, b64, jws, newPair, presentMdoc, presentSdJwt, publicJwk, readRequest, sha256, TestIssuer, type TestPerson } from '@allmende/wallet/testing';

/** Invented people at level high. */
const PEOPLE: readonly TestPerson[] = [
  { given_name: 'Mika', family_name: 'Sommerfeld-Probe', birthdate: '1987-04-12', address: { street_address: 'Erfundene Gasse 7b', house_number: '7b', postal_code: '00000', locality: 'Musterstadt' } },
  { given_name: 'Özlem', family_name: 'Łukasz-Beispiel', birthdate: '1999-12-31', address: { street_address: 'Ausgedachter Weg 1', house_number: '1', postal_code: '00001', locality: 'Probehausen' } },
];
const LIST = 'lists/';

type Fetched = { readonly name: string; readonly credential: string };

/**
 * A test wallet as a web page, with the test authority that gives out its PIDs: it writes its trust list and address into the data folder of a demonstration, which a platform in production never reads.
 * Shares no code with the verifier. Close it when done.
 */
export async function openTestWallet(options: { readonly dataDir: string; readonly port?: number }): Promise<{ readonly address: string; readonly fetched: readonly Fetched[]; readonly revoked: Set<number>; close(): Promise<void> }> {
  if (process.env['ALLMENDE_ENV'] === 'production') throw new Error('Die Test-Wallet läuft nie im Betrieb.');
  const holders = PEOPLE.map(() => newPair());
  const fetched: Fetched[] = [];
  const revoked = new Set<number>();
  const issuers: TestIssuer[] = [];
  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => page(response, 500, 'Das ging nicht', `<p>${escaped(error instanceof Error ? error.message : String(error))}</p>`));
  });
  await new Promise<void>((resolve) => { server.listen(options.port ?? 0, '127.0.0.1', resolve); });
  const bound = server.address();
  const address = `http://localhost:${typeof bound === 'object' && bound ? bound.port : 0}`;
  const made = new TestIssuer({ statusAddress: `${address}/${LIST}`, now: new Date() });
  issuers.push(made);
  const folder = path.join(options.dataDir, 'test-wallet');
  mkdirSync(folder, { recursive: true });
  const day = (shift: number) => new Date(Date.now() + shift * 86_400_000).toISOString().slice(0, 10);
  writeFileSync(path.join(folder, 'trust.json'), JSON.stringify(made.trustList(day(-1), day(365))));
  writeFileSync(path.join(folder, 'address'), address);

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', address);
    const form = request.method === 'POST' ? new URLSearchParams(await bodyOf(request)) : new URLSearchParams();
    if (url.pathname === `/${LIST}1`) {
      response.writeHead(200, { 'content-type': 'application/statuslist+jwt' }).end(issuers[0]?.statusList(Object.fromEntries([...revoked].map((index) => [index, 1])), { now: new Date() }));
      return;
    }
    if (url.pathname === '/present') return request.method === 'POST' ? present(response, url, form) : ask(response, url);
    if (url.pathname === '/fetch') return request.method === 'POST' ? collect(response, url, form) : page(response, 200, 'Bescheinigung holen', `<form method="post"><p><label for="pin">PIN</label> <input id="pin" name="pin" inputmode="numeric" autocomplete="off"></p><p><button>Holen</button></p></form>`);
    page(response, 200, 'Test-Wallet', `<p>Erfundene Personen, nur zur Vorführung. Fügen Sie ein, was im QR-Code steht.</p><form action="/scan"><p><label for="link">Link</label> <input id="link" name="link" size="60"></p></form>`);
  }

  async function read(url: URL) {
    const address = url.searchParams.get('request_uri') ?? '';
    const nonce = randomUUID();
    const answered = await fetch(address, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams({ wallet_nonce: nonce }) });
    if (!answered.ok) throw new Error(`Die Anfrage gibt es nicht mehr (${answered.status}).`);
    const asked = readRequest(await answered.text(), url.searchParams.get('client_id') ?? '', readFileSync(path.join(options.dataDir, 'wallet', 'access-ca.pem'), 'utf8'), new Date());
    if (asked.wallet_nonce !== nonce) throw new Error('Die Anfrage ist nicht frisch.');
    return asked;
  }

  async function ask(response: ServerResponse, url: URL): Promise<void> {
    const asked = await read(url);
    page(response, 200, `${escaped(asked.client_metadata.client_name ?? '')} fragt`, `<ul>${askedPaths(asked, 'dc+sd-jwt').map((one) => `<li>${escaped(one)}</li>`).join('')}</ul><form method="post"><p><label for="person">Person</label> <select id="person" name="person">${PEOPLE.map((one, index) => `<option value="${index}">${escaped(`${one.given_name} ${one.family_name}`)}</option>`).join('')}</select></p><p><label for="format">Format</label> <select id="format" name="format"><option value="dc+sd-jwt">SD-JWT VC</option><option value="mso_mdoc">mdoc</option></select></p><p><button name="yes" value="yes">Zeigen</button> <button name="no" value="no">Ablehnen</button></p></form>`);
  }

  async function present(response: ServerResponse, url: URL, form: URLSearchParams): Promise<void> {
    const asked = await read(url);
    const index = Number(form.get('person') ?? 0);
    const [person, holder] = [PEOPLE[index], holders[index]];
    const [issuer] = issuers;
    if (!person || !holder || !issuer) throw new Error('Diese Person gibt es nicht.');
    const now = new Date();
    const isMdoc = form.get('format') === 'mso_mdoc';
    const presentation = isMdoc ? presentMdoc(issuer.mdoc(person, holder, { now, index }), askedPaths(asked, 'mso_mdoc'), asked, holder) : presentSdJwt(issuer.sdJwt(person, holder, { now, index }), askedPaths(asked, 'dc+sd-jwt'), asked, holder, { now });
    const body: Record<string, string> = form.has('no') ? { error: 'access_denied' } : { response: answer(asked, isMdoc ? 'pid-mdoc' : 'pid-sd-jwt', presentation) };
    const sent = await fetch(asked.response_uri, { method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: new URLSearchParams(body) });
    const said = await sent.json() as { redirect_uri?: string; error_description?: string };
    if (said.redirect_uri === undefined) return page(response, 200, 'Nicht angenommen', `<p>${escaped(said.error_description ?? '')}</p>`);
    response.writeHead(303, { location: said.redirect_uri }).end();
  }

  async function collect(response: ServerResponse, url: URL, form: URLSearchParams): Promise<void> {
    const offer = JSON.parse(url.searchParams.get('credential_offer') ?? '{}') as { credential_issuer: string; credential_configuration_ids: [string]; grants: Record<string, { 'pre-authorized_code': string }> };
    const credential = await fetchCredential(offer, form.get('pin') ?? '');
    const [name] = offer.credential_configuration_ids;
    fetched.push({ name, credential });
    page(response, 200, 'In der Wallet', `<p>${escaped(name)}</p><p><label for="credential">Zum Vorzeigen</label></p><p><textarea id="credential" rows="8" cols="60" readonly>${escaped(credential)}</textarea></p><div style="max-width:40rem">${encodeQR(credential, 'svg', { ecc: 'low', border: 4 })}</div>`);
  }

  return {
    address, fetched, revoked,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => { server.close(() => { resolve(); }); });
    },
  };
}

/** Fetches an offered credential as a wallet does (OpenID4VCI 1.0): metadata, token with DPoP, nonce, proof of a fresh key. */
export async function fetchCredential(offer: { readonly credential_issuer: string; readonly credential_configuration_ids: readonly string[]; readonly grants: Readonly<Record<string, { readonly 'pre-authorized_code': string }>> }, pin: string): Promise<string> {
  const [grant] = Object.values(offer.grants);
  const issuer = new URL(offer.credential_issuer);
  const metadata = await json(fetch(`${issuer.origin}/.well-known/openid-credential-issuer${issuer.pathname}`)) as { credential_endpoint: string; nonce_endpoint: string };
  const server = await json(fetch(`${issuer.origin}/.well-known/oauth-authorization-server${issuer.pathname}`)) as { token_endpoint: string };
  const key = newPair();
  const now = () => Math.floor(Date.now() / 1000);
  const dpop = (htu: string, more: object = {}) => jws({ alg: 'ES256', typ: 'dpop+jwt', jwk: publicJwk(key) }, { htm: 'POST', htu, jti: randomUUID(), iat: now(), ...more }, key.privateKey);
  const { access_token: token } = await json(fetch(server.token_endpoint, {
    method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded', dpop: dpop(server.token_endpoint) },
    body: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code', 'pre-authorized_code': grant?.['pre-authorized_code'] ?? '', tx_code: pin }),
  })) as { access_token: string };
  const { c_nonce: nonce } = await json(fetch(metadata.nonce_endpoint, { method: 'POST' })) as { c_nonce: string };
  const proof = jws({ alg: 'ES256', typ: 'openid4vci-proof+jwt', jwk: publicJwk(key) }, { aud: offer.credential_issuer, iat: now(), nonce }, key.privateKey);
  const { credentials } = await json(fetch(metadata.credential_endpoint, {
    method: 'POST', headers: { 'content-type': 'application/json', authorization: `DPoP ${token}`, dpop: dpop(metadata.credential_endpoint, { ath: b64(sha256(token)) }) },
    body: JSON.stringify({ credential_configuration_id: offer.credential_configuration_ids[0], proofs: { jwt: [proof] } }),
  })) as { credentials: [{ credential: string }] };
  return credentials[0].credential;
}

async function json(asked: Promise<Response>): Promise<unknown> {
  const response = await asked;
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`${response.status}: ${JSON.stringify(body)}`);
  return body;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const piece of request) {
    text += String(piece);
    if (text.length > 100_000) throw new Error('Zu viel.');
  }
  return text;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function page(response: ServerResponse, status: number, title: string, main: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(`<!DOCTYPE html><html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} – Test-Wallet</title></head><body><h1>${title}</h1>${main}</body></html>`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const at = process.argv.indexOf('--data-dir');
  const dataDir = at === -1 ? undefined : process.argv[at + 1];
  if (dataDir === undefined) throw new Error('node e2e/test-wallet.ts --data-dir <Ordner der Vorführung>');
  const wallet = await openTestWallet({ dataDir: path.resolve(dataDir) });
  console.log(`Test-Wallet: ${wallet.address}`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => { void wallet.close().then(() => process.exit(0)); });
}
