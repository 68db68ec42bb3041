import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, test } from 'node:test';
import { newId } from '@allmende/database';
import { changeCredentialStatus, checkCredential, createOffer, DOG_TAX_BADGE, revokeCredentials } from '../index.ts';
import { rotateIssuerKey } from '../actions/rotate-issuer-key.ts';
import { discloseClaims } from '../domain/disclose-claims.ts';
import { b64, jws, newPair, publicJwk, sha256, type Pair } from '../testing/index.ts';
import { openWalletStand } from './stand.ts';

const stand = await openWalletStand();
const { app, house, tenant, ctx } = stand;
after(async () => { await app.close(); });
const issuer = `http://allmende.test/wallet/${tenant}`;
const staff = { ...ctx, actor: { kind: 'staff' as const, accountId: newId(), name: 'Probe Beispiel', grants: [{ tenant, role: 'digital-officer' as const }] } };
const seconds = () => Math.floor(house.clock.now().getTime() / 1000);
const CLAIMS = { badge_number: '7K3M-92QX-4TBN', dog_name: 'Bello-Probe', keeper_family_name: 'Sommerfeld-Probe' };

async function offered() {
  const about = newId();
  const made = await createOffer(ctx, { type: DOG_TAX_BADGE.id, about, number: CLAIMS.badge_number, claims: CLAIMS });
  const offer = JSON.parse(new URL(made.wallet).searchParams.get('credential_offer') ?? '') as { grants: Record<string, { 'pre-authorized_code': string }> };
  return { ...made, about, code: Object.values(offer.grants)[0]?.['pre-authorized_code'] ?? '' };
}

type Tweak = { readonly payload?: object; readonly header?: object; readonly signer?: Pair };
const dpop = (key: Pair, htu: string, { payload, header, signer }: Tweak = {}) => jws({ alg: 'ES256', typ: 'dpop+jwt', jwk: publicJwk(key), ...header }, { htm: 'POST', htu, jti: randomUUID(), iat: seconds(), ...payload }, (signer ?? key).privateKey);
const token = (code: string, pin: string, proof: string | undefined, more: Record<string, string> = {}) => app.inject({
  method: 'POST', url: `/wallet/${tenant}/token`, headers: { 'content-type': 'application/x-www-form-urlencoded', ...(proof === undefined ? {} : { dpop: proof }) },
  payload: new URLSearchParams({ grant_type: 'urn:ietf:params:oauth:grant-type:pre-authorized_code', 'pre-authorized_code': code, tx_code: pin, ...more }).toString(),
});
const nonce = async () => ((await app.inject({ method: 'POST', url: `/wallet/${tenant}/nonce` })).json() as { c_nonce: string }).c_nonce;
const keyProof = async (key: Pair, { payload, header, signer }: Tweak = {}) => jws({ alg: 'ES256', typ: 'openid4vci-proof+jwt', jwk: publicJwk(key), ...header }, { aud: issuer, iat: seconds(), nonce: await nonce(), ...payload }, (signer ?? key).privateKey);
const collect = (accessToken: string, proof: string, body: object) => app.inject({ method: 'POST', url: `/wallet/${tenant}/credential`, headers: { 'content-type': 'application/json', authorization: `DPoP ${accessToken}`, dpop: proof }, payload: JSON.stringify(body) });
const ath = (accessToken: string) => ({ ath: b64(sha256(accessToken)) });
const wish = (proof: string) => ({ credential_configuration_id: 'dog-tax-badge', proofs: { jwt: [proof] } });

async function tokenFor(key: Pair) {
  const made = await offered();
  const answered = await token(made.code, made.pin, dpop(key, `${issuer}/token`));
  assert.equal(answered.statusCode, 200, answered.body);
  return { ...made, accessToken: (answered.json() as { access_token: string }).access_token };
}

async function fetched(key = newPair()) {
  const made = await tokenFor(key);
  const answered = await collect(made.accessToken, dpop(key, `${issuer}/credential`, { payload: ath(made.accessToken) }), wish(await keyProof(key)));
  assert.equal(answered.statusCode, 200, answered.body);
  const { credentials } = answered.json() as { credentials: [{ credential: string }] };
  return { ...made, key, credential: credentials[0].credential };
}

