import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Value } from 'typebox/value';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { buildMetadata, checkDestination, chooseMetadataVersion, FitConnectRefusal, MetadataV1, PROBLEM_ROOT, readDestination, readMetadata, serviceOfMetadata, sha512, type MetadataInput, type RefusalReason } from '../index.ts';

const bytesOf = (value: unknown) => Buffer.from(JSON.stringify(value));
const id = '0190a000-0000-7000-8000-000000000001';
const input: MetadataInput = {
  version: '1.3.0', service: { identifier: 'urn:de:fim:leika:leistung:99102013104000', name: 'Hundesteuer anmelden' },
  data: { sha512: sha512(Buffer.from('{}')), schemaUri: 'urn:allmende:service:hundesteuer-anmelden:1.0.0:0011', mimeType: 'application/json' },
  attachments: [{ id, sha512: sha512(Buffer.from('x')), purpose: 'attachment', mimeType: 'application/pdf', filename: 'nachweis.pdf' }], senderReference: 'AAAA-BBBB-CCCC', applicationDate: '2026-11-22',
};

function refused(reason: RefusalReason, problem: string | undefined, act: () => unknown): void {
  assert.throws(act, (error) => {
    assert.ok(error instanceof FitConnectRefusal, String(error));
    assert.deepEqual([error.reason, error.problem()?.type], [reason, problem && `${PROBLEM_ROOT}${problem}`]);
    return true;
  });
}

test('metadata of both versions are built and read back', () => {
  for (const version of ['1.0.0', '1.3.0', '2.1.0']) {
    const built = buildMetadata({ ...input, version });
    assert.deepEqual(readMetadata(bytesOf(built)), built);
    assert.equal(serviceOfMetadata(built), input.service.identifier);
    assert.equal('publicService' in built, version.startsWith('2'));
  }
});

test('a reply key goes into 2.x and nowhere else', () => {
  const reply = { encryptionPublicKey: { kty: 'RSA' }, processStandards: ['urn:xoev-de:xbau'] };
  assert.ok('replyChannel' in buildMetadata({ ...input, version: '2.1.0', reply }));
  assert.ok(!('replyChannel' in buildMetadata({ ...input, reply })));
});

test('metadata that are no JSON, name no known schema or do not fit it are refused', () => {
  const built = buildMetadata(input) as Record<string, unknown>;
  refused('metadata-syntax', 'syntax-violation', () => readMetadata(Buffer.from('{"a":')));
  refused('metadata-syntax', 'syntax-violation', () => readMetadata(Buffer.from([0xff, 0xfe])));
  refused('metadata-syntax', 'syntax-violation', () => readMetadata(Buffer.from('[]')));
  for (const $schema of ['https://schema.fitko.de/fit-connect/metadata/3.0.0/metadata.schema.json', 'https://evil.example/metadata/1.3.0/metadata.schema.json', 7]) refused('metadata-schema-unsupported', 'unsupported-schema', () => readMetadata(bytesOf({ ...built, $schema })));
  refused('metadata-schema', 'schema-violation', () => readMetadata(bytesOf({ $schema: built['$schema'] })));
  refused('metadata-schema', 'schema-violation', () => readMetadata(bytesOf({ ...built, publicServiceType: { identifier: 'hundesteuer' } })));
  refused('metadata-schema', 'schema-violation', () => readMetadata(bytesOf({ ...built, contentStructure: { attachments: [{ attachmentId: id, hash: { type: 'md5', content: '0' }, purpose: 'attachment', mimeType: 'application/pdf' }] } })));
  refused('metadata-schema', 'schema-violation', () => readMetadata(bytesOf({ ...built, replyChannel: {} })));
});

test('of the versions that a destination takes the best known is sent, with its own patch', () => {
  assert.deepEqual([['1.0.1', '2.1.2'], ['1.0.0', '1.3.0'], ['1.0.9', '1.0.10'], ['3.0.0']].map(chooseMetadataVersion), ['2.1.2', '1.3.0', '1.0.10', undefined]);
});

