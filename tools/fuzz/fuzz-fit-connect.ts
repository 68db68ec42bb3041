import assert from 'node:assert/strict';
import type { testDatabase } from '@allmende/database/testing';
import { openDeliveryServiceStand } from '@allmende/fit-connect-service/testing';
import { testHouse } from '@allmende/house/testing';
import { chance, valueFromSchema, type Chance } from './value-from-schema.ts';

type Sent = { readonly method: string; readonly url: string; readonly headers: Readonly<Record<string, string>>; readonly body?: string | undefined };
/** An operation with a request that would be taken, and the ways in which it is spoilt: each makes it one that must be refused. */
type Target = { readonly name: string; readonly good: Sent; readonly spoils: readonly ((good: Sent, from: Chance) => Sent)[] };

const JSON_TYPE = 'application/json';
const JOSE = 'application/jose';
const LEIKA = '99010003001006';

/** Counts of answers by operation and status. */
export type FuzzCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/**
 * Sends requests that are wrong in some way to every operation of the delivery service, in turn. Each must be refused with a problem in the prescribed form, none may be a fault, and nothing that is kept may have changed.
 * Returns the counts. Throws on the first thing that is not so.
 */
export async function fuzzFitConnect(database: Awaited<ReturnType<typeof testDatabase>>['database'], requests: number, seed: number): Promise<FuzzCounts> {
  const stand = await openDeliveryServiceStand(testHouse(database));
  const from = chance(seed);
  try {
    const targets = await makeTargets(stand);
    const before = await fingerprint(database);
    const counts: Record<string, Record<string, number>> = {};
    for (let sent = 0; sent < requests; sent += 1) {
      const target = targets[sent % targets.length] as Target;
      const request = from.pick(target.spoils)(target.good, from);
      const what = `${target.name}: ${request.method} ${request.url.slice(0, 200)} ${JSON.stringify(request.headers).slice(0, 300)} ${(request.body ?? '').slice(0, 300)}`;
      const answer = await stand.app.inject({ method: request.method as 'GET', url: request.url, headers: { ...request.headers }, ...(request.body === undefined ? {} : { payload: request.body }), remoteAddress: `10.${from.below(250)}.${from.below(250)}.${from.below(250)}` });
      assert.deepEqual(stand.faults, [], what);
      assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, `${answer.statusCode} ${answer.body.slice(0, 300)}: ${what}`);
      const said = answer.json<{ status?: number; type?: string; title?: string; error?: string }>();
      if (target.name === 'POST /token' && request.url === '/token') assert.ok(typeof said.error === 'string', what);
      else assert.ok(said.status === answer.statusCode && typeof said.type === 'string' && typeof said.title === 'string' && String(answer.headers['content-type']).startsWith('application/problem+json'), `${answer.body}: ${what}`);
      const of = (counts[target.name] ??= {});
      of[answer.statusCode] = (of[answer.statusCode] ?? 0) + 1;
    }
    assert.deepEqual(await fingerprint(database), before, 'nothing that is kept has changed');
    return counts;
  } finally {
    await stand.close();
  }
}

const TABLES = ['client', 'destination', 'destination_key', 'offer', 'case_log', 'submission', 'attachment', 'case_event', 'reply', 'reply_attachment'];

// When a client was last used, and when a submission was read, is no acceptance.
async function fingerprint(database: Awaited<ReturnType<typeof testDatabase>>['database']): Promise<Record<string, string>> {
  return database.withoutTenant(async (tx) => {
    const prints: Record<string, string> = {};
    for (const table of TABLES) {
      const { rows: [row] } = await tx.client.query<{ print: string }>(`select md5(coalesce(string_agg((to_jsonb(t) - 'last_used_at' - 'fetched_at')::text, '|' order by (to_jsonb(t) - 'last_used_at' - 'fetched_at')::text), '')) as print from fit_connect_service.${table} t`);
      prints[table] = row?.print ?? '';
    }
    return prints;
  });
}

