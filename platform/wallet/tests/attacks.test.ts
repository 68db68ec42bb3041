import assert from 'node:assert/strict';
import { after, mock, test } from 'node:test';
import { lookAtPresentation, readPerson } from '../actions/look-at-presentation.ts';
import { readTrustList } from '../domain/trust-list.ts';
import { answer, askedPaths, b64, jwe, jws, newPair, presentMdoc, presentSdJwt, publicJwk, sha256, TestIssuer, type WalletRequest } from '../testing/index.ts';
import { aRequest, PERSON, type ARequest } from './presentation-kit.ts';
import { openWalletStand, STATUS_ADDRESS, trust } from './stand.ts';

const stand = await openWalletStand();
const { house, issuer, app, log } = stand;
const now = () => house.clock.now();
const holder = newPair();
let statusAnswer: () => Response | Promise<Response>;
const listOf = (text: string, type = 'application/statuslist+jwt') => new Response(text, { headers: { 'content-type': type } });
const good = () => listOf(issuer.statusList({ 11: 1, 12: 2, 13: 3 }, { now: now() }));
mock.method(globalThis, 'fetch', async (address: string) => {
  assert.ok(address.startsWith(STATUS_ADDRESS), `asked ${address}`);
  return statusAnswer();
});
after(async () => { await app.close(); });

const paths = (request: WalletRequest) => askedPaths(request, 'dc+sd-jwt');
const seconds = () => Math.floor(now().getTime() / 1000);
type Send = ReturnType<ARequest['send']>;
const sdJwt = (asked: ARequest, presentation: string): Send => asked.send({ response: answer(asked.request, 'pid-sd-jwt', presentation) });
const mdoc = (asked: ARequest, presentation: string): Send => asked.send({ response: answer(asked.request, 'pid-mdoc', presentation) });
const shown = (asked: ARequest, credential = issuer.sdJwt(PERSON, holder, { now: now() }), options: Partial<Parameters<typeof presentSdJwt>[4]> = {}, key = holder) => presentSdJwt(credential, paths(asked.request), asked.request, key, { now: now(), ...options });
const elements = (asked: ARequest) => askedPaths(asked.request, 'mso_mdoc');
const shownMdoc = (asked: ARequest, credential = issuer.mdoc(PERSON, holder, { now: now() }), options: Parameters<typeof presentMdoc>[4] = {}, key = holder) => presentMdoc(credential, elements(asked), asked.request, key, options);

test.beforeEach(() => {
  house.clock.advanceMs(120_000);
  statusAnswer = good;
  log.length = 0;
});

for (const format of ['dc+sd-jwt', 'mso_mdoc'] as const) {
  for (const enc of ['A256GCM', 'A128GCM'] as const) {
    test(`a rightful ${format}, encrypted by ${enc}, tells exactly what was asked for`, async () => {
      const asked = await aRequest(stand);
      const [id, presentation] = format === 'mso_mdoc' ? ['pid-mdoc', shownMdoc(asked)] as const : ['pid-sd-jwt', shown(asked)] as const;
      const sent = await asked.send({ response: answer(asked.request, id, presentation, { enc }) });
      assert.equal(sent.statusCode, 200, `${sent.body} ${JSON.stringify(log)}`);
      const back = new URL((sent.json() as { redirect_uri: string }).redirect_uri);
      assert.equal((await lookAtPresentation(house, asked.key)).state, 'answered');
      const returned = await app.inject({ url: back.pathname + back.search, headers: { cookie: asked.cookie } });
      assert.equal(returned.statusCode, 303, 'the same browser goes straight on');
      const person = await readPerson(house, asked.key);
      assert.deepEqual({ ...person, at: undefined, holder: undefined }, {
        holder: undefined, level: 'high', issuer: 'Test-Ausweis (Vorführung)', format, at: undefined,
        attributes: { givenName: 'Mika', familyName: 'Sommerfeld-Probe', birthDate: '1987-04-12', street: 'Erfundene Gasse', postcode: '00000', town: 'Musterstadt' },
      });
    });
  }
}

