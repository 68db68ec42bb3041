import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import { compareVersions } from '@allmende/app-packages';
import fc from 'fast-check';
import { readAdvisory, type Advisory } from './advisory.ts';
import { cvssScore } from './cvss-score.ts';
import { matchAdvisories } from './match-advisories.ts';
import { readPackageUrl } from './package-url.ts';
import { readSbom } from './read-sbom.ts';
import { verifySignature } from './verify-signature.ts';

const bytes = (value: unknown): Uint8Array => Buffer.from(typeof value === 'string' ? value : JSON.stringify(value));
const component = (purl: string, more: object = {}) => ({ type: 'library', name: purl.split('/').at(-1)?.split('@')[0], version: purl.split('@').at(-1), purl, 'bom-ref': purl, ...more });
const sbomWith = (components: readonly object[], more: object = {}) => ({
  bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, metadata: { timestamp: '2026-11-20T10:00:00Z', component: { type: 'application', name: 'musterplan', version: '2.1.0', 'bom-ref': 'root' } },
  components, dependencies: [{ ref: 'root', dependsOn: components.map((one) => (one as { 'bom-ref': string })['bom-ref']) }], ...more,
});
const advisoryOf = (change: object): Advisory => {
  const read = readAdvisory({ id: 'GHSA-xxxx', modified: '2026-11-01T00:00:00Z', ...change });
  assert.ok(read);
  return read;
};
const range = (name: string, events: readonly object[], ecosystem = 'npm', type = 'SEMVER') => [{ package: { ecosystem, name }, ranges: [{ type, events }] }];
const idsOf = (components: readonly object[], advisories: readonly Advisory[], more: object = {}) => {
  const { sbom, findings } = readSbom(bytes(sbomWith(components, more)));
  assert.deepEqual(findings, []);
  assert.ok(sbom);
  return matchAdvisories(sbom, advisories, compareVersions).map(({ advisory, verdict, isAnswered }) => `${advisory.id} ${verdict}${isAnswered ? ' answered' : ''}`);
};

test('a bill of materials says what it is about, and what is wrong with it by place', () => {
  const { sbom, findings } = readSbom(bytes(sbomWith([component('pkg:npm/%40scope/name@1.0.0'), component('pkg:maven/org.example/core@2.0')])));
  assert.deepEqual(findings, []);
  assert.deepEqual(sbom?.components.map(({ packageUrl }) => packageUrl?.name), ['@scope/name', 'org.example:core']);
  const broken = readSbom(bytes({ bomFormat: 'SPDX', specVersion: '1.1', components: [{ type: 'dings', name: 'a', 'bom-ref': 'x' }, { type: 'library', name: 'b', 'bom-ref': 'x', purl: 'npm:b' }, {}], dependencies: [{ ref: 'gibt-es-nicht' }] }));
  assert.equal(broken.sbom, undefined);
  assert.deepEqual(broken.findings.map(({ where }) => where), ['bomFormat', 'specVersion', 'metadata.timestamp', 'metadata.component', 'components[0].type', 'components[1]', 'components[1].purl', 'components[2]', 'dependencies[0]: gibt-es-nicht']);
  assert.ok(broken.findings.every(({ fix }) => fix.length > 10));
});

test('hostile files are refused, never thrown at', () => {
  let nested: object = { type: 'library', name: 'x' };
  for (let depth = 0; depth < 200; depth += 1) nested = { type: 'library', name: 'x', components: [nested] };
  for (const given of ['', '[]', 'null', '{', '"x"', '['.repeat(100_000), sbomWith([nested]), { components: {} }, { components: 'x', dependencies: 3, metadata: [] }]) {
    assert.ok(readSbom(bytes(given)).findings.length > 0);
  }
  assert.equal(readSbom(Buffer.alloc(20 * 1024 * 1024 + 1, 32)).sbom, undefined);
  fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => { readSbom(bytes(value)); readAdvisory(value); }), { numRuns: 300 });
  fc.assert(fc.property(fc.string(), (text) => { readPackageUrl(`pkg:${text}`); cvssScore(`CVSS:3.1/${text}`); }), { numRuns: 300 });
});

