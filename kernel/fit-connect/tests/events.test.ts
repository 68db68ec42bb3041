import assert from 'node:assert/strict';
import { createHmac, randomUUID, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import { CompactSign } from 'jose';
import { EVENT_ROOT, FitConnectRefusal, PROBLEM_ROOT, SET_SCHEMA, signEvent, verifyEvent, verifyEventLog, type EventExpectations, type EventName, type EventToSign, type RefusalReason } from '../index.ts';
import { testKey } from '../testing/index.ts';

const now = new Date('2026-11-22T10:00:00Z');
const service = 'https://fit-connect.example/submission-api';
const [destination, submission, theCase] = [randomUUID(), randomUUID(), randomUUID()];
const [serviceKey, destinationKey] = await Promise.all([testKey('sign', 'Zustelldienst'), testKey('sign', 'Zustellpunkt')]);
const tag = 'AAAAAAAAAAAAAAAAAAAAAA';

const expected: EventExpectations = {
  service, destination, submission, case: theCase, now,
  keyOf: async (signer, kid) => {
    const { publicKey, publicJwk } = signer.kind === 'service' ? serviceKey : destinationKey;
    return kid === publicJwk.kid ? publicKey : undefined;
  },
};
const submitted = (change: Partial<EventToSign> = {}): EventToSign => ({
  id: randomUUID(), name: 'submit-submission', issuer: service, issuedAt: now, subject: { kind: 'submission', id: submission }, case: theCase, payload: { authenticationTags: { metadata: tag, data: tag } }, ...change,
});
const accepted = (change: Partial<EventToSign> = {}) => submitted({ name: 'accept-submission', issuer: destination, ...change });
const byService = { key: serviceKey.privateKey, kid: serviceKey.publicJwk.kid };
const byDestination = { key: destinationKey.privateKey, kid: destinationKey.publicJwk.kid };

async function refused(reason: RefusalReason, token: string | Promise<string>, change: Partial<EventExpectations> = {}): Promise<void> {
  const given = await token;
  await assert.rejects(verifyEvent(given, { ...expected, ...change }), (error) => {
    assert.ok(error instanceof FitConnectRefusal, String(error));
    assert.deepEqual([error.reason, error.problem()?.type, error.problem()?.instance], [reason, `${PROBLEM_ROOT}invalid-event-log`, 'submission']);
    return true;
  });
}

const encode = (part: unknown) => Buffer.from(JSON.stringify(part)).toString('base64url');
const decode = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>;
/** Signs with any header and claims. */
async function forged(header: Record<string, unknown>, claims: Record<string, unknown>, key: KeyObject = byService.key): Promise<string> {
  const signer = new CompactSign(Buffer.from(JSON.stringify(claims))).setProtectedHeader({ alg: 'PS512', typ: 'secevent+jwt', kid: byService.kid, ...header } as never);
  return signer.sign(key);
}
const good = await signEvent(submitted(), byService);
const [goodHeader, goodClaims, goodSignature] = good.split('.') as [string, string, string];
const claims = decode(goodClaims);

test('an event of the service and one of the destination are read', async () => {
  const event = await verifyEvent(good, expected);
  assert.deepEqual([event.name, event.issuer, event.subject, event.case, event.schema, event.issuedAt], ['submit-submission', service, { kind: 'submission', id: submission }, theCase, SET_SCHEMA, now]);
  assert.deepEqual(event.payload.authenticationTags, { metadata: tag, data: tag });
  assert.equal((await verifyEvent(await signEvent(accepted(), byDestination), expected)).issuer, destination);
  assert.deepEqual(decode(goodHeader), { alg: 'PS512', typ: 'secevent+jwt', kid: byService.kid });
  assert.deepEqual(Object.keys(claims['events'] as object), [`${EVENT_ROOT}submit-submission`]);
});

const otherHeader = (change: Record<string, unknown>) => [encode({ ...decode(goodHeader), ...change }), goodClaims, goodSignature].join('.');
const otherClaims = (change: Record<string, unknown>) => [goodHeader, encode({ ...claims, ...change }), goodSignature].join('.');

test('an event with changed claims is refused', () => refused('event-signature', otherClaims({ jti: randomUUID() })));
test('an event with a changed signature is refused', () => refused('event-signature', [goodHeader, goodClaims, Buffer.from(goodSignature, 'base64url').fill(1, 5, 6).toString('base64url')].join('.')));
test('an event whose header was written anew is refused', () => refused('event-signature', otherHeader({ extra: 1 })));
test('an event without signature is refused', () => refused('event-malformed', [goodHeader, goodClaims, ''].join('.')));
test('an event with the algorithm none is refused', () => refused('event-algorithm', `${encode({ alg: 'none', typ: 'secevent+jwt', kid: byService.kid })}.${goodClaims}.${goodSignature}`));
test('an event that is signed with the public key as a secret (HS256) is refused', () => {
  const head = encode({ alg: 'HS256', typ: 'secevent+jwt', kid: byService.kid });
  const secret = serviceKey.publicKey.export({ format: 'pem', type: 'spki' });
  return refused('event-algorithm', `${head}.${goodClaims}.${createHmac('sha256', secret).update(`${head}.${goodClaims}`).digest('base64url')}`);
});
for (const alg of ['RS512', 'RS256', 'PS256', 'PS384']) test(`an event that is signed by ${alg} is refused`, () => refused('event-algorithm', forged({ alg }, claims)));
test('an event of another type is refused', () => refused('event-type', forged({ typ: 'JWT' }, claims)));
test('an event without type is refused', () => refused('event-type', forged({ typ: undefined }, claims)));
test('an event without key id is refused', () => refused('event-key-id', forged({ kid: undefined }, claims)));
test('an event that brings its own key is refused', () => refused('event-remote-key', forged({ jwk: destinationKey.publicJwk as never }, claims)));
test('an event that names where its key lies is refused', () => refused('event-remote-key', forged({ jku: 'https://evil.example/jwks.json' }, claims)));
test('an event with a critical header is refused', () => refused('event-critical-header', `${encode({ ...decode(goodHeader), crit: ['b64'], b64: false })}.${goodClaims}.${goodSignature}`));
test('an event with an unknown key is refused', () => refused('event-key-unknown', forged({ kid: randomUUID() }, claims)));
test('an event of another service is refused', () => refused('event-issuer', signEvent(submitted({ issuer: 'https://evil.example/submission-api' }), byService)));
test('an event of an issuer that only begins like the service is refused', () => refused('event-issuer', signEvent(submitted({ issuer: `${service}.evil.example` }), byService)));
test('an event of an issuer that is neither is refused', () => refused('event-issuer', signEvent(submitted({ issuer: 'service' }), byService)));
test('an event without issuer is refused', () => refused('event-issuer', forged({}, { ...claims, iss: undefined })));
test('an event of another destination is refused', () => refused('event-issuer', signEvent(accepted({ issuer: randomUUID() }), byDestination)));
test('an event that the destination signs in the name of the service is refused', () => refused('event-key-unknown', signEvent(submitted(), byDestination)));
test('an event that somebody signs under the key id of the service is refused', () => refused('event-signature', signEvent(submitted(), { key: destinationKey.privateKey, kid: byService.kid })));
test('a submission that the destination itself says was submitted is refused', () => refused('event-not-for-issuer', signEvent(submitted({ issuer: destination }), byDestination)));
test('a submission that the service accepts in place of the destination is refused', () => refused('event-not-for-issuer', signEvent(submitted({ name: 'accept-submission' }), byService)));
test('an event about another submission is refused', () => refused('event-subject', signEvent(submitted({ subject: { kind: 'submission', id: randomUUID() } }), byService)));
test('an event about a reply is none about the submission', () => refused('event-subject', signEvent(submitted({ subject: { kind: 'reply', id: submission } }), byService)));
test('an event of another case is refused', () => refused('event-transaction', signEvent(submitted({ case: randomUUID() }), byService)));
test('an event from the future is refused', () => refused('event-from-the-future', signEvent(submitted({ issuedAt: new Date('2026-11-22T10:10:00Z') }), byService)));
test('an event of the schema 1.0.0 is refused', () => refused('event-schema', signEvent(submitted({ schema: SET_SCHEMA.replace('1.2.2', '1.0.0') }), byService)));
test('an event of a foreign schema is refused', () => refused('event-schema', signEvent(submitted({ schema: 'https://evil.example/set-payload/1.2.2/set-payload.schema.json' }), byService)));
test('an event with a name that nobody knows is refused', () => refused('event-unknown', signEvent(submitted({ name: 'pay-submission' as EventName }), byService)));
test('an event under a foreign name space is refused', () => refused('event-unknown', forged({}, { ...claims, events: { 'https://evil.example/submit-submission': {} } })));
test('two events in one are refused', () => refused('event-claims', forged({}, { ...claims, events: { [`${EVENT_ROOT}submit-submission`]: {}, [`${EVENT_ROOT}accept-submission`]: {} } })));
test('no event in one is refused', () => refused('event-claims', forged({}, { ...claims, events: {} })));
for (const name of ['jti', 'sub', 'txn', 'iat', '$schema']) test(`an event without ${name} is refused`, () => refused('event-claims', forged({}, { ...claims, [name]: undefined })));
test('an event whose tags have another form is refused', () => refused('event-payload', forged({}, { ...claims, events: { [`${EVENT_ROOT}submit-submission`]: { authenticationTags: { metadata: 'short' } } } })));
test('something that is no token is refused', async () => {
  for (const token of ['', 'a.b', 'a.b.c', 'a.b.c.d', `${goodHeader}=.${goodClaims}.${goodSignature}`, `${encode([])}.${goodClaims}.${goodSignature}`]) await refused('event-malformed', token);
});
test('an event of a megabyte and more is refused unread', () => refused('event-malformed', 'x'.repeat(1024 * 1024 + 1)));

test('a log is read in its order; events of other submissions of the case are passed over', async () => {
  const { submission: own, ...rest } = expected;
  const log = [good, await signEvent(submitted({ subject: { kind: 'submission', id: randomUUID() } }), byService), await signEvent(accepted(), byDestination), await signEvent(submitted({ name: 'delete-submission', payload: undefined }), byService)];
  assert.deepEqual((await verifyEventLog(log, { ...rest, submission: own as string })).map(({ name }) => name), ['submit-submission', 'accept-submission', 'delete-submission']);
});

test('a log with the same event twice, with a second verdict or a second submission is refused', async () => {
  const wanted = { ...expected, submission };
  const [yes, no] = [await signEvent(accepted(), byDestination), await signEvent(accepted({ name: 'reject-submission', payload: { problems: [] } }), byDestination)];
  for (const [reason, log] of [['event-twice', [good, good]], ['event-log-order', [good, yes, no]], ['event-log-order', [good, no, yes]], ['event-log-order', [good, await signEvent(submitted(), byService)]]] as const) {
    await assert.rejects(verifyEventLog(log, wanted), (error) => error instanceof FitConnectRefusal && error.reason === reason);
  }
});
