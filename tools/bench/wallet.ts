import { createServer as createStatusServer } from 'node:http';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { newId, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { testHouse } from '@allmende/house/testing';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { allMigrations } from '@allmende/process-wiring';
import { startPresentation } from '@allmende/wallet';
import { createWalletModule } from '@allmende/wallet/module';
import { answer, askedPaths, newPair, presentMdoc, presentSdJwt, readRequest, TestIssuer } from '@allmende/wallet/testing';
import type { Figures } from './bench.ts';
import { percentilesOf } from './measure/load.ts';

const EACH = 100;
const WARM_UP = 10;
const PERSON = { given_name: 'Mika', family_name: 'Sommerfeld-Probe', birthdate: '1987-04-12', address: { street_address: 'Erfundene Gasse 7b', house_number: '7b', postal_code: '00000', locality: 'Musterstadt' } };

export const about = `${EACH} PIDs each as SD-JWT VC and mdoc, from the encrypted answer to the sealed result`;

/** Shows PIDs to the verifier one after the other. The clock runs from the answer of the wallet to that of the server: decrypted, read twice, chain and status checked, sealed, recorded. */
export async function run(say: (line: string) => void): Promise<Figures> {
  const { database } = await testDatabase(allMigrations);
  const tenant = tenantId(newId());
  const now = new Date();
  const house = testHouse(database, { now: now.toISOString(), directory: { findAuthorityBySlug: async () => undefined, findPlaceBySlug: async () => undefined, namesOf: async () => [] } });
  const holder = newPair();
  const issuers: TestIssuer[] = [];
  const status = createStatusServer((_request, response) => { response.writeHead(200, { 'content-type': 'application/statuslist+jwt' }).end(issuers[0]?.statusList({}, { now })); });
  await new Promise<void>((resolve) => { status.listen(0, '127.0.0.1', resolve); });
  const bound = status.address();
  const made = new TestIssuer({ statusAddress: `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}/lists/`, now });
  issuers.push(made);
  mkdirSync(path.join(house.config.dataDir, 'test-wallet'), { recursive: true });
  writeFileSync(path.join(house.config.dataDir, 'test-wallet', 'trust.json'), JSON.stringify(made.trustList('2026-01-01', '2036-01-01')));
  const room = createWalletModule({ purposeOf: async () => undefined });
  const app = await createServer({ house, sessions: { findActor: async () => undefined }, assets: await buildAssets(), pages: [], api: [], navigation: [], protocols: room.protocols ?? [] });
  const ctx = { ...house, tenant };

  const show = async (format: 'dc+sd-jwt' | 'mso_mdoc'): Promise<number> => {
    const begun = await startPresentation(ctx, { purpose: 'bench', verifier: 'Bench', asked: ['givenName', 'familyName', 'birthDate', 'street', 'postcode', 'town'], pageOf: (id) => `/bench/${id}`, next: '/bench/next', again: '/bench/again' });
    const fetched = await app.inject({ url: `/wallet/${tenant}/requests/${begun.id}` });
    const clientId = (JSON.parse(Buffer.from(fetched.body.split('.')[1] ?? '', 'base64url').toString()) as { client_id: string }).client_id;
    const request = readRequest(fetched.body, clientId, readFileSync(path.join(house.config.dataDir, 'wallet', 'access-ca.pem'), 'utf8'), now);
    const presentation = format === 'mso_mdoc' ? presentMdoc(made.mdoc(PERSON, holder, { now }), askedPaths(request, format), request, holder) : presentSdJwt(made.sdJwt(PERSON, holder, { now }), askedPaths(request, format), request, holder, { now });
    const payload = new URLSearchParams({ response: answer(request, format === 'mso_mdoc' ? 'pid-mdoc' : 'pid-sd-jwt', presentation) }).toString();
    const started = performance.now();
    const sent = await app.inject({ method: 'POST', url: new URL(request.response_uri).pathname, headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload });
    const took = performance.now() - started;
    if (sent.statusCode !== 200) throw new Error(`a presentation was refused: ${sent.body}`);
    // The limit of requests a minute stays on; the clock of this house is ours.
    house.clock.advanceMs(200);
    return took;
  };

  try {
    const figures: Record<string, number> = {};
    for (const [name, format] of [['sd_jwt', 'dc+sd-jwt'], ['mdoc', 'mso_mdoc']] as const) {
      for (let count = 0; count < WARM_UP; count += 1) await show(format);
      const times: number[] = [];
      for (let count = 0; count < EACH; count += 1) times.push(await show(format));
      const { p50Ms: p50, p95Ms: p95 } = percentilesOf(times);
      figures[`${name}_p50_ms`] = p50;
      figures[`${name}_p95_ms`] = p95;
      say(`${format}: ${p50.toFixed(1)} ms, 95 % within ${p95.toFixed(1)} ms`);
    }
    return figures;
  } finally {
    await app.close();
    status.close();
    await database.close();
  }
}