test('a wallet fetches a badge, anybody can check it, and its claims are shown one by one', async () => {
  const { credential, key } = await fetched();
  const [head = '', body = ''] = credential.split('.');
  const payload = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown> & { status: { status_list: { uri: string; idx: number } } };
  assert.doesNotMatch(Buffer.from(body, 'base64url').toString(), /Bello|Sommerfeld/u, 'nothing stands open in the credential');
  assert.deepEqual(payload['cnf'], { jwk: publicJwk(key) });
  assert.deepEqual({ ...discloseClaims(payload, credential.split('~').slice(1, -1)).claims, ...CLAIMS }, { ...discloseClaims(payload, credential.split('~').slice(1, -1)).claims });
  const checked = await checkCredential(house, credential);
  assert.equal(checked.verdict, 'valid');
  assert.ok('claims' in checked && checked.claims.some(({ value }) => value === 'Bello-Probe'));
  const hidden = await checkCredential(house, `${credential.split('~')[0]}~`);
  assert.ok('claims' in hidden && hidden.verdict === 'valid' && hidden.claims.length === 0, 'what the holder hides stays hidden');
  const { jwks } = (await app.inject({ url: `/.well-known/jwt-vc-issuer/wallet/${tenant}` })).json() as { jwks: { keys: { kid: string }[] } };
  assert.ok(jwks.keys.some(({ kid }) => kid === (JSON.parse(Buffer.from(head, 'base64url').toString()) as { kid: string }).kid), 'the key is published');
  const metadata = (await app.inject({ url: `/.well-known/openid-credential-issuer/wallet/${tenant}` })).json() as { credential_issuer: string };
  assert.equal(metadata.credential_issuer, issuer);
  const list = await app.inject({ url: new URL(payload.status.status_list.uri).pathname });
  assert.equal(list.headers['content-type'], 'application/statuslist+jwt');
});

test('a withdrawn, suspended, expired, changed or foreign certificate is named as what it is', async () => {
  const one = await fetched();
  assert.equal(await revokeCredentials(staff, { type: 'dog-tax-badge', number: CLAIMS.badge_number, reason: 'ended' }) > 0, true);
  assert.equal((await checkCredential(house, one.credential)).verdict, 'revoked');
  const two = await fetched();
  const { rows } = await stand.database.inTenant(tenant, (tx) => tx.client.query<{ id: string }>('select id from wallet.credential where about = $1', [two.about]));
  const id = rows[0]?.id ?? '';
  await changeCredentialStatus(staff, { credential: id, status: 'suspended', reason: 'Prüfung' });
  assert.equal((await checkCredential(house, two.credential)).verdict, 'suspended');
  await changeCredentialStatus(staff, { credential: id, status: 'valid', reason: 'Prüfung beendet' });
  assert.equal((await checkCredential(house, two.credential)).verdict, 'valid');
  await assert.rejects(changeCredentialStatus({ ...ctx, tenant }, { credential: id, status: 'revoked', reason: 'x' }), 'a citizen may not');
  await assert.rejects(changeCredentialStatus({ ...staff, tenant: stand.other }, { credential: id, status: 'revoked', reason: 'x' }), 'nor another authority');
  const parts = two.credential.split('~');
  const [head, body = '', tail] = (parts[0] ?? '').split('.');
  const changed = b64({ ...JSON.parse(Buffer.from(body, 'base64url').toString()) as object, exp: seconds() + 1e8 });
  assert.equal((await checkCredential(house, [`${head}.${changed}.${tail}`, ...parts.slice(1)].join('~'))).verdict, 'forged');
  assert.equal((await checkCredential(house, `${two.credential}${b64(['salt', 'dog_name', 'Anders'])}~`)).verdict, 'forged');
  assert.equal((await checkCredential(house, `${jws({ alg: 'ES256', typ: 'dc+sd-jwt' }, { iss: 'https://elsewhere.example' }, newPair().privateKey)}~`)).verdict, 'foreign');
  assert.equal((await checkCredential(house, 'hallo')).verdict, 'unreadable');
});