test('the request asks wallets as HAIP wants it', async () => {
  const { request } = await aRequest(stand);
  assert.match(request.client_id, /^x509_hash:[\w-]{43}$/u);
  assert.equal(request.wallet_nonce, 'abc');
  assert.deepEqual(paths(request), ['given_name', 'family_name', 'birthdate', 'address.street_address', 'address.postal_code', 'address.locality']);
  assert.deepEqual(Object.keys(request.client_metadata.jwks.keys[0]).toSorted(), ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'], 'the private key is not told');
});

const stranger = new TestIssuer({ statusAddress: STATUS_ADDRESS, now: now() });
const credential = (options: Partial<Parameters<TestIssuer['sdJwt']>[2]> = {}, person: object = PERSON) => issuer.sdJwt(person, holder, { now: now(), ...options });
const ATTACKS: readonly (readonly [name: string, reason: string, attack: (asked: ARequest) => Send | Promise<Send>])[] = [
  // The answer as a whole
  ['sends the presentation unencrypted', 'response-not-encrypted', (asked) => asked.send({ vp_token: JSON.stringify({ 'pid-sd-jwt': [shown(asked)] }) })],
  ['sends a signed token instead of an encrypted one', 'response-not-encrypted', (asked) => asked.send({ response: jws({ alg: 'ES256', kid: 'x' }, { vp_token: { 'pid-sd-jwt': [shown(asked)] } }, holder.privateKey) })],
  ['hides an unsigned token in the encryption', 'response-format', (asked) => asked.send({ response: jwe(`${b64({ alg: 'none', kid: 'x' })}.${b64({ vp_token: { 'pid-sd-jwt': [shown(asked)] } })}.`, asked.request.client_metadata.jwks.keys[0]) })],
  ['encrypts to a key of its own', 'response-key', (asked) => asked.send({ response: jwe(JSON.stringify({ vp_token: { 'pid-sd-jwt': [shown(asked)] } }), { ...publicJwk(holder), kid: 'answer' } as never) })],
  ['names another key', 'response-key', (asked) => asked.send({ response: answer(asked.request, 'pid-sd-jwt', shown(asked), { header: { kid: 'other' } }) })],
  ['claims another algorithm of encryption', 'response-algorithm', (asked) => asked.send({ response: answer(asked.request, 'pid-sd-jwt', shown(asked), { header: { alg: 'RSA-OAEP' } }) })],
  ['asks for decompression', 'response-algorithm', (asked) => asked.send({ response: answer(asked.request, 'pid-sd-jwt', shown(asked), { header: { zip: 'DEF' } }) })],
  ['sends far too much', 'response-too-large', (asked) => asked.send({ response: 'a'.repeat(270_000) })],
  ['answers under a name that was not asked', 'response-format', (asked) => asked.send({ response: answer(asked.request, 'pid-other', shown(asked)) })],
  ['shows two credentials at once', 'response-format', (asked) => asked.send({ response: jwe(JSON.stringify({ vp_token: { 'pid-sd-jwt': [shown(asked), shown(asked)] } }), asked.request.client_metadata.jwks.keys[0]) })],
  ['answers both questions', 'response-format', (asked) => asked.send({ response: jwe(JSON.stringify({ vp_token: { 'pid-sd-jwt': [shown(asked)], 'pid-mdoc': [shownMdoc(asked)] } }), asked.request.client_metadata.jwks.keys[0]) })],
  // The credential
  ['signs nothing (alg none)', 'token-algorithm', (asked) => sdJwt(asked, shown(asked, credential({ header: { alg: 'none' } })))],
  ['signs by a shared secret (alg HS256)', 'token-algorithm', (asked) => sdJwt(asked, shown(asked, credential({ header: { alg: 'HS256' } })))],
  ['is a token of another type', 'token-type', (asked) => sdJwt(asked, shown(asked, credential({ header: { typ: 'JWT' } })))],
  ['has a critical header', 'token-critical-header', (asked) => sdJwt(asked, shown(asked, credential({ header: { crit: ['exp'] } })))],
  ['points to a key on the net (jku)', 'token-remote-key', (asked) => sdJwt(asked, shown(asked, credential({ header: { jku: 'https://evil.example/jwks' } })))],
  ['brings a key instead of a certificate (jwk)', 'issuer-certificate-missing', (asked) => { const own = newPair(); return sdJwt(asked, shown(asked, credential({ header: { x5c: undefined, jwk: publicJwk(own) }, signer: own }))); }],
  ['brings no certificate that can be read', 'issuer-certificate-unreadable', (asked) => sdJwt(asked, shown(asked, credential({ header: { x5c: ['AAAA'] } })))],
  ['comes from an issuer that nobody trusts', 'issuer-untrusted', (asked) => sdJwt(asked, shown(asked, stranger.sdJwt(PERSON, holder, { now: now() })))],
  ['hangs a trusted certificate behind its own', 'issuer-untrusted', (asked) => sdJwt(asked, shown(asked, stranger.sdJwt(PERSON, holder, { now: now(), header: { x5c: [stranger.signerCertificate.toString('base64'), issuer.authorityCertificate.toString('base64')] } })))],
  ['shows the trusted certificate and signs by another key (key confusion)', 'issuer-signature', (asked) => sdJwt(asked, shown(asked, credential({ signer: stranger.signer })))],
  ['is signed by the holder with the issuer\'s certificate', 'issuer-signature', (asked) => sdJwt(asked, shown(asked, credential({ signer: holder })))],
  ['is signed by the authority above, which signs certificates only', 'issuer-certificate-use', (asked) => sdJwt(asked, shown(asked, credential({ signer: issuer.authority, header: { x5c: [issuer.authorityCertificate.toString('base64')] } })))],
  ['was changed after it was signed', 'issuer-signature', (asked) => { const made = credential(); const [head, body = '', tail] = made.jwt.split('.'); const changed = b64({ ...JSON.parse(Buffer.from(body, 'base64url').toString()) as object, exp: seconds() + 1e6 }); return sdJwt(asked, shown(asked, { ...made, jwt: `${head}.${changed}.${tail}` })); }],
  ['is of another type than was asked for', 'credential-type', (asked) => sdJwt(asked, shown(asked, credential({ payload: { vct: 'urn:eudi:diploma:1' } })))],
  ['is of a type that this issuer may not give', 'issuer-not-for-this-type', (asked) => sdJwt(asked, shown(asked, credential({ payload: { vct: 'urn:eudi:pid:1' } })))],
  ['has expired', 'credential-expired', (asked) => sdJwt(asked, shown(asked, credential({ payload: { exp: seconds() - 1 } })))],
  ['never ends', 'credential-without-end', (asked) => sdJwt(asked, shown(asked, credential({ payload: { exp: undefined } })))],
  ['is not valid yet', 'credential-not-yet-valid', (asked) => sdJwt(asked, shown(asked, credential({ payload: { nbf: seconds() + 3600 } })))],
  ['was issued in the future', 'credential-from-the-future', (asked) => sdJwt(asked, shown(asked, credential({ payload: { iat: seconds() + 3600 } })))],
  ['has a time that is none', 'token-malformed', (asked) => sdJwt(asked, shown(asked, credential({ payload: { exp: '9999999999' } })))],
  ['uses a weak hash', 'credential-hash-algorithm', (asked) => sdJwt(asked, shown(asked, credential({ payload: { _sd_alg: 'md5' } })))],
  // Disclosures
  ['adds a forged disclosure (is_admin)', 'disclosure-not-referenced', (asked) => sdJwt(asked, shown(asked, credential(), { more: [b64(['salt', 'is_admin', true])] }))],
  ['replaces a disclosure by one with another value', 'disclosure-not-referenced', (asked) => { const made = credential(); return sdJwt(asked, shown(asked, { ...made, disclosures: { ...made.disclosures, family_name: b64(['salt', 'family_name', 'Anders']) } })); }],
  ['shows the same disclosure twice', 'disclosure-twice', (asked) => { const made = credential(); return sdJwt(asked, shown(asked, made, { more: [made.disclosures['given_name'] ?? ''] })); }],
  ['shows more than was asked for', 'disclosure-not-asked-for', (asked) => sdJwt(asked, presentSdJwt(credential({}, { ...PERSON, nationalities: ['DE'] }), [...paths(asked.request), 'nationalities'], asked.request, holder, { now: now() }))],
  ['brings a disclosure that is no list', 'disclosure-malformed', (asked) => sdJwt(asked, shown(asked, credential(), { more: [b64('{"a":1}')] }))],
  ['overwrites the holder\'s key by a disclosure', 'disclosure-reserved-name', (asked) => { const text = b64(['salt', 'cnf', { jwk: publicJwk(newPair()) }]); const made = credential({ payload: { _sd: [b64(sha256(text))] } }); return sdJwt(asked, shown(asked, { jwt: made.jwt, disclosures: {} }, { more: [text] })); }],
  ['overwrites a claim by a disclosure', 'disclosure-overwrites', (asked) => { const text = b64(['salt', 'given_name', 'Zweite']); const made = credential({ payload: { given_name: 'Erste', _sd: [b64(sha256(text))] } }); return sdJwt(asked, shown(asked, { jwt: made.jwt, disclosures: {} }, { more: [text] })); }],
  ['names one digest twice', 'digest-twice', (asked) => { const text = b64(['salt', 'given_name', 'Mika']); const digest = b64(sha256(text)); const made = credential({ payload: { _sd: [digest, digest] } }); return sdJwt(asked, shown(asked, { jwt: made.jwt, disclosures: {} }, { more: [text] })); }],
  ['leaves out what was asked for', 'claims-missing', (asked) => sdJwt(asked, presentSdJwt(credential(), ['given_name', 'family_name'], asked.request, holder, { now: now() }))],
  ['shows a birth date that is none', 'claims-unusable', (asked) => sdJwt(asked, shown(asked, credential({}, { ...PERSON, birthdate: '12.4.1987' })))],
  ['hides markup with control characters in a name', 'claims-unusable', (asked) => sdJwt(asked, shown(asked, credential({}, { ...PERSON, given_name: 'Mika\u0000\u001b' })))],
  // Key binding
  ['brings no key binding', 'key-binding-missing', (asked) => { const made = shown(asked); return sdJwt(asked, made.slice(0, made.lastIndexOf('~') + 1)); }],
  ['is bound by somebody else\'s key (stolen credential)', 'key-binding-signature', (asked) => sdJwt(asked, shown(asked, credential(), {}, newPair()))],
  ['is bound by no signature', 'token-algorithm', (asked) => sdJwt(asked, shown(asked, credential(), { head: { alg: 'none' } }))],
  ['binds by a token of another type', 'key-binding-type', (asked) => sdJwt(asked, shown(asked, credential(), { head: { typ: 'JWT' } }))],
  ['is bound to another verifier', 'key-binding-audience', (asked) => sdJwt(asked, shown(asked, credential(), { binding: { aud: 'x509_hash:somebody-else' } }))],
  ['is bound to several verifiers', 'key-binding-audience', (asked) => sdJwt(asked, shown(asked, credential(), { binding: { aud: [asked.request.client_id, 'https://evil.example'] } }))],
  ['is bound to another request', 'key-binding-nonce', (asked) => sdJwt(asked, shown(asked, credential(), { binding: { nonce: 'another' } }))],
  ['was bound before the request', 'key-binding-too-old', (asked) => sdJwt(asked, shown(asked, credential(), { binding: { iat: seconds() - 600 } }))],
  ['is bound in the future', 'key-binding-from-the-future', (asked) => sdJwt(asked, shown(asked, credential(), { binding: { iat: seconds() + 600 } }))],
  ['has no time of binding', 'key-binding-too-old', (asked) => sdJwt(asked, shown(asked, credential(), { binding: { iat: undefined } }))],
  ['is bound to other disclosures (sd_hash)', 'key-binding-hash', (asked) => sdJwt(asked, shown(asked, credential(), { binding: { sd_hash: b64(sha256('other')) } }))],
  ['has no holder', 'holder-key-missing', (asked) => sdJwt(asked, shown(asked, credential({ payload: { cnf: undefined } })))],
  ['has a holder with a key on another curve', 'holder-key-unusable', (asked) => sdJwt(asked, shown(asked, credential({ payload: { cnf: { jwk: { ...publicJwk(holder), crv: 'P-384' } } } })))],
  ['has a holder with a symmetric key', 'holder-key-unusable', (asked) => sdJwt(asked, shown(asked, credential({ payload: { cnf: { jwk: { kty: 'oct', k: 'AAAA' } } } })))],
  // Status
  ['was revoked', 'status-revoked', (asked) => sdJwt(asked, shown(asked, credential({ index: 11 })))],
  ['is suspended', 'status-suspended', (asked) => sdJwt(asked, shown(asked, credential({ index: 12 })))],
  ['has a status that nobody knows', 'status-unknown', (asked) => sdJwt(asked, shown(asked, credential({ index: 13 })))],
  ['has no status', 'status-missing', (asked) => sdJwt(asked, shown(asked, credential({ payload: { status: undefined } })))],
  ['points outside the status list', 'status-out-of-range', (asked) => sdJwt(asked, shown(asked, credential({ index: 1_000_000 })))],
  ['sends us to an inner address for its status (SSRF)', 'status-address', (asked) => sdJwt(asked, shown(asked, credential({ payload: { status: { status_list: { idx: 0, uri: 'http://169.254.169.254/latest' } } } })))],
  ['climbs out of the allowed address', 'status-address', (asked) => sdJwt(asked, shown(asked, credential({ payload: { status: { status_list: { idx: 0, uri: `${STATUS_ADDRESS}../../admin` } } } })))],
  ['has a status list that nobody answers for', 'status-unreachable', (asked) => { statusAnswer = () => Promise.reject(new Error('connection refused')); return sdJwt(asked, shown(asked)); }],
  ['has a status list that fails', 'status-unreachable', (asked) => { statusAnswer = () => new Response('', { status: 503 }); return sdJwt(asked, shown(asked)); }],
  ['has a status list of another kind', 'status-unreachable', (asked) => { statusAnswer = () => listOf('<html>', 'text/html'); return sdJwt(asked, shown(asked)); }],
  ['has a status list that is no token', 'status-unreadable', (asked) => { statusAnswer = () => listOf('hello'); return sdJwt(asked, shown(asked)); }],
  ['has a status list that somebody else signed', 'status-signature', (asked) => { statusAnswer = () => listOf(issuer.statusList({}, { now: now(), signer: stranger.signer })); return sdJwt(asked, shown(asked)); }],
  ['has a status list about another address', 'status-subject', (asked) => { statusAnswer = () => listOf(issuer.statusList({}, { now: now(), payload: { sub: `${STATUS_ADDRESS}2` } })); return sdJwt(asked, shown(asked)); }],
  ['has an old status list', 'status-expired', (asked) => { statusAnswer = () => listOf(issuer.statusList({}, { now: now(), payload: { iat: seconds() - 9000, exp: seconds() - 3600 } })); return sdJwt(asked, shown(asked)); }],
  ['has a status list without an end', 'status-expired', (asked) => { statusAnswer = () => listOf(issuer.statusList({}, { now: now(), payload: { exp: undefined, ttl: undefined } })); return sdJwt(asked, shown(asked)); }],
  // mdoc
  ['shows bytes that are no mdoc', 'document-malformed', (asked) => mdoc(asked, b64(Buffer.from('hello')))],
  ['shows two documents', 'document-more-than-one', (asked) => mdoc(asked, shownMdoc(asked, undefined, { twice: true }))],
  ['shows a document of another type', 'credential-type', (asked) => mdoc(asked, shownMdoc(asked, issuer.mdoc(PERSON, holder, { now: now(), type: 'org.iso.18013.5.1.mDL' }), { type: 'org.iso.18013.5.1.mDL' }))],
  ['shows a document under another type than was signed', 'credential-type', (asked) => mdoc(asked, shownMdoc(asked, issuer.mdoc(PERSON, holder, { now: now(), type: 'org.iso.18013.5.1.mDL' })))],
  ['shows a document of an issuer that nobody trusts', 'issuer-untrusted', (asked) => mdoc(asked, shownMdoc(asked, stranger.mdoc(PERSON, holder, { now: now() })))],
  ['shows the trusted certificate in a document that another key signed', 'document-issuer', (asked) => mdoc(asked, shownMdoc(asked, issuer.mdoc(PERSON, holder, { now: now(), signer: stranger.signer })))],
  ['shows a document signed by another algorithm', 'token-algorithm', (asked) => mdoc(asked, shownMdoc(asked, issuer.mdoc(PERSON, holder, { now: now(), algorithm: -35 })))],
  ['shows an expired document', 'credential-expired', (asked) => mdoc(asked, shownMdoc(asked, issuer.mdoc(PERSON, holder, { now: new Date(now().getTime() - 10 * 86_400_000), until: new Date(now().getTime() - 1000) })))],
  ['shows a document that is signed by somebody else (stolen)', 'document-holder', (asked) => mdoc(asked, shownMdoc(asked, undefined, {}, newPair()))],
  ['shows a document signed for another request', 'document-holder', (asked) => mdoc(asked, presentMdoc(issuer.mdoc(PERSON, holder, { now: now() }), elements(asked), { ...asked.request, nonce: 'another' }, holder))],
  ['shows a document signed for another address', 'document-holder', (asked) => mdoc(asked, presentMdoc(issuer.mdoc(PERSON, holder, { now: now() }), elements(asked), { ...asked.request, response_uri: 'https://evil.example/' }, holder))],
  ['shows an element that the issuer did not sign', 'document-integrity', (asked) => { const [made, other] = [issuer.mdoc(PERSON, holder, { now: now() }), issuer.mdoc({ ...PERSON, family_name: 'Anders' }, holder, { now: now() })]; return mdoc(asked, shownMdoc(asked, { ...made, items: { ...made.items, family_name: other.items['family_name']! } })); }],
  ['shows an element that was not asked for', 'disclosure-not-asked-for', (asked) => mdoc(asked, presentMdoc(issuer.mdoc(PERSON, holder, { now: now() }), [...elements(asked), 'resident_house_number'], asked.request, holder))],
  ['shows one element twice', 'disclosure-twice', (asked) => mdoc(asked, presentMdoc(issuer.mdoc(PERSON, holder, { now: now() }), [...elements(asked), 'given_name'], asked.request, holder))],
  ['leaves out an element', 'claims-missing', (asked) => mdoc(asked, presentMdoc(issuer.mdoc(PERSON, holder, { now: now() }), ['given_name'], asked.request, holder))],
  ['shows a revoked document', 'status-revoked', (asked) => mdoc(asked, shownMdoc(asked, issuer.mdoc(PERSON, holder, { now: now(), index: 11 })))],
];

for (const [name, reason, attack] of ATTACKS) {
  test(`a wallet that ${name} is refused: ${reason}`, async () => {
    const asked = await aRequest(stand);
    const sent = await attack(asked);
    assert.equal(sent.statusCode, 400, sent.body);
    assert.equal(log.at(-1)?.reason, reason);
    assert.doesNotMatch(JSON.stringify(log), /Mika|Sommerfeld|1987-04-12|12\.4\.1987|Erfundene/u, 'nothing of the person is in the log');
    await assert.rejects(readPerson(house, asked.key));
    const { state } = await lookAtPresentation(house, asked.key);
    assert.ok(state === 'refused' || state === 'waiting');
    const page = await app.inject({ url: asked.page, headers: { cookie: asked.cookie } });
    assert.equal(page.statusCode, 200);
    if (state === 'refused') assert.match(page.body, /Das hat nicht geklappt/u);
    assert.doesNotMatch(page.body, new RegExp(reason, 'u'), 'the page speaks plainly');
  });
}

test('at least sixty attacks are listed', () => {
  assert.ok(ATTACKS.length >= 60, String(ATTACKS.length));
});

test('an answer counts once: the same again, and a better one, come too late', async () => {
  const asked = await aRequest(stand);
  const response = answer(asked.request, 'pid-sd-jwt', shown(asked));
  assert.equal((await asked.send({ response })).statusCode, 200);
  assert.equal((await asked.send({ response })).statusCode, 410);
  assert.equal(log.at(-1)?.reason, 'request-answered-already');
  const both = await aRequest(stand);
  const one = answer(both.request, 'pid-sd-jwt', shown(both));
  const sent = await Promise.all([both.send({ response: one }), both.send({ response: one })]);
  assert.deepEqual(sent.map(({ statusCode }) => statusCode).toSorted(), [200, 410], 'also when both come at once');
});

test('a presentation for one request does not fit another', async () => {
  const [first, second] = [await aRequest(stand), await aRequest(stand)];
  const sent = await second.send({ response: answer(second.request, 'pid-sd-jwt', shown(first)) });
  assert.equal(sent.statusCode, 400);
  assert.equal(log.at(-1)?.reason, 'key-binding-nonce');
});

test('what cannot be decrypted does not end the request', async () => {
  const asked = await aRequest(stand);
  assert.equal((await asked.send({ response: jwe('{}', { ...publicJwk(holder), kid: 'answer' } as never) })).statusCode, 400);
  assert.equal((await sdJwt(asked, shown(asked))).statusCode, 200);
});

test('an answer after ten minutes comes too late', async () => {
  const asked = await aRequest(stand);
  const response = answer(asked.request, 'pid-sd-jwt', shown(asked));
  house.clock.advanceMs(11 * 60_000);
  assert.equal((await asked.send({ response })).statusCode, 410);
  assert.equal(log.at(-1)?.reason, 'request-expired');
});

test('requests that nobody made, and those of another authority, do not exist', async () => {
  const asked = await aRequest(stand);
  for (const address of [`/wallet/${stand.other}/requests/${asked.id}`, `/wallet/${stand.tenant}/requests/${stand.other}`, '/wallet/x/requests/y']) assert.equal((await app.inject({ url: address })).statusCode, 404, address);
});

test('a trust list that is out of date, or gone, lets nobody in', async (t) => {
  t.after(() => trust(house.config.dataDir, issuer.trustList('2026-11-01', '2027-12-31')));
  const asked = await aRequest(stand);
  trust(house.config.dataDir, issuer.trustList('2026-11-01', '2026-11-02'));
  assert.equal((await sdJwt(asked, shown(asked))).statusCode, 400);
  assert.equal(log.at(-1)?.reason, 'trust-list-expired');
});

test('issuers for tests cannot be trusted in production', () => {
  const list = issuer.trustList('2026-11-01', '2027-12-31');
  assert.throws(() => readTrustList(list, { isProduction: true }), /Tests/u);
  assert.doesNotThrow(() => readTrustList(list, { isProduction: false }));
  assert.throws(() => readTrustList({ ...list, more: 1 }, { isProduction: false }), /Form/u);
});
