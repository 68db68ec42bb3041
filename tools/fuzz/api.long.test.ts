import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, test } from 'node:test';
import { PLATFORM_TENANT, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { testHouse } from '@allmende/house/testing';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { createSessions } from '@allmende/identity';
import { aStaffMember } from '@allmende/identity/testing';
import { prepareData, seedDemo } from '@allmende/process-operator';
import { allMigrations, allRooms } from '@allmende/process-wiring';
import { findAuthorityBySlug, registerDirectory } from '@allmende/register';
import { systemClock } from '@allmende/time';
import { chance, valueFromSchema, type Chance } from './value-from-schema.ts';

/** The bar of the issue: so many requests made from the OpenAPI file, and no answer of 500 or more. */
const REQUESTS = 10_000;
const SEED = Number(process.env['ALLMENDE_FUZZ_SEED'] ?? 20_261_121);

type Operation = {
  readonly operationId: string;
  readonly security?: readonly unknown[];
  readonly parameters?: readonly { name: string; in: 'path' | 'query' | 'header'; required: boolean; schema: object }[];
  readonly requestBody?: { content: { 'application/json': { schema: object } } };
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

/** Ids that answers have shown, so that later requests hit real things. */
const seenIds: string[] = [];

function requestFor({ path, method, operation }: (typeof operations)[number], from: Chance) {
  const headers: Record<string, string> = {};
  const query = new URLSearchParams();
  let url = path;
  for (const parameter of operation.parameters ?? []) {
    const real = seenIds.length > 0 && from.next() < 0.6 ? from.pick(seenIds) : undefined;
    const value = parameter.name === 'authority' || parameter.name === 'place' ? (from.next() < 0.9 ? 'heilbronn' : 'nirgendwo') : (real ?? valueFromSchema(parameter.schema, from));
    const text = (typeof value === 'object' ? JSON.stringify(value) : String(value)).toWellFormed().slice(0, 2000);
    if (parameter.in === 'path') url = url.replace(`{${parameter.name}}`, encodeURIComponent(text));
    else if (parameter.in === 'query' && (parameter.required || from.next() < 0.6)) query.set(parameter.name, text);
    else if (parameter.in === 'header' && from.next() < 0.7) headers[parameter.name] = text.replaceAll(/[^\x20-\x7e]/gu, '');
  }
  if (from.next() < 0.95) headers['authorization'] = `Bearer ${from.pick(tokens)}`;
  const schema = operation.requestBody?.content['application/json'].schema;
  const payload = schema === undefined ? undefined : from.next() < 0.02 ? '{"broken":' : JSON.stringify(valueFromSchema(schema, from, from.pick([0, 0, 0.05, 0.3])));
  if (payload !== undefined) headers['content-type'] = from.next() < 0.98 ? 'application/json' : 'text/plain';
  const search = query.toString();
  return { method: method as 'GET', url: search === '' ? url : `${url}?${search}`, headers, ...(payload === undefined ? {} : { payload }), remoteAddress: `10.0.${from.below(250)}.${from.below(250)}` };
}

test(`${REQUESTS} requests made from the description of the API give no answer of 500 or more`, async (t) => {
  const from = chance(SEED);
  const statuses = new Map<number, number>();
  const bad: string[] = [];
  for (let done = 0; done < REQUESTS; done += 25) {
    await refreshPeople();
    await Promise.all(Array.from({ length: 25 }, async () => {
      const wanted = from.pick(operations);
      const request = requestFor(wanted, from);
      const answer = await app.inject(request);
      statuses.set(answer.statusCode, (statuses.get(answer.statusCode) ?? 0) + 1);
      if (answer.statusCode >= 500) bad.push(`${answer.statusCode} ${request.method} ${request.url.slice(0, 200)} ${String((request as { payload?: string }).payload ?? '').slice(0, 300)}`);
      if (answer.statusCode < 300 && seenIds.length < 500) seenIds.push(...(answer.body.match(/[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/gu) ?? []).slice(0, 5));
      if (answer.statusCode >= 400 && answer.statusCode < 500) assert.match(String(answer.headers['content-type']), /^application\/problem\+json/u, `${request.method} ${request.url.slice(0, 200)}`);
    }));
  }
  t.diagnostic(`seed ${SEED}: ${[...statuses].toSorted().map(([status, times]) => `${status}: ${times}`).join(', ')}`);
  assert.deepEqual(bad.slice(0, 10), [], faults.slice(0, 5).join('\n'));
  assert.ok((statuses.get(200) ?? 0) + (statuses.get(201) ?? 0) > REQUESTS / 50, 'hardly any request was accepted: the fuzzing does not reach the rooms');
});
