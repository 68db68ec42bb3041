import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { PLATFORM_TENANT, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { testHouse } from '@allmende/house/testing';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { createSessions } from '@allmende/identity';
import { aStaffMember, aSupplierMember } from '@allmende/identity/testing';
import { prepareData, seedDemo } from '@allmende/process-operator';
import { allMigrations, allRooms } from '@allmende/process-wiring';
import { findAuthorityBySlug, registerDirectory } from '@allmende/register';
import { aSupplier } from '@allmende/suppliers/testing';
import { systemClock } from '@allmende/time';
import { aPdf } from '@allmende/uploads/testing';
import { DECLARATION, typedAnswers } from '../bench/measure/applicant.ts';
import { rightBody } from './right-bodies.ts';
import { SeenThings, type Thing } from './seen-things.ts';
import { chance, valueFromSchema, type Chance } from './value-from-schema.ts';

/** The bar of the issue: so many requests made from the OpenAPI file, and no answer of 500 or more. Fewer only to look at the fuzzing itself. */
const REQUESTS = Number(process.env['ALLMENDE_FUZZ_REQUESTS'] ?? 10_000);
const SEED = Number(process.env['ALLMENDE_FUZZ_SEED'] ?? 20_261_121);

type Operation = {
  readonly operationId: string;
  readonly security?: readonly unknown[];
  readonly parameters?: readonly { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: object }[];
  readonly requestBody?: { content: { 'application/json'?: { schema: object }; 'multipart/form-data'?: { schema: object } } };
};
type OpenApi = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };

const stand = await testDatabase(allMigrations);
const { database } = stand;
const plain = testHouse(database, { directory: registerDirectory(database) });
const house = { ...plain, clock: systemClock, config: { ...plain.config, databaseUrls: stand.urls } };
await prepareData(house, { run: (_name, work) => work() });
await seedDemo(house, house.config.dataDir);
const faults: string[] = [];
const log = { ...house.log, error: (found: { err?: Error; route?: string }) => { faults.push(`${found.route ?? ''}: ${found.err?.stack ?? ''}`); } };
const app = await createServer({
  house: { ...house, log: log as unknown as typeof house.log },
  sessions: createSessions(house),
  assets: await buildAssets(),
  pages: allRooms.flatMap((room) => room.pages ?? []),
  api: allRooms.flatMap((room) => room.api ?? []),
  navigation: [],
});
after(() => app.close());

const heilbronn = await findAuthorityBySlug({ database }, { slug: 'heilbronn' });
assert.ok(heilbronn);
const tenant = tenantId(heilbronn.id);
let tokens: string[] = [];
/** Of somebody who works for an admitted supplier. */
const { token: supplier } = await aSupplierMember(house, await aSupplier(house));

/** Fresh people: some of the operations end sessions, roles and accounts. */
async function refreshPeople(): Promise<void> {
  const people = await Promise.all([
    aStaffMember(house, { tenant, roles: ['digital-officer', 'approver', 'mayor', 'caseworker', 'head-of-office', 'auditor'] }),
    aStaffMember(house, { tenant, roles: ['approver', 'mayor'] }),
    aStaffMember(house, { tenant: PLATFORM_TENANT, roles: ['operator', 'platform-auditor'] }),
  ]);
  tokens = people.map((one) => one.token);
}

const description = JSON.parse(await readFile(new URL('../../docs/openapi.json', import.meta.url), 'utf8')) as OpenApi;
const operations = Object.entries(description.paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ path, method: method.toUpperCase(), operation })));

const LETTER = Buffer.from(await aPdf(['Bescheinigung']));
const DAMAGED_LETTER = LETTER.subarray(0, LETTER.length / 2);
/** An application that asks for a document. */
const WITH_EVIDENCE = { 'tax.reduction': 'assistance', 'reduction.reason': 'Assistenzhund' };

