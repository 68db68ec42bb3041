import assert from 'node:assert/strict';
import { test, after } from 'node:test';
import { onlineServicesPort, problemWords, runTrial, type DeliveryPorts } from '@allmende/delivery';
import { createServer } from '@allmende/http';
import { buildAssets } from '@allmende/html';
import { createOnlineServicesModule } from '@allmende/online-services/module';
import { offerDogTax } from '@allmende/online-services/testing';
import { casesTarget, listCases } from '../index.ts';
import { openStand, placeAndTenant, runCasesFor, staff } from './stand.ts';

const SERVICE = 'hundesteuer-anmelden';
const stand = await openStand();
const { house } = stand;
const heilbronn = await placeAndTenant(stand, 'heilbronn');
const officer = staff(stand, heilbronn.tenant, 'digital-officer');
const ports: DeliveryPorts = { targets: [casesTarget], applications: onlineServicesPort };
await offerDogTax(officer);
const room = createOnlineServicesModule({
  tryDelivery: async (ctx, { service }) => {
    const trial = await runTrial(ctx, ports, { tenant: ctx.tenant, service, cause: 'switching-on' });
    return { outcome: trial?.state === 'passed' ? 'arrived' : 'failed', milliseconds: trial?.milliseconds ?? undefined, reason: trial?.problem ? problemWords(trial.problem) : undefined };
  },
});
const app = await createServer({ house, sessions: { findActor: async () => officer.actor }, assets: await buildAssets(), pages: [...(room.pages ?? [])], api: [...(room.api ?? [])], navigation: [] });
after(() => app.close());
const switchOn = () => app.inject({ method: 'PUT', url: `/api/v1/authorities/heilbronn/services/${SERVICE}/activation`, headers: { authorization: 'Bearer token-of-the-officer-0001' } });
const count = async (table: string) => Number((await stand.database.acrossTenants('cases/test', (tx) => tx.client.query<{ count: string }>(`select count(*) from ${table} where tenant_id = $1`, [heilbronn.tenant]))).rows[0]?.count);

test('a service is not switched on while cases do not run, and the reason says what to do', async () => {
  const refused = await switchOn();
  assert.equal(refused.statusCode, 409);
  assert.match(refused.body, /Die Anwendung „Fälle“ läuft bei Ihrer Behörde nicht/u);
  assert.equal((await stand.database.inTenant(heilbronn.tenant, (tx) => tx.client.query("select state, problem from delivery.trial where tenant_id = $1", [heilbronn.tenant]))).rows[0]?.problem, 'cases/not-running');
});

test('once they run, the sample arrives, the service is on, and nothing of the sample is left', async () => {
  await runCasesFor(stand, heilbronn.tenant);
  const before = await Promise.all(['cases.case_file', 'cases.case_action', 'secrets.data_key', 'delivery.parcel'].map(count));
  const on = await switchOn();
  assert.equal(on.statusCode, 204, on.body);
  assert.deepEqual(await Promise.all(['cases.case_file', 'cases.case_action', 'secrets.data_key', 'delivery.parcel'].map(count)), before);
  assert.deepEqual((await listCases(staff(stand, heilbronn.tenant, 'caseworker'), {})).cases, []);
  const entries = (await stand.database.acrossTenants('cases/test', (tx) => tx.client.query<{ found: string }>("select count(*) as found from audit.entry where tenant_id = $1 and action = 'cases/case-opened'", [heilbronn.tenant]))).rows[0]?.found;
  assert.equal(Number(entries), 0);
  const trials = await stand.database.inTenant(heilbronn.tenant, (tx) => tx.client.query<{ state: string }>('select state from delivery.trial where tenant_id = $1 order by started_at, id', [heilbronn.tenant]));
  assert.deepEqual(trials.rows.map(({ state }) => state), ['failed', 'passed']);
});