const published = new URL('../../../../shared/data/fit-connect/metadata.schema.v1.0.0.json', import.meta.url);
test('own schema and published schema agree about what is built and about what is wrong', { skip: !existsSync(published) }, () => {
  const { $id: _, ...schema } = JSON.parse(readFileSync(published, 'utf8')) as Record<string, unknown>;
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  const built = buildMetadata({ ...input, version: '1.0.0' }) as Record<string, unknown>;
  const structure = built['contentStructure'] as { data: Record<string, unknown>; attachments: Record<string, unknown>[] };
  const payment = { transactionReference: 'r', transactionId: 'a-1', paymentMethod: 'CREDITCARD', status: 'BOOKED', grossAmount: 12.5 };
  const cases: [boolean, unknown][] = [
    [true, built], [true, { contentStructure: { attachments: [] } }], [true, { ...built, paymentInformation: payment }], [true, { ...built, replyChannel: { elster: { accountId: '1234567890' } } }],
    [true, { ...built, authenticationInformation: [{ type: 'identificationReport', version: '1.0.0', content: 'a.b.c' }] }],
    [true, { ...built, contentStructure: { ...structure, data: { ...structure.data, signature: { signatureFormat: 'cms', detachedSignature: false } } } }],
    [false, {}], [false, { contentStructure: {} }], [false, { ...built, paymentInformation: { ...payment, status: 'PAID' } }], [false, { ...built, paymentInformation: { ...payment, transactionId: '' } }],
    [false, { ...built, replyChannel: { eMail: { address: 'a@b.de' }, deMail: {} } }], [false, { ...built, replyChannel: { elster: { accountId: '1' } } }],
    [false, { ...built, authenticationInformation: [] }], [false, { ...built, authenticationInformation: [{ type: 'identificationReport', version: '1', content: 'a' }] }],
    [false, { ...built, contentStructure: { ...structure, attachments: [{ ...structure.attachments[0], purpose: 'other' }] } }], [false, { ...built, contentStructure: { ...structure, data: { ...structure.data, hash: { type: 'sha512', content: 'AB' } } } }],
    [false, { ...built, contentStructure: { ...structure, data: { hash: structure.data['hash'] } } }],
  ];
  for (const [isValid, value] of cases) {
    assert.equal(validate(value), isValid, JSON.stringify(value).slice(0, 300));
    assert.equal(Value.Check(MetadataV1, value), isValid, JSON.stringify(value).slice(0, 300));
  }
});

const answer = {
  destinationId: id, status: 'active', encryptionKid: 'key-of-a-destination', metadataVersions: ['1.0.1', '2.1.2'], replyChannels: {},
  publicServices: [{ identifier: input.service.identifier, regions: ['DE08121'], submissionSchemas: [{ schemaUri: input.data.schemaUri, mimeType: 'application/json' }] }],
};
const wanted = { service: input.service.identifier, region: 'DE081210000000', schemaUri: input.data.schemaUri, mimeType: 'application/json' } as const;

test('a destination says what it takes, in the words of its version', () => {
  const { publicServices, ...rest } = answer;
  assert.deepEqual(readDestination('v1', { ...rest, services: publicServices }), readDestination('v2', answer));
  assert.deepEqual(checkDestination(readDestination('v2', answer), wanted), { metadataVersion: '2.1.2' });
  refused('destination-malformed', undefined, () => readDestination('v1', answer));
  refused('destination-malformed', undefined, () => readDestination('v2', { ...answer, status: 'open' }));
  refused('destination-malformed', undefined, () => readDestination('v2', '<html>'));
});

for (const [what, reason, change, want] of [
  ['that was switched off', 'destination-inactive', { status: 'inactive' }, {}],
  ['that is only being set up', 'destination-inactive', { status: 'created' }, {}],
  ['for other services', 'destination-service', {}, { service: 'urn:de:fim:leika:leistung:99000000000000' }],
  ['for other regions', 'destination-region', {}, { region: 'DE091620000000' }],
  ['for other schemas', 'destination-schema', {}, { schemaUri: 'urn:other' }],
  ['for XML only', 'destination-schema', {}, { mimeType: 'application/xml' }],
  ['for newer metadata only', 'destination-metadata-version', { metadataVersions: ['9.0.0'] }, {}],
] as const) {
  test(`a destination ${what} is refused before anything is encrypted`, () => refused(reason, undefined, () => checkDestination(readDestination('v2', { ...answer, ...change }), { ...wanted, ...want })));
}