const seen = new SeenThings();
const ELSEWHERE = ['ruesselsheim-am-main', 'amt-guestrow-land', 'nirgendwo'];
/** What a request of these names can mean here, besides what answers have shown. */
const WORDS: Readonly<Record<string, readonly (string | number)[]>> = {
  service: ['hundesteuer-anmelden'], q: ['hund', 'heilbronn', 'amt', '74072'], usually: ['municipality'], neighbour: ['heilbronn'], subject: ['case', 'order'], room: ['cases', 'procurement'], kind: ['contract'],
  reason: ['Weil es so vereinbart ist'], limit: [5], ags: ['08121000'], role: ['caseworker'], validFrom: ['2030-01-01'],
};
/** These take away what the others work on: they get real things only in the last tenth. */
const ENDING: ReadonlySet<string> = new Set(['suspendInstance', 'endInstance', 'deactivateService', 'endContract', 'deleteCase', 'withdrawNeed']);

type Wanted = (typeof operations)[number];

/** A request and what it asks with, so that the answer can be joined to it. */
async function requestFor({ path, method, operation }: Wanted, from: Chance, isLate: boolean) {
  const parameters = operation.parameters ?? [];
  const isReal = from.next() < (ENDING.has(operation.operationId) && !isLate ? 0.02 : 0.85);
  const names = parameters.filter((one) => one.in !== 'query' && one.name !== 'authority' && one.name !== 'place').map(({ name }) => name);
  const thing = isReal ? seen.pick(names, from) : {};
  const asked: Record<string, string | number> = {};
  const headers: Record<string, string> = {};
  const query = new URLSearchParams();
  let url = path;
  for (const parameter of parameters) {
    const { name } = parameter;
    const words = WORDS[name];
    const value = name === 'authority' || name === 'place' ? (from.next() < 0.92 ? 'heilbronn' : from.pick(ELSEWHERE))
      : isReal && thing[name] !== undefined && (parameter.required || parameter.in === 'header') ? thing[name] : isReal && words && from.next() < 0.8 ? from.pick(words) : valueFromSchema(parameter.schema, from, isReal ? 0.03 : 0.3);
    const text = (typeof value === 'object' ? JSON.stringify(value) : String(value)).toWellFormed().slice(0, 2000);
    if (parameter.in === 'path') url = url.replace(`{${name}}`, encodeURIComponent(text));
    else if (parameter.in === 'query' && (parameter.required || from.next() < 0.3)) query.set(name, text);
    else if (parameter.in === 'header' && from.next() < 0.95) headers[name] = text.replaceAll(/[^\x20-\x7e]/gu, '');
    if (parameter.in !== 'query') asked[name] = text;
  }
  if (from.next() < 0.95) headers['authorization'] = `Bearer ${tokenFor(path, from)}`;
  const files = operation.requestBody?.content['multipart/form-data'] === undefined ? undefined : await filesFrom(isReal, from);
  const payload = files?.payload ?? payloadFor(operation, thing, isReal, from);
  if (payload !== undefined) headers['content-type'] = from.next() < 0.98 ? files?.type ?? 'application/json' : 'text/plain';
  const search = query.toString();
  return { asked, request: { method: method as 'GET', url: search === '' ? url : `${url}?${search}`, headers, ...(payload === undefined ? {} : { payload }), remoteAddress: `10.${from.below(250)}.${from.below(250)}.${from.below(250)}` } };
}

/** Who may do it as a rule; sometimes somebody who may not. */
function tokenFor(path: string, from: Chance): string {
  const [everything = '', approver = '', operator = ''] = tokens;
  if (from.next() < 0.1) return from.pick(tokens);
  if (path.startsWith('/api/v1/supplier/') || path === '/api/v1/supplier') return supplier;
  if (!path.includes('{authority}')) return from.next() < 0.85 ? operator : everything;
  return from.next() < 0.75 ? everything : approver;
}