async function makeTargets(stand: Awaited<ReturnType<typeof openDeliveryServiceStand>>): Promise<readonly Target[]> {
  const destination = await stand.aDestination();
  const sender = await stand.letIn(['send:region:DE']);
  const owner = await stand.letIn([`subscribe:destination:${destination.id}`, `manage:destination:${destination.id}`, 'create:destination']);
  const stranger = await stand.letIn(['send:region:DE14', `subscribe:destination:${(await stand.aDestination()).id}`]);
  const attachment = crypto.randomUUID();
  const submit = async (announced: readonly string[]) => (await sender.ask('POST', '/v2/submissions', { json: { destinationId: destination.id, announcedAttachments: announced, publicService: { name: 'Bauantrag', identifier: stand.service } } })).body as unknown as { submissionId: string; caseId: string };
  const [open, waiting] = [await submit([attachment]), await submit([])];
  const [metadata, data] = [await stand.encrypted({ a: 1 }), await stand.encrypted({ b: 2 })];
  await sender.ask('PUT', `/v2/submissions/${waiting.submissionId}`, { json: { encryptedMetadata: metadata, encryptedData: data } });
  const accept = await stand.signed({ name: 'accept-submission', destination: destination.id, submission: waiting.submissionId, case: waiting.caseId });
  // A submission that was accepted, with a reply that is being written and one that waits.
  const done = await submit([]);
  await sender.ask('PUT', `/v2/submissions/${done.submissionId}`, { json: { encryptedMetadata: metadata, encryptedData: data } });
  await owner.ask('POST', `/v2/cases/${done.caseId}/events`, { type: JOSE, text: await stand.signed({ name: 'accept-submission', destination: destination.id, submission: done.submissionId, case: done.caseId }) });
  const announceReply = async (announced: readonly string[]) => ((await owner.ask('POST', '/v2/replies', { json: { caseId: done.caseId, announcedAttachments: announced } })).body as unknown as { replyId: string }).replyId;
  const [writing, said] = [await announceReply([attachment]), await announceReply([])];
  assert.equal((await owner.ask('PUT', `/v2/replies/${said}`, { json: { encryptedMetadata: metadata, encryptedData: data } })).status, 200);
  const { encrypt, sign } = stand.keys;
  const whole = { contactInformation: stand.contact, encryptionKid: encrypt.publicJwk.kid, metadataVersions: ['2.1.0'] };
  const services = [{ identifier: stand.service, regions: ['DE'], submissionSchemas: [stand.schema] }];

  const by = (client: { readonly authorization: string }, type?: string) => ({ authorization: client.authorization, ...(type === undefined ? {} : { 'content-type': type }) });
  const asStranger = (good: Sent) => ({ ...good, headers: { ...good.headers, authorization: stranger.authorization } });
  const target = (method: string, url: string, headers: Record<string, string>, more: { readonly body?: string; readonly spoils?: Target['spoils']; readonly tokenless?: boolean; readonly everybody?: boolean } = {}): Target => ({
    name: `${method} ${url.replaceAll(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/giu, ':id').split('?')[0]}`, good: { method, url, headers, body: more.body }, spoils: [...(more.tokenless === true ? [] : [withoutToken, badToken]), ...(more.tokenless === true || more.everybody === true ? [] : [asStranger]), otherPath, ...(more.spoils ?? [])],
  });

  return (['v1', 'v2'] as const).flatMap((version) => {
    const [offers, service] = version === 'v1' ? ['services', 'serviceType'] : ['publicServices', 'publicService'];
    const at = `/${version}/destinations/${destination.id}`;
    const body = (value: object) => JSON.stringify(value);
    const make = body({ ...whole, [offers]: services, encryptionPublicKey: encrypt.publicJwk, signingPublicKey: sign.publicJwk });
    const announce = body({ destinationId: destination.id, announcedAttachments: [], [service]: { name: 'x', identifier: stand.service } });
    const all: Target[] = [
      target('GET', `/${version}/destinations`, by(owner), { everybody: true, spoils: [(good) => ({ ...good, headers: by(sender) })] }),
      target('POST', `/${version}/destinations`, by(owner, JSON_TYPE), { body: make, spoils: jsonSpoils }),
      target('GET', at, by(owner), { spoils: [otherId] }),
      target('PUT', at, by(owner, JSON_TYPE), { body: body({ ...whole, status: 'active', [offers]: services }), spoils: [otherId, ...jsonSpoils] }),
      target('PATCH', at, by(owner, JSON_TYPE), { body: body({ status: 'inactive', metadataVersions: ['1.0.0'], encryptionKid: encrypt.publicJwk.kid }), spoils: [otherId, brokenJson, otherType, (good, from) => ({ ...good, body: body({ [from.pick(['status', 'encryptionKid', 'contactInformation', 'metadataVersions', offers, 'callback'])]: nastyFor(from) }) })] }),
      target('DELETE', at, by(owner), { spoils: [otherId] }),
      target('POST', `${at}/keys`, by(owner, JSON_TYPE), { body: body(encrypt.publicJwk), spoils: [otherId, brokenJson, otherType, (good, from) => ({ ...good, body: body({ ...encrypt.publicJwk, kid: 'another-key-id', [from.pick(['kty', 'alg', 'n', 'e', 'key_ops'])]: nastyFor(from) }) })] }),
      target('GET', `${at}/keys/${encrypt.publicJwk.kid}`, {}, { tokenless: true, spoils: [otherId] }),
      target('GET', `/${version}/cases/${waiting.caseId}/events`, by(sender), { spoils: [otherId] }),
      target('POST', `/${version}/cases/${waiting.caseId}/events`, by(owner, JOSE), { body: accept, spoils: [otherId, otherType, changedToken, randomText, otherLetter, otherLetter] }),
      target('GET', `/${version}/submissions`, by(owner), { everybody: true, spoils: [(good, from) => ({ ...good, url: `${good.url}?destinationId=${encodeURIComponent(textOf(from))}x` })] }),
      target('POST', `/${version}/submissions`, by(sender, JSON_TYPE), { body: announce, spoils: jsonSpoils }),
      target('GET', `/${version}/submissions/${waiting.submissionId}`, by(owner), { spoils: [otherId] }),
      target('PUT', `/${version}/submissions/${open.submissionId}`, by(sender, JSON_TYPE), { body: body({ encryptedMetadata: metadata, encryptedData: data }), spoils: [otherId, ...jsonSpoils, (good, from) => ({ ...good, body: body({ encryptedMetadata: changedAt(metadata, from), encryptedData: changedAt(data, from) }) })] }),
      target('GET', `/${version}/submissions/${waiting.submissionId}/attachments/${attachment}`, by(owner), { spoils: [otherId, (good) => good] }),
      target('PUT', `/${version}/submissions/${open.submissionId}/attachments/${attachment}`, by(sender, JOSE), { body: data, spoils: [otherId, otherType, randomText, (good) => ({ ...good, body: `${data}.x` }), (good, from) => ({ ...good, body: data.slice(0, from.below(data.length - 30)) })] }),
    ];
    const only: Target[] = version === 'v1' ? [
      target('GET', `/v1/routes?leikaKey=${LEIKA}&ars=081210000000`, {}, { tokenless: true, spoils: [(good, from) => ({ ...good, url: `/v1/routes?leikaKey=${LEIKA}${from.pick(['', '1', 'x'])}&${from.pick(['ars', 'ags', 'areaId'])}=${encodeURIComponent(textOf(from))}x` }), (good, from) => ({ ...good, url: `${good.url}&${from.pick(['ags=08', 'areaId=08', 'limit=0', 'limit=x', 'offset=-1', 'leikaKey=99'])}` })] }),
      target('GET', '/v1/areas?areaSearchexpression=Heilbronn', {}, { tokenless: true, spoils: [(good, from) => ({ ...good, url: `/v1/areas?${from.pick(['', 'areaSearchexpression=*', 'areaSearchexpression=x', `areaSearchexpression=${encodeURIComponent('\u0000\u0000')}`, 'areaSearchexpression=ab&limit=501', `areaSearchexpression=${'a'.repeat(101)}`])}` })] }),
      target('GET', '/v1/info', {}, { tokenless: true }),
      target('GET', '/.well-known/jwks.json', {}, { tokenless: true }),
      target('POST', '/token', { 'content-type': 'application/x-www-form-urlencoded' }, { tokenless: true, body: `grant_type=client_credentials&client_id=${sender.id}&client_secret=${sender.secret}`, spoils: tokenSpoils }),
    ] : [
      target('GET', `/v2/submissions/${waiting.submissionId}/events`, by(sender), { spoils: [otherId, (good, from) => ({ ...good, url: `${good.url}?${from.pick(['limit=0', 'limit=501', 'limit=x', 'offset=-1', 'offset=1e9'])}` })] }),
      target('GET', `/v2/destinations/${destination.id}/keys`, {}, { tokenless: true, spoils: [otherId] }),
      target('GET', '/v2/replies', by(sender), { everybody: true, spoils: [(good) => ({ ...good, headers: by(owner) }), (good, from) => ({ ...good, url: `${good.url}?${from.pick(['limit=0', 'limit=x', 'offset=-1'])}` })] }),
      target('POST', '/v2/replies', by(owner, JSON_TYPE), { body: body({ caseId: done.caseId, announcedAttachments: [] }), spoils: [...jsonSpoils, (good) => ({ ...good, body: body({ caseId: waiting.caseId, announcedAttachments: [] }) }), (good) => ({ ...good, body: body({ caseId: crypto.randomUUID(), announcedAttachments: [] }) })] }),
      target('GET', `/v2/replies/${said}`, by(sender), { spoils: [otherId, (good) => ({ ...good, headers: by(owner) })] }),
      target('PUT', `/v2/replies/${writing}`, by(owner, JSON_TYPE), { body: body({ encryptedMetadata: metadata, encryptedData: data }), spoils: [otherId, ...jsonSpoils, (good) => good] }),
      target('DELETE', `/v2/replies/${said}`, by(sender), { spoils: [otherId, (good) => ({ ...good, headers: by(owner) })] }),
      target('GET', `/v2/replies/${said}/attachments/${attachment}`, by(sender), { spoils: [otherId, (good) => good] }),
      target('PUT', `/v2/replies/${writing}/attachments/${attachment}`, by(owner, JOSE), { body: data, spoils: [otherId, otherType, randomText, changedToken] }),
    ];
    return [...all, ...only];
  });
}