test('a new key signs new badges, and old ones stay valid', async () => {
  const before = await fetched();
  await assert.rejects(rotateIssuerKey(ctx));
  await rotateIssuerKey(staff);
  const afterwards = await fetched();
  const kid = (credential: string) => (JSON.parse(Buffer.from(credential.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }).kid;
  assert.notEqual(kid(before.credential), kid(afterwards.credential));
  assert.deepEqual([(await checkCredential(house, before.credential)).verdict, (await checkCredential(house, afterwards.credential)).verdict], ['valid', 'valid']);
});

const TOKEN_ATTACKS: readonly (readonly [string, string, (made: Awaited<ReturnType<typeof offered>>, key: Pair) => ReturnType<typeof token>])[] = [
  ['guesses the PIN', 'pin-wrong', (made, key) => token(made.code, made.pin === '000000' ? '000001' : '000000', dpop(key, `${issuer}/token`))],
  ['guesses the code', 'code-unknown', (made, key) => token(`${made.code}x`, made.pin, dpop(key, `${issuer}/token`))],
  ['brings no DPoP', 'dpop-missing', (made) => token(made.code, made.pin, undefined)],
  ['brings DPoP for another address', 'dpop-address', (made, key) => token(made.code, made.pin, dpop(key, 'https://elsewhere.example/token'))],
  ['brings DPoP for another method', 'dpop-method', (made, key) => token(made.code, made.pin, dpop(key, `${issuer}/token`, { payload: { htm: 'GET' } }))],
  ['brings old DPoP', 'dpop-too-old', (made, key) => token(made.code, made.pin, dpop(key, `${issuer}/token`, { payload: { iat: seconds() - 3600 } }))],
  ['brings DPoP signed by another key', 'signature', (made, key) => token(made.code, made.pin, dpop(key, `${issuer}/token`, { signer: newPair() }))],
  ['brings unsigned DPoP', 'token-algorithm', (made, key) => token(made.code, made.pin, dpop(key, `${issuer}/token`, { header: { alg: 'none' } }))],
  ['uses another grant', 'grant-type', (made, key) => token(made.code, made.pin, dpop(key, `${issuer}/token`), { grant_type: 'client_credentials' })],
];

for (const [name, reason, attack] of TOKEN_ATTACKS) {
  test(`a wallet that ${name} gets no token: ${reason}`, async () => {
    stand.log.length = 0;
    const answered = await attack(await offered(), newPair());
    assert.equal(answered.statusCode, 400, answered.body);
    assert.equal(stand.log.at(-1)?.reason, reason);
  });
}

test('a code is good once, a proof of DPoP too, and five wrong PINs end an offer', async () => {
  const key = newPair();
  const made = await offered();
  const [one, two] = await Promise.all([token(made.code, made.pin, dpop(key, `${issuer}/token`)), token(made.code, made.pin, dpop(key, `${issuer}/token`))]);
  assert.deepEqual([one.statusCode, two.statusCode].toSorted(), [200, 400]);
  const other = await offered();
  const proof = dpop(key, `${issuer}/token`);
  await token('unknown', '000000', proof);
  assert.equal((await token(other.code, other.pin, proof)).statusCode, 400);
  assert.equal(stand.log.at(-1)?.reason, 'dpop-repeated');
  for (let tries = 0; tries < 5; tries += 1) await token(other.code, other.pin === '000000' ? '000001' : '000000', dpop(key, `${issuer}/token`));
  assert.equal((await token(other.code, other.pin, dpop(key, `${issuer}/token`))).statusCode, 400);
  assert.equal(stand.log.at(-1)?.reason, 'pin-tries');
});

type Made = Awaited<ReturnType<typeof tokenFor>>;
const CREDENTIAL_ATTACKS: readonly (readonly [string, string, (made: Made, key: Pair) => Promise<Awaited<ReturnType<typeof collect>>>])[] = [
  ['stole the token', 'token-of-another-key', async (made) => { const thief = newPair(); return collect(made.accessToken, dpop(thief, `${issuer}/credential`, { payload: ath(made.accessToken) }), wish(await keyProof(thief))); }],
  ['brings DPoP without the token in it', 'dpop-access-token', async (made, key) => collect(made.accessToken, dpop(key, `${issuer}/credential`), wish(await keyProof(key)))],
  ['made up a token', 'token-unknown', async (_made, key) => { const own = b64(sha256('x')); return collect(own, dpop(key, `${issuer}/credential`, { payload: ath(own) }), wish(await keyProof(key))); }],
  ['proves a key to another issuer', 'proof-audience', async (made, key) => collect(made.accessToken, dpop(key, `${issuer}/credential`, { payload: ath(made.accessToken) }), wish(await keyProof(key, { payload: { aud: 'https://elsewhere.example' } })))],
  ['uses a nonce of its own', 'proof-nonce', async (made, key) => collect(made.accessToken, dpop(key, `${issuer}/credential`, { payload: ath(made.accessToken) }), wish(await keyProof(key, { payload: { nonce: 'mine' } })))],
  ['proves somebody else\'s key', 'signature', async (made, key) => collect(made.accessToken, dpop(key, `${issuer}/credential`, { payload: ath(made.accessToken) }), wish(await keyProof(key, { signer: newPair() })))],
  ['brings an old proof', 'proof-too-old', async (made, key) => collect(made.accessToken, dpop(key, `${issuer}/credential`, { payload: ath(made.accessToken) }), wish(await keyProof(key, { payload: { iat: seconds() - 3600 } })))],
  ['asks for another credential', 'configuration', async (made, key) => collect(made.accessToken, dpop(key, `${issuer}/credential`, { payload: ath(made.accessToken) }), { ...wish(await keyProof(key)), credential_configuration_id: 'completion-certificate' })],
  ['brings no proof', 'proof-missing', async (made, key) => collect(made.accessToken, dpop(key, `${issuer}/credential`, { payload: ath(made.accessToken) }), { credential_configuration_id: 'dog-tax-badge' })],
];

for (const [name, reason, attack] of CREDENTIAL_ATTACKS) {
  test(`a wallet that ${name} gets no credential: ${reason}`, async () => {
    const key = newPair();
    const made = await tokenFor(key);
    stand.log.length = 0;
    const answered = await attack(made, key);
    assert.ok(answered.statusCode === 400 || answered.statusCode === 401, answered.body);
    assert.equal(stand.log.at(-1)?.reason, reason);
  });
}

test('a token gives one credential, and a nonce counts once', async () => {
  const key = newPair();
  const made = await tokenFor(key);
  const proof = await keyProof(key);
  const ask = () => collect(made.accessToken, dpop(key, `${issuer}/credential`, { payload: ath(made.accessToken) }), wish(proof));
  assert.equal((await ask()).statusCode, 200);
  assert.equal((await ask()).statusCode, 400);
  assert.equal(stand.log.at(-1)?.reason, 'collected-already');
  const again = await tokenFor(key);
  assert.equal((await collect(again.accessToken, dpop(key, `${issuer}/credential`, { payload: ath(again.accessToken) }), wish(proof))).statusCode, 400);
  assert.equal(stand.log.at(-1)?.reason, 'proof-nonce');
});

test('the page for checking offers the camera in every language, and may use it', async () => {
  for (const [language, label] of Object.entries({ de: 'Mit der Kamera lesen', 'de-leicht': 'Mit der Kamera lesen', en: 'Read with the camera', uk: 'Зчитати камерою', ar: 'القراءة بالكاميرا' })) {
    const page = await app.inject({ url: `/check?lang=${language}` });
    assert.equal(page.statusCode, 200, language);
    assert.ok(page.body.includes(label), language);
    assert.match(String(page.headers['permissions-policy']), /camera=\(self\)/u);
    assert.match(page.body, /<script type="module" src="\/assets\/camera-reader\.[0-9a-f]+\.js" nonce=/u);
  }
});
