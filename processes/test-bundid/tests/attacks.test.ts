import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { element, text } from '../canonical-xml.ts';
import { makeTestKeys, TEST_MARK } from '../keys.ts';
import { encrypted, type Encrypting } from '../encrypt.ts';
import { assertionOf, makeAnswer, newId, packed, responseAround, signedAssertion, type AnswerParts } from '../make-answer.ts';
import { testPeople } from '../people.ts';
import { signatureOver } from '../sign.ts';
import { beginAt, openStand, send, Visitor } from './stand.ts';

const stand = await openStand();
after(() => stand.close());
const { app, house, keys } = stand;
const stranger = await makeTestKeys(house.clock.now());
const outdated = await makeTestKeys(new Date(house.clock.now().getTime() - 60 * 86_400_000));
const BPK2 = 'urn:oid:1.3.6.1.4.1.25484.494450.3';
const MINUTE = 60_000;
const mia = testPeople[0]!;

function parts(request: string, changes: Partial<AnswerParts> = {}): AnswerParts {
  return {
    inResponseTo: request, issuer: TEST_MARK, audience: 'http://allmende.test/bundid/heilbronn/metadata', answerAddress: 'http://allmende.test/bundid/heilbronn/answer', contexts: [mia.context],
    attributes: [{ name: BPK2, friendlyName: 'bPK2', values: ['BPK2-mia'], trust: 'HOCH' }, ...mia.attributes], now: house.clock.now(), ...changes,
  };
}

/** The other person whom an attacker wants to be. */
const victim = [{ name: BPK2, friendlyName: 'bPK2', values: ['BPK2-victim'], trust: 'HOCH' }];
const good = (request: string, changes: Partial<AnswerParts> = {}) => makeAnswer(parts(request, changes), keys);
const evil = (request: string) => assertionOf(parts(request, { attributes: victim })).xml;
/** An answer whose wrapper is not signed, so that only the assertion's own signature counts. */
const bare = (request: string, content: readonly string[]) => responseAround(parts(request), content);

/** The certificate of Heilbronn, which everybody can read. */
const certificate = await (async () => {
  const metadata = (await app.inject({ url: '/bundid/heilbronn/metadata' })).body;
  return `-----BEGIN CERTIFICATE-----\n${/use="encryption">.*?<ds:X509Certificate>([^<]+)</su.exec(metadata)?.[1] ?? ''}\n-----END CERTIFICATE-----`;
})();
const sealed = (assertion: string, how: Partial<Encrypting> = {}) => encrypted(assertion, { certificate, ...how });

type Attack = { readonly name: string; readonly why: string; readonly forge: (request: string) => string | Buffer };

