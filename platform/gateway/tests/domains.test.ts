import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { newId } from '@allmende/database';
import { listCertificateHealth } from '../index.ts';
import { openStand } from './stand.ts';

const stand = await openStand();
after(() => stand.close());
const { heilbronn, tengen } = stand;
const wiki = await stand.instance(heilbronn, { app: 'open-wiki', upstream: 'http://127.0.0.1:1' });
const officer = await stand.member(heilbronn, ['digital-officer']);
const at = (slug: string, instance: string, more = '') => `/api/v1/authorities/${slug}/instances/${instance}/domains${more}`;
const call = (method: 'GET' | 'POST' | 'DELETE', url: string, who: { readonly token: string }, payload?: object) =>
  stand.web.inject({ method, url, headers: { authorization: `Bearer ${who.token}` }, ...(payload ? { payload } : {}) });

test('a program brings a domain, sees what to enter into DNS, and gives it up again', async () => {
  assert.deepEqual((await call('GET', at('heilbronn', wiki.id), officer)).json(), { domains: [] });
  const claimed = await call('POST', at('heilbronn', wiki.id), officer, { domain: 'Wiki.Stadt.Example.' });
  assert.equal(claimed.statusCode, 201);
  const domain = claimed.json<{ id: string; proof: { value: string } }>();
  assert.match(domain.proof.value, /^allmende-domain=[0-9a-f]{40}$/u);
  assert.deepEqual({ ...domain, id: '', proof: { ...domain.proof, value: '' } }, {
    id: '', domain: 'wiki.stadt.example', state: 'proof-missing', proof: { name: '_allmende-challenge.wiki.stadt.example', value: '' }, target: { name: 'wiki.stadt.example', value: new URL(wiki.address).hostname },
    checkedAt: null, provenAt: null, certificateUntil: null, problem: null,
  });
  assert.deepEqual((await call('POST', at('heilbronn', wiki.id), officer, { domain: 'wiki.stadt.example' })).json(), domain, 'a second time changes nothing');
  assert.deepEqual((await call('GET', at('heilbronn', wiki.id), officer)).json(), { domains: [domain] });
  assert.equal((await call('DELETE', at('heilbronn', wiki.id, `/${domain.id}`), officer)).statusCode, 204);
  assert.deepEqual((await call('GET', at('heilbronn', wiki.id), officer)).json(), { domains: [] });
  assert.equal((await call('DELETE', at('heilbronn', wiki.id, `/${domain.id}`), officer)).statusCode, 404);
});

test('how far the certificate is can be read, and why there is none', async () => {
  const { id } = (await call('POST', at('heilbronn', wiki.id), officer, { domain: 'karte.stadt.example' })).json<{ id: string }>();
  await stand.sql(heilbronn, 'update gateway.own_domain set verified_at = $2 where id = $1', [id, '2026-03-02T08:00:00Z']);
  const state = async () => { const { domains: [one] } = (await call('GET', at('heilbronn', wiki.id), officer)).json<{ domains: { state: string; problem: string | null; certificateUntil: string | null }[] }>(); return [one?.state, one?.problem, one?.certificateUntil]; };
  assert.deepEqual(await state(), ['certificate-pending', null, null]);
  await stand.sql(heilbronn, 'insert into gateway.certificate (tenant_id, domain, next_try_at, problem, failures) values ($1, $2, now(), $3, 1)', [heilbronn.tenant, 'karte.stadt.example', 'rate limited']);
  assert.deepEqual(await state(), ['certificate-failed', 'rate limited', null]);
  assert.deepEqual(await listCertificateHealth(stand.house), [{ tenant: heilbronn.tenant, domain: 'karte.stadt.example', notAfter: undefined, failures: 1 }]);
  await stand.sql(heilbronn, 'update gateway.certificate set problem = null, not_after = $1, sealed_key = decode(\'00\', \'hex\'), chain = \'x\'', ['2026-06-01T00:00:00Z']);
  assert.deepEqual(await state(), ['ready', null, '2026-06-01T00:00:00.000Z']);
});

test('an app that runs inside the platform has no address that a domain could lead to', async () => {
  const inside = await stand.instance(heilbronn, { app: 'no-entrance' });
  assert.equal((await call('POST', at('heilbronn', inside.id), officer, { domain: 'innen.stadt.example' })).statusCode, 422);
  const page = await stand.web.inject({ url: `/heilbronn/office/instances/${inside.id}/domains`, headers: { cookie: `allmende-session=${officer.token}` } });
  assert.match(page.body, /hat keine eigene Adresse/u);
  assert.doesNotMatch(page.body, /name="domain"/u);
});

test('what can be no domain of an authority is refused with a reason, and nobody touches the domains of others', async () => {
  for (const domain of ['localhost', 'a b.example', 'sub.apps.localhost', '192.0.2.1', 'x'.repeat(300)]) {
    const refused = await call('POST', at('heilbronn', wiki.id), officer, { domain });
    assert.ok([400, 422].includes(refused.statusCode), `${domain}: ${refused.statusCode}`);
  }
  const { id } = (await call('POST', at('heilbronn', wiki.id), officer, { domain: 'eigen.stadt.example' })).json<{ id: string }>();
  const stranger = await stand.member(tengen, ['digital-officer']);
  const auditor = await stand.member(heilbronn, ['auditor']);
  assert.equal((await call('GET', at('tengen', wiki.id), stranger)).statusCode, 404);
  assert.equal((await call('POST', at('tengen', wiki.id, `/${id}/check`), stranger)).statusCode, 404);
  assert.equal((await call('DELETE', at('tengen', wiki.id, `/${id}`), stranger)).statusCode, 404);
  assert.equal((await call('DELETE', at('heilbronn', newId(), `/${id}`), officer)).statusCode, 404);
  assert.ok([403, 404].includes((await call('GET', at('heilbronn', wiki.id), stranger)).statusCode));
  assert.equal((await call('GET', at('heilbronn', wiki.id), auditor)).statusCode, 200);
  assert.equal((await call('DELETE', at('heilbronn', wiki.id, `/${id}`), auditor)).statusCode, 403);
});
