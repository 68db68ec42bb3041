import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { TestKeys } from './keys.ts';
import { TEST_MARK } from './keys.ts';
import { makeAnswer, packed, responseAround } from './make-answer.ts';
import { pseudonym, testPeople, type TestPerson } from './people.ts';
import { isSignedBy, readRequest, type SignInRequest } from './read-request.ts';

const LONGEST_BODY = 128 * 1024;
const BPK2 = 'urn:oid:1.3.6.1.4.1.25484.494450.3';

/** A BundID for trying out: shows invented people, asks for no password, and says on every page that it is none. Answers only requests that are signed with the key in the asker's metadata. */
export function createTestBundid(options: { readonly keys: TestKeys; readonly now: () => Date; readonly metadataOf: (serviceProvider: string) => Promise<string> }): Server {
  return createServer((request, response) => {
    answer(options, request, response).catch((error: unknown) => page(response, 400, 'Diese Anfrage geht nicht', `<p>${escape(error instanceof Error ? error.message : 'Unbekannter Grund')}</p>`));
  });
}

async function answer(options: Parameters<typeof createTestBundid>[0], request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://test-bundid.invalid');
  if (url.pathname !== '/sign-in') return page(response, 404, 'Hier ist nichts', '<p>Beginnen Sie bei der Behörde.</p>');
  const query = url.search.slice(1);
  const asked = readRequest(query);
  const metadata = await options.metadataOf(asked.serviceProvider);
  if (!isSignedBy(query, asked, metadata)) throw new Error('Die Anfrage ist nicht von dem, der in ihr steht.');
  if (request.method !== 'POST') return page(response, 200, 'Wer möchten Sie sein?', choice(asked));
  const chosen = new URLSearchParams(await bodyOf(request)).get('person');
  const person = testPeople.find(({ id }) => id === chosen);
  sendBack(response, asked, person ? answerFor(options, asked, person, encryptionKeyIn(metadata)) : refusalFor(options, asked));
}

function choice(asked: SignInRequest): string {
  const rows = testPeople.map((person) => {
    const fits = Number(person.context.at(-1)) >= asked.level;
    return `<li><button name="person" value="${person.id}"${fits ? '' : ' disabled'}>${escape(person.label)}</button> ${escape(person.way)}${fits ? '' : ' (reicht hier nicht)'}</li>`;
  });
  return `<p>${escape(asked.organisation)} fragt für „${escape(asked.service)}“.</p><form method="post"><ul>${rows.join('')}</ul><p><button name="person" value="">Abbrechen</button></p></form>`;
}

function answerFor({ keys, now }: Parameters<typeof createTestBundid>[0], asked: SignInRequest, person: TestPerson, certificate: string | undefined): string {
  const hash = (value: string) => `BPK2-${createHash('sha256').update(value).digest('base64url')}`;
  const known = [pseudonym(hash, person.id, asked.serviceProvider), ...person.attributes];
  return makeAnswer({
    inResponseTo: asked.id, issuer: TEST_MARK, audience: asked.serviceProvider, answerAddress: asked.answerAddress, contexts: [person.context, 'urn:oasis:names:tc:SAML:2.0:ac:classes:Password'],
    attributes: known.filter(({ name }) => name === BPK2 || asked.attributes.includes(name)), now: now(),
  }, keys, certificate);
}

// Whoever names a key to encrypt for gets no readable answer.
function encryptionKeyIn(metadata: string): string | undefined {
  const [, bytes] = /<md:KeyDescriptor use="encryption">.*?<ds:X509Certificate>([^<]+)</su.exec(metadata) ?? [];
  return bytes === undefined ? undefined : `-----BEGIN CERTIFICATE-----\n${bytes.replaceAll(/\s/gu, '').replaceAll(/(.{64})/gu, '$1\n').trimEnd()}\n-----END CERTIFICATE-----\n`;
}

function refusalFor({ now }: Parameters<typeof createTestBundid>[0], asked: SignInRequest): string {
  return responseAround({ inResponseTo: asked.id, issuer: TEST_MARK, audience: '', answerAddress: asked.answerAddress, contexts: [], attributes: [], now: now() }, [], { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' });
}

function sendBack(response: ServerResponse, asked: SignInRequest, xml: string): void {
  page(response, 200, 'Zurück zur Behörde', `<form method="post" action="${escape(asked.answerAddress)}" id="back"><input type="hidden" name="SAMLResponse" value="${packed(xml)}"><p>Ihre Angaben gehen jetzt an ${escape(asked.organisation)}.</p><button>Weiter</button></form><script>document.getElementById('back').submit()</script>`);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LONGEST_BODY) throw new Error('Das ist zu viel.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function page(response: ServerResponse, status: number, title: string, main: string): void {
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' });
  response.end(`<!doctype html><html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escape(title)} – Test-BundID</title><style>body{font:1.125rem/1.5 sans-serif;max-width:40rem;margin:1rem auto;padding:0 1rem;border-top:1rem solid #b00}button{font:inherit;padding:.5rem 1rem;min-height:44px}li{margin:.75rem 0}ul{padding:0;list-style:none}</style></head><body><main><p><strong>Das ist nicht die BundID.</strong> Hier gibt es nur erfundene Personen, zum Ausprobieren.</p><h1>${escape(title)}</h1>${main}</main></body></html>`);
}

function escape(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