const withoutToken = ({ headers: { authorization: _none, ...headers }, ...good }: Sent): Sent => ({ ...good, headers });
const badToken = (good: Sent, from: Chance): Sent => {
  const authorization = good.headers['authorization'] ?? '';
  return { ...good, headers: { ...good.headers, authorization: from.pick([`Bearer ${printable(textOf(from))}`, `${authorization}x`, authorization.replace('Bearer', 'Basic'), authorization.replace(/\.[^.]*$/u, '.'), 'Bearer', authorization.replace(/^Bearer [^.]+/u, `Bearer ${Buffer.from('{"alg":"none"}').toString('base64url')}`)]) } };
};
const otherPath = (good: Sent, from: Chance): Sent => ({ ...good, url: from.pick([`${good.url.split('?')[0]}/${encodeURIComponent(textOf(from).slice(0, 100))}x`, good.url.replace(/^\/(?:v\d|token|\.well-known)/u, '/v3'), `/${encodeURIComponent(textOf(from).slice(0, 150))}x`]), ...(from.next() < 0.5 ? {} : { method: 'POST' }) });
const otherId = (good: Sent, from: Chance): Sent => ({ ...good, url: good.url.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/iu, () => from.pick([crypto.randomUUID(), `${encodeURIComponent(textOf(from).slice(0, 150))}x`, '00000000-0000-0000-0000-000000000000', '%00', 'null', `${'a'.repeat(36)}`])) });
const otherType = (good: Sent, from: Chance): Sent => ({ ...good, headers: { ...good.headers, 'content-type': from.pick(['text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'x', '/', 'application/jsonx', 'application/x-www-form-urlencoded']) } });
const brokenJson = (good: Sent, from: Chance): Sent => ({ ...good, body: from.pick([(good.body ?? '').slice(0, from.below(Math.max(1, (good.body ?? '').length - 1))), '[', 'null', '[]', '"x"', '1', '{"__proto__":{}}', '{"a":"\\u0000"}', '', ' ', '\u0000', '{"a":"\\ud800"}']) });
const randomText = (good: Sent, from: Chance): Sent => ({ ...good, body: textOf(from) });
const changedToken = (good: Sent, from: Chance): Sent => ({ ...good, body: changedAt(good.body ?? '', from) });
// One letter of a signed token is another letter that could stand there: never the last of a part, whose spare bits say nothing.
const otherLetter = (good: Sent, from: Chance): Sent => {
  const text = good.body ?? '';
  for (;;) {
    const at = from.below(text.length - 1);
    if (text[at] === '.' || text[at + 1] === '.') continue;
    return { ...good, body: `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}` };
  }
};

// Some name that is required is missing, or has a value that cannot be.
const spoiltJson = (good: Sent, from: Chance): Sent => {
  const value = JSON.parse(good.body ?? '{}') as Record<string, unknown>;
  const name = from.pick(Object.keys(value).filter((one) => one !== 'caseId'));
  const { [name]: _gone, ...rest } = value;
  return { ...good, body: JSON.stringify(from.next() < 0.4 ? rest : { ...rest, [name]: nastyFor(from) }) };
};
const jsonSpoils = [brokenJson, otherType, spoiltJson];

const tokenSpoils: Target['spoils'] = [
  (good, from) => ({ ...good, body: (good.body ?? '').replace(/client_secret=.*/u, `client_secret=${encodeURIComponent(textOf(from))}x`) }), (good, from) => ({ ...good, body: (good.body ?? '').replace(/client_id=[^&]*/u, `client_id=${encodeURIComponent(textOf(from))}x`) }),
  (good, from) => ({ ...good, body: (good.body ?? '').replace('client_credentials', from.pick(['password', 'authorization_code', '', 'x'])) }), (good) => ({ ...good, body: `${good.body}&grant_type=client_credentials` }),
  (good, from) => ({ ...good, body: `${good.body}&scope=${encodeURIComponent(`${textOf(from)}x`)}` }), (good) => ({ ...good, headers: { ...good.headers, authorization: `Basic ${Buffer.from('a:b').toString('base64')}` } }), otherTypeOfForm, randomText,
];

function otherTypeOfForm(good: Sent, from: Chance): Sent {
  return { ...good, headers: { 'content-type': from.pick(['application/json', 'text/plain', 'x']) } };
}

/** One letter somewhere is another one: header, content, tag or signature is no longer what it was. */
function changedAt(text: string, from: Chance): string {
  const dots = [...text].flatMap((letter, at) => (letter === '.' ? [at] : []));
  return from.pick<() => string>([
    () => text.slice(0, from.below(text.length)), () => `${text}.${text}`, () => text.replace('.', ''), () => text.replace('.', '..'),
    () => { const at = from.pick(dots) - 1 - from.below(5); return `${text.slice(0, at)}${from.pick(['!', ' ', '=', '/', '+', 'ä', '\u0000'])}${text.slice(at + 1)}`; },
  ])();
}

// Nothing of what is sent here is ever a right value of any name.
function nastyFor(from: Chance): unknown {
  return from.pick<unknown>([null, -1, 1.5, [[]], { a: { b: [] } }, '', '\u0000', 'x'.repeat(100), '<script>', ' ', [null], ["'; drop table x; --"], true]);
}

function textOf(from: Chance): string {
  const value = valueFromSchema({ type: 'string' }, from, 0.8);
  return (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed().slice(0, 5_000);
}

function printable(text: string): string {
  return text.replaceAll(/[^\x21-\x7e]/gu, '').slice(0, 300);
}