function payloadFor(operation: Operation, thing: Thing, isReal: boolean, from: Chance): string | undefined {
  const schema = operation.requestBody?.content['application/json']?.schema;
  if (schema === undefined) return undefined;
  if (from.next() < 0.02) return '{"broken":';
  if (operation.operationId === 'saveDraftPage' && from.next() < 0.6) return JSON.stringify(typedAnswers(new Date()));
  if (operation.operationId === 'submitApplication' && from.next() < 0.6) return JSON.stringify(DECLARATION);
  const right = isReal && from.next() < 0.6 ? rightBody(operation.operationId, from, { today: house.clock.today(), authority: tenant, instance: seen.pick(['instance'], from)['instance'] }) : undefined;
  if (right) return JSON.stringify(right);
  const known = (name: string): unknown => {
    const words = WORDS[name];
    if (thing[name] !== undefined && from.next() < 0.9) return thing[name];
    if (words && from.next() < 0.7) return from.pick(words);
    return from.next() < 0.7 ? seen.pick([name], from)[name] : undefined;
  };
  return JSON.stringify(valueFromSchema(schema, from, isReal ? from.pick([0, 0, 0, 0.05, 0.3]) : from.pick([0.05, 0.3]), isReal ? known : undefined));
}

/** A form with files as a browser sends it: letters that are what they say, damaged ones, none, too many, and forms that end in the middle. */
async function filesFrom(isReal: boolean, from: Chance): Promise<{ readonly payload: Buffer; readonly type: string }> {
  const form = new FormData();
  const count = isReal ? 1 + from.below(2) : from.pick([0, 1, 3, 25]);
  for (let index = 0; index < count; index += 1) {
    const content = isReal || from.next() < 0.3 ? LETTER : from.pick([DAMAGED_LETTER, Buffer.alloc(0), Buffer.from('MZ'), Buffer.from('<svg onload="alert(1)">')]);
    form.append(isReal || from.next() < 0.7 ? 'files' : 'surplus', new Blob([content], { type: from.pick(['application/pdf', 'image/png', '']) }), from.pick(['brief.pdf', '../../brief.pdf', 'ä'.repeat(300), '']));
  }
  const encoded = new Response(form);
  const payload = Buffer.from(await encoded.arrayBuffer());
  return { payload: isReal || from.next() < 0.8 ? payload : payload.subarray(0, from.below(payload.length)), type: encoded.headers.get('content-type') ?? '' };
}