const attacks: readonly Attack[] = [
  // Signature wrapping, after Somorovsky et al., On Breaking SAML (USENIX Security 2012).
  { name: 'XSW1: the signed answer wrapped into a forged one, inside its signature', why: 'assertions', forge: (request) => { const signed = good(request); const forged = bare(request, [evil(request)]); return forged.replace('</saml2:Issuer><saml2p:Status>', `</saml2:Issuer>${signatureOver(forged, 'x', keys).replace('</ds:Signature>', `<ds:Object>${signed}</ds:Object></ds:Signature>`)}<saml2p:Status>`); } },
  { name: 'XSW2: the signed answer beside its detached signature in a forged one', why: 'assertions', forge: (request) => bare(request, [evil(request)]).replace('<saml2p:Status>', `${good(request)}<saml2p:Status>`) },
  { name: 'XSW3: a forged assertion before the signed one', why: 'assertions', forge: (request) => bare(request, [evil(request), signedAssertion(parts(request), keys)]) },
  { name: 'XSW4: the signed assertion inside a forged one', why: 'assertions', forge: (request) => bare(request, [evil(request).replace('</saml2:Assertion>', `${signedAssertion(parts(request), keys)}</saml2:Assertion>`)]) },
  { name: 'XSW5: a forged assertion takes the signature, the signed one follows without it', why: 'assertions', forge: (request) => { const id = newId(); const real = assertionOf(parts(request), id); const signature = signatureOver(real.xml, id, keys); const fake = assertionOf(parts(request, { attributes: victim })); return bare(request, [`${fake.xml.slice(0, fake.issuerEnd)}${signature}${fake.xml.slice(fake.issuerEnd)}`, real.xml]); } },
  { name: 'XSW6: a forged assertion whose signature holds the signed one', why: 'assertions', forge: (request) => { const id = newId(); const real = assertionOf(parts(request), id); const signature = signatureOver(real.xml, id, keys).replace('</ds:SignatureValue>', `</ds:SignatureValue><ds:Object>${real.xml}</ds:Object>`); const fake = assertionOf(parts(request, { attributes: victim })); return bare(request, [`${fake.xml.slice(0, fake.issuerEnd)}${signature}${fake.xml.slice(fake.issuerEnd)}`]); } },
  { name: 'XSW7: a forged assertion inside extensions', why: 'assertions', forge: (request) => bare(request, [signedAssertion(parts(request), keys)]).replace('<saml2p:Status>', `<saml2p:Extensions>${evil(request)}</saml2p:Extensions><saml2p:Status>`) },
  { name: 'XSW8: the signed assertion in an object of the forged one’s signature, with the same ID', why: 'duplicate-id', forge: (request) => { const id = newId(); const real = assertionOf(parts(request), id); const signature = signatureOver(real.xml, id, keys).replace('</ds:SignatureValue>', `</ds:SignatureValue><ds:Object>${real.xml}</ds:Object>`); const fake = assertionOf(parts(request, { attributes: victim }), id); return bare(request, [`${fake.xml.slice(0, fake.issuerEnd)}${signature}${fake.xml.slice(fake.issuerEnd)}`]); } },
  { name: 'an assertion with the signature of another one', why: 'signature-place', forge: (request) => { const id = newId(); const real = assertionOf(parts(request), id); const fake = assertionOf(parts(request, { attributes: victim })); return bare(request, [`${fake.xml.slice(0, fake.issuerEnd)}${signatureOver(real.xml, id, keys)}${fake.xml.slice(fake.issuerEnd)}`]); } },
  { name: 'a forged assertion with the ID and the signature of a real one', why: 'signature-invalid', forge: (request) => { const id = newId(); const real = assertionOf(parts(request), id); const fake = assertionOf(parts(request, { attributes: victim }), id); return bare(request, [`${fake.xml.slice(0, fake.issuerEnd)}${signatureOver(real.xml, id, keys)}${fake.xml.slice(fake.issuerEnd)}`]); } },
  // Signatures that are none.
  { name: 'no signature at all', why: 'signature-missing', forge: (request) => bare(request, [evil(request)]) },
  { name: 'only the answer around it is signed', why: 'signature-missing', forge: (request) => responseAround(parts(request), [evil(request)], { signing: keys }) },
  { name: 'an empty signature element', why: 'signature-place', forge: (request) => { const { xml, issuerEnd } = assertionOf(parts(request)); return bare(request, [`${xml.slice(0, issuerEnd)}<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"></ds:Signature>${xml.slice(issuerEnd)}`]); } },
  { name: 'a signature over nothing (empty reference)', why: 'signature-place', forge: (request) => bare(request, [signedAssertion(parts(request), { ...keys, referenceTo: '' })]) },
  { name: 'a signature with two references', why: 'signature-place', forge: (request) => bare(request, [signedAssertion(parts(request), keys).replace(/(<ds:Reference .*?<\/ds:Reference>)/u, '$1$1')]) },
  { name: 'two signatures in one assertion', why: 'signature-place', forge: (request) => bare(request, [signedAssertion(parts(request), keys).replace(/(<ds:Signature .*?<\/ds:Signature>)/u, '$1$1')]) },
  { name: 'SHA-1', why: 'signature-method', forge: (request) => bare(request, [signedAssertion(parts(request), { ...keys, hash: 'sha1' })]) },
  { name: 'an HMAC under the public certificate', why: 'signature-method', forge: (request) => bare(request, [signedAssertion(parts(request), keys).replace('http://www.w3.org/2001/04/xmldsig-more#rsa-sha256', 'http://www.w3.org/2000/09/xmldsig#hmac-sha1')]) },
  { name: 'an XSLT transform', why: 'signature-method', forge: (request) => bare(request, [signedAssertion(parts(request), keys).replace('http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/TR/1999/REC-xslt-19991116')]) },
  { name: 'a stranger’s key, with its certificate in the signature', why: 'signature-invalid', forge: (request) => makeAnswer(parts(request), stranger) },
  { name: 'a good assertion in an answer that a stranger signed', why: 'signature-invalid', forge: (request) => responseAround(parts(request), [signedAssertion(parts(request), keys)], { signing: stranger }) },
  { name: 'a certificate that has expired', why: 'certificate-expired', forge: (request) => { stand.connect([outdated.certificate]); return makeAnswer(parts(request), outdated); } },
  // What was signed, changed afterwards.
  { name: 'another pseudonym', why: 'signature-invalid', forge: (request) => good(request).replace('BPK2-mia', 'BPK2-victim') },
  { name: 'a raised level', why: 'signature-invalid', forge: (request) => good(request, { contexts: ['STORK-QAA-Level-1'] }).replace('STORK-QAA-Level-1', 'STORK-QAA-Level-4') },
  { name: 'a raised trust level of an attribute', why: 'signature-invalid', forge: (request) => good(request).replace('UNTERGEORDNET', 'HOCH') },
  { name: 'a comment in the pseudonym (CVE-2018-0489)', why: 'comment', forge: (request) => good(request).replace('BPK2-mia', 'BPK2-mia<!-- x -->') },
  { name: 'a comment that is a node of its own in the digest', why: 'comment', forge: (request) => good(request).replace('<ds:DigestValue>', '<ds:DigestValue><!--AAAA-->') },
  { name: 'a processing instruction in the pseudonym', why: 'comment', forge: (request) => good(request).replace('BPK2-mia', 'BPK2<?x ?>-mia') },
  { name: 'a CDATA section in the pseudonym', why: 'comment', forge: (request) => good(request).replace('BPK2-mia', '<![CDATA[BPK2-mia]]>') },
  { name: 'a document type', why: 'doctype', forge: (request) => `<!DOCTYPE x>${good(request)}` },
  { name: 'an external entity', why: 'doctype', forge: (request) => `<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${good(request).replace('BPK2-mia', '&e;')}` },
  { name: 'entities that grow (billion laughs)', why: 'doctype', forge: (request) => `<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>${good(request).replace('BPK2-mia', '&b;')}` },
  { name: 'a document type in UTF-16', why: 'unreadable', forge: (request) => Buffer.from(`<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x>${good(request)}`, 'utf16le') },
  { name: 'a NUL behind it', why: 'unreadable', forge: (request) => `${good(request)}\u0000` },
  // For somebody else, from somebody else, at another time.
  { name: 'meant for another service provider', why: 'audience', forge: (request) => good(request, { audience: 'http://allmende.test/bundid/tengen/metadata' }) },
  { name: 'two audiences', why: 'audience', forge: (request) => resigned(request, (xml) => xml.replace('</saml2:Audience>', '</saml2:Audience><saml2:Audience>https://other.example</saml2:Audience>')) },
  { name: 'no conditions', why: 'audience', forge: (request) => resigned(request, (xml) => xml.replace(/<saml2:Conditions .*?<\/saml2:Conditions>/u, '')) },
  { name: 'sent to another recipient', why: 'recipient', forge: (request) => good(request, { recipient: 'http://allmende.test/bundid/tengen/answer' }) },
  { name: 'another destination', why: 'destination', forge: (request) => good(request, { destination: 'https://other.example/answer' }) },
  { name: 'no destination', why: 'destination', forge: (request) => good(request, { destination: undefined }) },
  { name: 'from another identity provider', why: 'issuer', forge: (request) => good(request, { issuer: 'https://other.example' }) },
  { name: 'an assertion of another issuer in a good answer', why: 'issuer', forge: (request) => good(request, { assertionIssuer: 'https://other.example' }) },
  { name: 'an answer to a request that nobody made', why: 'request-unknown', forge: () => good(newId()) },
  { name: 'an answer to nothing (sent without being asked)', why: 'in-response-to', forge: (request) => good(request, { confirmationInResponseTo: undefined }) },
  { name: 'one request in the answer, another in the assertion', why: 'in-response-to', forge: (request) => good(request, { confirmationInResponseTo: newId() }) },
  { name: 'expired', why: 'expired', forge: (request) => good(request, { minutes: -2 }) },
  { name: 'without an end', why: 'expired', forge: (request) => resigned(request, (xml) => xml.replace(/(<saml2:Conditions[^>]*) NotOnOrAfter="[^"]*"/u, '$1')) },
  { name: 'from the future', why: 'not-yet', forge: (request) => good(request, { notBefore: new Date(house.clock.now().getTime() + 5 * MINUTE) }) },
  { name: 'confirmed otherwise than by the bearer', why: 'confirmation', forge: (request) => good(request, { method: 'urn:oasis:names:tc:SAML:2.0:cm:sender-vouches' }) },
  { name: 'two confirmations, one of them good', why: 'confirmation', forge: (request) => resigned(request, (xml) => xml.replace(/(<saml2:SubjectConfirmation .*?<\/saml2:SubjectConfirmation>)/u, '$1$1')) },
  { name: 'a sign-in at BundID from before the request', why: 'authentication-old', forge: (request) => good(request, { authenticatedAt: new Date(house.clock.now().getTime() - 3 * MINUTE) }) },
  { name: 'a sign-in at BundID in the future', why: 'not-yet', forge: (request) => good(request, { authenticatedAt: new Date(house.clock.now().getTime() + 3 * MINUTE) }) },
  { name: 'a sign-in at BundID at no time', why: 'shape', forge: (request) => good(request, { authenticatedAt: '' }) },
  // Encrypted: everybody can encrypt for the authority, as its key is public.
  { name: 'encrypted, with no signature inside', why: 'signature-missing', forge: (request) => bare(request, [sealed(evil(request))]) },
  { name: 'encrypted, unsigned, in an answer that is signed', why: 'signature-invalid', forge: (request) => responseAround(parts(request), [sealed(evil(request))], { signing: keys }) },
  { name: 'encrypted, with a stranger’s signature inside', why: 'signature-invalid', forge: (request) => bare(request, [sealed(signedAssertion(parts(request, { attributes: victim }), stranger))]) },
  { name: 'encrypted, with the signature of another assertion', why: 'signature-place', forge: (request) => { const id = newId(); const real = assertionOf(parts(request), id); const fake = assertionOf(parts(request, { attributes: victim })); return bare(request, [sealed(`${fake.xml.slice(0, fake.issuerEnd)}${signatureOver(real.xml, id, keys)}${fake.xml.slice(fake.issuerEnd)}`)]); } },
  { name: 'encrypted, a forged assertion before the signed one', why: 'assertions', forge: (request) => bare(request, [sealed(`${evil(request)}${signedAssertion(parts(request), keys)}`)]) },
  { name: 'encrypted, the end of the answer and a second one behind it', why: 'unreadable', forge: (request) => bare(request, [sealed(`${signedAssertion(parts(request), keys)}</p:Response><p:Response>`)]) },
  { name: 'encrypted, a comment in the pseudonym', why: 'comment', forge: (request) => bare(request, [sealed(signedAssertion(parts(request), keys).replace('BPK2-mia', 'BPK2-mia<!-- x -->'))]) },
  { name: 'encrypted, a document type inside', why: 'doctype', forge: (request) => bare(request, [sealed(`<!DOCTYPE x>${signedAssertion(parts(request), keys)}`)]) },
  { name: 'encrypted, SHA-1 inside', why: 'signature-method', forge: (request) => bare(request, [sealed(signedAssertion(parts(request), { ...keys, hash: 'sha1' }))]) },
  { name: 'encrypted twice', why: 'assertions', forge: (request) => bare(request, [sealed(sealed(signedAssertion(parts(request), keys)))]) },
  { name: 'encrypted for somebody else', why: 'decryption', forge: (request) => bare(request, [sealed(signedAssertion(parts(request), keys), { certificate: stranger.certificate })]) },
  { name: 'encrypted, and changed on the way', why: 'decryption', forge: (request) => bare(request, [sealed(signedAssertion(parts(request), keys), { spoil: (bytes) => { bytes.writeUInt8((bytes.at(40) ?? 0) ^ 1, 40); return bytes; } })]) },
  { name: 'encrypted by AES-CBC in an answer that is not signed (padding oracle)', why: 'encryption-method', forge: (request) => bare(request, [sealed(signedAssertion(parts(request), keys), { method: 'aes256-cbc' })]) },
  { name: 'encrypted by AES-CBC in an answer that a stranger signed', why: 'signature-invalid', forge: (request) => responseAround(parts(request), [sealed(signedAssertion(parts(request), keys), { method: 'aes256-cbc' })], { signing: stranger }) },
  { name: 'its key encrypted by RSA without OAEP (Bleichenbacher)', why: 'encryption-method', forge: (request) => bare(request, [sealed(signedAssertion(parts(request), keys), { keyMethod: 'rsa-1_5' })]) },
  { name: 'encrypted, for another service provider', why: 'audience', forge: (request) => bare(request, [sealed(signedAssertion(parts(request, { audience: 'http://allmende.test/bundid/tengen/metadata' }), keys))]) },
  // Levels.
  { name: 'a lower level than asked for', why: 'level-too-low', forge: (request) => good(request, { contexts: ['STORK-QAA-Level-3'] }) },
  { name: 'two levels, the higher one first', why: 'level-too-low', forge: (request) => good(request, { contexts: ['STORK-QAA-Level-4', 'STORK-QAA-Level-1'] }) },
  { name: 'a level that does not exist', why: 'level-unknown', forge: (request) => good(request, { contexts: ['STORK-QAA-Level-5'] }) },
  { name: 'no level', why: 'level-unknown', forge: (request) => good(request, { contexts: ['urn:oasis:names:tc:SAML:2.0:ac:classes:Password'] }) },
  // Attributes.
  { name: 'the pseudonym twice', why: 'attribute-twice', forge: (request) => good(request, { attributes: [...parts(request).attributes, ...victim] }) },
  { name: 'two values of the pseudonym', why: 'attribute-shape', forge: (request) => good(request, { attributes: [{ ...victim[0]!, values: ['BPK2-mia', 'BPK2-victim'] }] }) },
  { name: 'an element inside the pseudonym', why: 'attribute-shape', forge: (request) => resigned(request, (xml) => xml.replace('BPK2-mia', `BPK2-${element('saml2:X', { children: [text('mia')] })}`)) },
  { name: 'no pseudonym', why: 'subject-missing', forge: (request) => good(request, { attributes: mia.attributes }) },
  // Not even an answer.
  { name: 'a failed status', why: 'status', forge: (request) => responseAround(parts(request), [], { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }) },
  { name: 'a failed status with a good assertion', why: 'status', forge: (request) => responseAround(parts(request), [signedAssertion(parts(request), keys)], { status: 'urn:oasis:names:tc:SAML:2.0:status:Responder' }) },
  { name: 'an answer to a logout', why: 'shape', forge: (request) => bare(request, [signedAssertion(parts(request), keys)]).replaceAll('saml2p:Response', 'saml2p:LogoutResponse') },
  { name: 'broken XML', why: 'unreadable', forge: (request) => good(request).slice(0, -20) },
  { name: 'more than any answer is long', why: 'too-large', forge: (request) => good(request) + ' '.repeat(200 * 1024) },
];

/** A change made before signing, as a careless identity provider would sign it. */
function resigned(request: string, change: (xml: string) => string): string {
  const id = newId();
  const xml = change(assertionOf(parts(request), id).xml);
  const end = xml.indexOf('</saml2:Issuer>') + '</saml2:Issuer>'.length;
  return responseAround(parts(request), [`${xml.slice(0, end)}${signatureOver(xml, id, keys)}${xml.slice(end)}`], { signing: keys });
}

for (const { name, why, forge } of attacks) {
  test(`refused (${why}): ${name}`, async () => {
    const visitor = new Visitor(app);
    const { request } = await beginAt(visitor);
    const answer = forge(request);
    stand.warnings.length = 0;
    const back = await send(app, packed(answer));
    stand.connect([keys.certificate]);
    assert.equal(back.statusCode, 303);
    assert.equal(back.headers.location, '/heilbronn/identify/failed', 'nobody gets a ticket');
    assert.deepEqual(stand.warnings.map(({ reason }) => reason), [why], 'the log says why');
    assert.doesNotMatch(JSON.stringify(stand.warnings), /mia|victim|Erfunden/iu, 'and names nobody');
    const still = await send(app, packed(good(request)));
    assert.match(String(still.headers.location), /done\?ticket=/u, 'the bad answer has not burned the good one');
  });
}

test('refused (request-used): the same answer once more, and another good one to the same request', async () => {
  const visitor = new Visitor(app);
  const { request } = await beginAt(visitor);
  const answer = packed(good(request));
  assert.match(String((await send(app, answer)).headers.location), /done\?ticket=/u);
  for (const again of [answer, packed(good(request))]) {
    stand.warnings.length = 0;
    assert.match(String((await send(app, again)).headers.location), /failed$/u);
    assert.deepEqual(stand.warnings.map(({ reason }) => reason), ['request-used']);
  }
});

test('refused: of the same answer sent ten times at once one is taken', async () => {
  const { request } = await beginAt(new Visitor(app));
  const answer = packed(good(request));
  const all = await Promise.all(Array.from({ length: 10 }, () => send(app, answer)));
  assert.equal(all.filter(({ headers }) => /done\?ticket=/u.test(String(headers.location))).length, 1);
});

test('refused: an answer for one authority at the address of another', async () => {
  const { request } = await beginAt(new Visitor(app));
  assert.match(String((await send(app, packed(good(request)), 'tengen')).headers.location), /failed$/u);
});

test('refused: an answer that comes after the request has expired', async () => {
  const { request } = await beginAt(new Visitor(app));
  house.clock.advanceMs(16 * MINUTE);
  stand.warnings.length = 0;
  await send(app, packed(good(request)));
  assert.deepEqual(stand.warnings.map(({ reason }) => reason), ['request-unknown']);
});

test('refused (metadata-expired or no provider): answers when the metadata ran out', async () => {
  const { request } = await beginAt(new Visitor(app));
  stand.connect([keys.certificate], new Date(house.clock.now().getTime() - MINUTE));
  assert.match(String((await send(app, packed(good(request)))).headers.location), /failed$/u);
  stand.connect([keys.certificate]);
});

test('refused: a form without an answer, and one with two', async () => {
  const post = (payload: string) => app.inject({ method: 'POST', url: '/bundid/heilbronn/answer', headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload });
  assert.match(String((await post('RelayState=x')).headers.location), /failed$/u);
  const { request } = await beginAt(new Visitor(app));
  const answer = encodeURIComponent(packed(good(request)));
  assert.equal((await post(`SAMLResponse=${answer}&SAMLResponse=${answer}`)).statusCode, 400);
  assert.equal((await app.inject({ method: 'POST', url: '/bundid/nowhere/answer', payload: 'SAMLResponse=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } })).statusCode, 404);
});

// Tickets and cookies.

async function ticketFor(visitor: Visitor): Promise<string> {
  const { request } = await beginAt(visitor);
  return String((await send(app, packed(good(request)))).headers.location);
}

const isFailed = (answer: { headers: Record<string, unknown> }) => assert.match(String(answer.headers['location']), /\/identify\/failed$/u);

test('refused: the ticket of an attacker in the browser of somebody else (login CSRF)', async () => {
  const ticket = await ticketFor(new Visitor(app));
  const victimsBrowser = new Visitor(app);
  isFailed(await victimsBrowser.get(ticket));
  await beginAt(victimsBrowser);
  isFailed(await victimsBrowser.get(ticket));
  assert.equal([...victimsBrowser.cookies.keys()].some((name) => name.startsWith('allmende-citizen')), false);
});

test('refused: a ticket twice, a ticket too late, and a ticket that was made up', async () => {
  const visitor = new Visitor(app);
  const ticket = await ticketFor(visitor);
  const mark = visitor.cookies.get('allmende-identify')!;
  assert.equal((await visitor.get(ticket)).headers.location, '/heilbronn/my-account');
  visitor.cookies.set('allmende-identify', mark);
  isFailed(await visitor.get(ticket));
  const late = new Visitor(app);
  const old = await ticketFor(late);
  house.clock.advanceMs(3 * MINUTE);
  isFailed(await late.get(old));
  isFailed(await late.get(`/heilbronn/identify/done?ticket=${'A'.repeat(43)}`));
});

test('refused: a ticket of one authority at another', async () => {
  const visitor = new Visitor(app);
  const ticket = await ticketFor(visitor);
  isFailed(await visitor.get(ticket.replace('heilbronn', 'tengen')));
});

async function signedIn(): Promise<{ visitor: Visitor; name: string }> {
  const visitor = new Visitor(app);
  await visitor.get(await ticketFor(visitor));
  const name = [...visitor.cookies.keys()].find((each) => each.startsWith('allmende-citizen'))!;
  return { visitor, name };
}

const account = '/heilbronn/my-account';

test('refused: cookies that were made up, cut, changed, or belong to another authority', async () => {
  const { visitor, name } = await signedIn();
  const token = visitor.cookies.get(name)!.value;
  for (const value of ['', 'x', token.slice(1), `${token}x`, token.replace(/./u, (one) => (one === 'A' ? 'B' : 'A')), '../../etc/passwd', "' or 1=1 --", 'A'.repeat(4_000)]) {
    const forger = new Visitor(app);
    forger.cookies.set(name, { value: encodeURIComponent(value), path: '/' });
    assert.equal((await forger.get(account)).statusCode, 303, value.slice(0, 20));
  }
  const elsewhere = new Visitor(app);
  elsewhere.cookies.set(name.replace(/citizen-.*/u, `citizen-${stand.house.config.port}`), { value: token, path: '/' });
  assert.equal((await elsewhere.get('/tengen/my-account')).statusCode, 303);
  assert.equal((await visitor.get(account)).statusCode, 200, 'the real one still works');
});

test('refused: a citizen’s token as a staff session, and the other way round', async () => {
  const { visitor, name } = await signedIn();
  const token = visitor.cookies.get(name)!.value;
  const forger = new Visitor(app);
  forger.cookies.set('allmende-session', { value: token, path: '/' });
  assert.equal((await forger.get(account)).statusCode, 303);
});

test('refused: a session that was fixed before signing in', async () => {
  const { visitor: attacker, name } = await signedIn();
  const known = attacker.cookies.get(name)!;
  const target = new Visitor(app);
  target.cookies.set(name, known);
  await target.get(await ticketFor(target));
  assert.notEqual(target.cookies.get(name)!.value, known.value, 'signing in gives a new token');
  assert.equal((await attacker.get(account)).statusCode, 303, 'and ends the session that was there');
});

test('refused: a token that was replaced, and then its thief and its owner alike', async () => {
  const { visitor, name } = await signedIn();
  const stolen = visitor.cookies.get(name)!;
  house.clock.advanceMs(11 * MINUTE);
  assert.equal((await visitor.get(account)).statusCode, 200);
  assert.notEqual(visitor.cookies.get(name)!.value, stolen.value, 'after ten minutes there is another token');
  const parallel = new Visitor(app);
  parallel.cookies.set(name, stolen);
  assert.equal((await parallel.get(account)).statusCode, 200, 'a request that was under way still goes through');
  house.clock.advanceMs(2 * MINUTE);
  const thief = new Visitor(app);
  thief.cookies.set(name, stolen);
  assert.equal((await thief.get(account)).statusCode, 303);
  assert.equal((await visitor.get(account)).statusCode, 303, 'nobody can tell who stole it, so it ends for both');
});

test('refused: ending a session of somebody else', async () => {
  const { visitor } = await signedIn();
  const stranger = new Visitor(app);
  const { request } = await beginAt(stranger);
  const back = await send(app, packed(good(request, { attributes: victim })));
  await stranger.get(String(back.headers.location));
  const foreign = /name="session" value="([^"]+)"/u.exec((await visitor.get(account)).body)?.[1] ?? '';
  const mine = await stranger.get(account);
  assert.equal(mine.statusCode, 200);
  assert.equal((await stranger.post(account, { session: foreign })).statusCode, 404);
  assert.equal((await visitor.get(account)).statusCode, 200);
});

test('refused: leading somebody elsewhere after signing in', async () => {
  for (const next of ['https://evil.example/', '//evil.example/x', '/\\evil.example', '/heilbronn/x?y=https://evil.example', 'javascript:alert(1)', '/heilbronn/%2F%2Fevil']) {
    const visitor = new Visitor(app);
    const { request } = await beginAt(visitor, { next });
    const back = await send(app, packed(good(request)));
    assert.equal((await visitor.get(String(back.headers.location))).headers.location, account, next);
  }
});

test('cookies of citizens are out of reach of scripts and other sites', async () => {
  const visitor = new Visitor(app);
  const answer = await visitor.get(await ticketFor(visitor));
  const cookie = [answer.headers['set-cookie']].flat().find((each) => String(each).includes('allmende-citizen'));
  assert.match(String(cookie), /HttpOnly; SameSite=Lax/u);
});

for (const [what, answer] of Object.entries({
  'encrypted, in a signed answer': (request: string) => makeAnswer(parts(request), keys, certificate),
  'encrypted, its signature inside alone': (request: string) => bare(request, [sealed(signedAssertion(parts(request), keys))]),
  'encrypted by AES-CBC, in a signed answer': (request: string) => responseAround(parts(request), [sealed(signedAssertion(parts(request), keys), { method: 'aes256-cbc' })], { signing: keys }),
})) {
  test(`taken: ${what}`, async () => {
    const { request } = await beginAt(new Visitor(app));
    assert.match(String((await send(app, packed(answer(request)))).headers.location), /done\?ticket=/u);
  });
}