test('vulnerable versions are found by range, by enumeration, and only in the package itself', () => {
  const fixed = advisoryOf({ affected: range('lodash', [{ introduced: '0' }, { fixed: '4.17.21' }]) });
  assert.deepEqual(idsOf([component('pkg:npm/lodash@4.17.20')], [fixed]), ['GHSA-xxxx affected']);
  assert.deepEqual(idsOf([component('pkg:npm/lodash@4.17.21'), component('pkg:npm/lodash-es@4.17.20'), component('pkg:pypi/lodash@4.17.20')], [fixed]), []);
  assert.deepEqual(idsOf([component('pkg:npm/lodash@4.17.21-rc.1')], [fixed]), ['GHSA-xxxx affected'], 'before the release that mends it');
  const twice = advisoryOf({ affected: range('a', [{ introduced: '1.0.0' }, { fixed: '1.4.0' }, { introduced: '2.0.0' }, { last_affected: '2.3.0' }]) });
  for (const [version, hit] of [['0.9.9', false], ['1.0.0', true], ['1.4.0', false], ['2.0.0', true], ['2.3.0', true], ['2.3.1', false]] as const) assert.equal(idsOf([component(`pkg:npm/a@${version}`)], [twice]).length === 1, hit, version);
  assert.deepEqual(idsOf([component('pkg:golang/example.org/x/net@v0.1.0')], [advisoryOf({ affected: range('example.org/x/net', [{ introduced: '0' }, { fixed: '0.2.0' }], 'Go') })]), ['GHSA-xxxx affected']);
  const listed = advisoryOf({ affected: [{ package: { ecosystem: 'PyPI', name: 'Django_Thing' }, versions: ['1.0', '1.1'], ranges: [{ type: 'ECOSYSTEM', events: [{ introduced: '0' }, { fixed: '1.2' }] }] }] });
  assert.deepEqual(idsOf([component('pkg:pypi/django-thing@1.1'), component('pkg:pypi/django-thing@1.3')], [listed]), ['GHSA-xxxx affected']);
});

test('what cannot be compared is unclear and not safe; what is withdrawn counts for nothing; what is answered says so', () => {
  const maven = advisoryOf({ affected: range('org.example:core', [{ introduced: '0' }, { fixed: '2.0-jre' }], 'Maven', 'ECOSYSTEM') });
  assert.deepEqual(idsOf([component('pkg:maven/org.example/core@1.0')], [maven]), ['GHSA-xxxx unclear']);
  assert.deepEqual(idsOf([component('pkg:npm/a@kaputt')], [advisoryOf({ affected: range('a', [{ introduced: '0' }]) })]), ['GHSA-xxxx unclear']);
  assert.deepEqual(idsOf([component('pkg:npm/a@1.0.0')], [advisoryOf({ withdrawn: '2026-11-02T00:00:00Z', affected: range('a', [{ introduced: '0' }]) })]), []);
  const known = advisoryOf({ aliases: ['CVE-2026-1'], affected: range('a', [{ introduced: '0' }]) });
  const vex = (analysis: object) => ({ vulnerabilities: [{ id: 'CVE-2026-1', analysis }] });
  assert.deepEqual(idsOf([component('pkg:npm/a@1.0.0')], [known], vex({ state: 'not_affected', justification: 'code_not_reachable' })), ['GHSA-xxxx affected answered']);
  assert.deepEqual(idsOf([component('pkg:npm/a@1.0.0')], [known], vex({ state: 'not_affected' })), ['GHSA-xxxx affected'], 'without a reason');
  assert.deepEqual(idsOf([component('pkg:npm/a@1.0.0')], [known], vex({ state: 'exploitable', detail: 'ja' })), ['GHSA-xxxx affected']);
});

test('severities follow the vectors of the CVSS specification, then the words of the database', () => {
  for (const [vector, score] of [['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8], ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1], ['CVSS:3.0/AV:L/AC:H/PR:H/UI:N/S:U/C:N/I:N/A:N', 0], ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H', 10]] as const) assert.equal(cvssScore(vector), score, vector);
  assert.equal(cvssScore('CVSS:4.0/AV:N/AC:L'), undefined);
  assert.equal(advisoryOf({ severity: [{ type: 'CVSS_V3', score: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H' }] }).severity, 'critical');
  assert.equal(advisoryOf({ severity: [{ type: 'CVSS_V4', score: 'CVSS:4.0/AV:N' }], database_specific: { severity: 'MODERATE' } }).severity, 'medium');
  assert.equal(advisoryOf({}).severity, 'unknown');
});

test('a signature belongs to the file and the key, or it is none', () => {
  const file = bytes('Stückliste');
  const pem = (key: { export(options: { type: 'spki'; format: 'pem' }): string | Buffer }) => String(key.export({ type: 'spki', format: 'pem' }));
  const p256 = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const signature = Buffer.from(sign('sha256', file, p256.privateKey).toString('base64'));
  assert.equal(verifySignature(file, signature, pem(p256.publicKey)).outcome, 'valid');
  assert.equal(verifySignature(bytes('Andere'), signature, pem(p256.publicKey)).outcome, 'invalid');
  const ed = generateKeyPairSync('ed25519');
  assert.equal(verifySignature(file, sign(null, file, ed.privateKey), pem(ed.publicKey)).outcome, 'valid');
  assert.equal(verifySignature(file, signature, pem(ed.publicKey)).outcome, 'invalid');
  assert.equal(verifySignature(file, signature, pem(generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey)).outcome, 'weak-key');
  assert.equal(verifySignature(file, signature, 'kein Schlüssel').outcome, 'unreadable-key');
  assert.equal(verifySignature(file, new Uint8Array(), pem(ed.publicKey)).outcome, 'unreadable-signature');
});