/** What every list shows to those who may see it, and drafts that only wait to be sent. */
async function lookAround(from: Chance): Promise<void> {
  for (const { path, method } of operations) {
    if (method !== 'GET' || /\{(?!authority|place)/u.test(path)) continue;
    for (const token of [...tokens, supplier]) {
      const answer = await app.inject({ method: 'GET', url: path.replace(/\{(?:authority|place)\}/u, 'heilbronn'), headers: { authorization: `Bearer ${token}` }, remoteAddress: `10.251.${from.below(250)}.${from.below(250)}` });
      if (answer.statusCode === 200 && isJson(answer.headers['content-type'])) seen.harvest(path, {}, answer.json());
    }
  }
  await fillInDraft(from);
  for (const isSent of [false, true]) await fillInDraft(from, { more: WITH_EVIDENCE, names: { item: 'reduction' }, isSent });
}

async function fillInDraft(from: Chance, { more = {}, names = {}, isSent = false }: { more?: Readonly<Record<string, string>>; names?: Thing; isSent?: boolean } = {}): Promise<void> {
  const remoteAddress = `10.252.${from.below(250)}.${from.below(250)}`;
  const started = (await app.inject({ method: 'POST', url: '/api/v1/places/heilbronn/services/hundesteuer-anmelden/drafts', remoteAddress })).json<{ draft?: string; secret?: string; firstPage?: string }>();
  if (started.draft === undefined || started.secret === undefined) return;
  for (let page = started.firstPage; page !== undefined && page !== 'check';) {
    const saved = await app.inject({ method: 'PUT', url: `/api/v1/drafts/${started.draft}/pages/${page}`, headers: { 'allmende-secret': started.secret, 'content-type': 'application/json' }, payload: JSON.stringify({ ...typedAnswers(new Date()), ...more }), remoteAddress });
    page = saved.json<{ next?: string }>().next;
  }
  if (!isSent) return seen.add({ draft: started.draft, 'allmende-secret': started.secret, page: 'check', ...names });
  const sent = await app.inject({ method: 'POST', url: `/api/v1/drafts/${started.draft}/submission`, headers: { 'allmende-secret': started.secret, 'content-type': 'application/json' }, payload: JSON.stringify(DECLARATION), remoteAddress });
  const { reference, secret } = sent.json<{ reference?: string; secret?: string }>();
  if (reference !== undefined && secret !== undefined) seen.add({ reference, 'allmende-secret': secret, ...names });
}

const isJson = (type: unknown): boolean => /^application\/json\s*(?:;|$)/u.test(String(type));

test(`${REQUESTS} requests made from the description of the API give no answer of 500 or more, and reach the rooms behind it`, async (t) => {
  const from = chance(SEED);
  const statuses = new Map<number, number>();
  const byOperation = new Map(operations.map(({ operation }) => [operation.operationId, new Map<number, number>()]));
  const bad: string[] = [];
  for (let done = 0; done < REQUESTS; done += 25) {
    await refreshPeople();
    if (done % 500 === 0) await lookAround(from);
    await Promise.all(Array.from({ length: 25 }, async () => {
      const wanted = from.pick(operations);
      const { asked, request } = await requestFor(wanted, from, done > REQUESTS * 0.9);
      const answer = await app.inject(request);
      const status = answer.statusCode;
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      const own = byOperation.get(wanted.operation.operationId);
      own?.set(status, (own.get(status) ?? 0) + 1);
      if (status >= 500) bad.push(`${status} ${request.method} ${request.url.slice(0, 200)} ${String((request as { payload?: unknown }).payload ?? '').slice(0, 300)}`);
      if (status < 300 && answer.body !== '' && isJson(answer.headers['content-type'])) seen.harvest(wanted.path, asked, answer.json());
      if (status >= 400 && status < 500) assert.match(String(answer.headers['content-type']), /^application\/problem\+json/u, `${request.method} ${request.url.slice(0, 200)}`);
    }));
  }
  t.diagnostic(`seed ${SEED}: ${[...statuses].toSorted().map(([status, times]) => `${status}: ${times}`).join(', ')}`);
  const reach = measureReach(byOperation, (line) => t.diagnostic(line));
  assert.deepEqual(bad.slice(0, 10), [], faults.slice(0, 5).join('\n'));
  assert.ok(reach.reading >= READING_SHARE, `only ${Math.round(100 * reach.reading)} % of the reading operations were ever accepted`);
  assert.ok(reach.writing >= WRITING_SHARE, `only ${Math.round(100 * reach.writing)} % of the writing operations were ever accepted`);
});

/** At least so much must have been accepted, or the requests no longer reach what they shall test. */
const READING_SHARE = 0.7;
const WRITING_SHARE = 0.4;

function measureReach(byOperation: ReadonlyMap<string, ReadonlyMap<number, number>>, say: (line: string) => void): { reading: number; writing: number } {
  const reached = ({ operation }: Wanted) => [...(byOperation.get(operation.operationId)?.keys() ?? [])].some((status) => status < 300);
  const reading = operations.filter(({ method }) => method === 'GET');
  const writing = operations.filter(({ method }) => method !== 'GET');
  const [read, written] = [reading.filter(reached).length, writing.filter(reached).length];
  say(`reached: ${read} of ${reading.length} reading operations, ${written} of ${writing.length} writing ones`);
  for (const { operation } of operations.filter((one) => !reached(one))) {
    say(`never accepted: ${operation.operationId} (${[...(byOperation.get(operation.operationId) ?? [])].map(([status, times]) => `${status}: ${times}`).join(', ')})`);
  }
  return { reading: read / reading.length, writing: written / writing.length };
}
