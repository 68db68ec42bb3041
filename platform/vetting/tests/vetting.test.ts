import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { test } from 'node:test';
import { accessMigrations, NotPermitted, SignInNeeded, systemActor, type Actor } from '@allmende/access';
import { TRIAL_LEVELS, type TrialCheck, type TrialCheckId, type TrialReport } from '@allmende/app-packages';
import { auditMigrations, listEntries } from '@allmende/audit';
import { catalogMigrations, getSolution, searchCatalog } from '@allmende/catalog';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { InvalidInput, NotFound } from '@allmende/errors';
import { eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { testHouse } from '@allmende/house/testing';
import { identityMigrations } from '@allmende/identity';
import { jobsMigrations } from '@allmende/jobs';
import { secretsMigrations } from '@allmende/secrets';
import { suppliersMigrations } from '@allmende/suppliers';
import { aSupplier } from '@allmende/suppliers/testing';
import { plainDate } from '@allmende/time';
import { aPdf } from '@allmende/uploads/testing';
import {
  ActNotPossible, AlreadyInVetting, ApprovedOtherwise, approveSolution, beginSolution, declareAi, declareOrigin, getOwnSolution, getVetting, handInDocument, handInSbom, importAdvisories, LevelTooLow, listOwnSolutions, listVetting, publishSolution, readEvidenceFile,
  recheckVulnerabilities, recordTrial, renewDescription, returnSolution, reviewEvidence, submitSolution, vettingMigrations, vettingOf, withdrawSolution, writeMessage, type CheckId,
} from '../index.ts';
import { aDescription } from '../testing/index.ts';

const { database } = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, filesMigrations, auditMigrations, accessMigrations, identityMigrations, catalogMigrations, suppliersMigrations, vettingMigrations]);
const house = testHouse(database);
const as = (actor: Actor) => ({ ...house, actor, tenant: PLATFORM_TENANT, locale: 'de' as const });
const operator = as({ kind: 'staff', accountId: newId(), name: 'Olga Operativ', grants: [{ tenant: PLATFORM_TENANT, role: 'operator' }] });
const auditor = as({ kind: 'staff', accountId: newId(), name: 'Anna Audit', grants: [{ tenant: PLATFORM_TENANT, role: 'platform-auditor' }] });
const lena = as((await aSupplier(house)).actor);
const stranger = as((await aSupplier(house, { name: 'Fremdwerk GmbH (Beispiel)' })).actor);
const bytes = (text: unknown): Uint8Array => Buffer.from(typeof text === 'string' ? text : JSON.stringify(text));
const origin = { holder: 'Musterwerk eG', right: 'own', commit: 'a'.repeat(40), thirdParties: true };
const signer = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
const publicKey = String(signer.publicKey.export({ type: 'spki', format: 'pem' }));

const { id: solution } = await beginSolution(lena, { publiccode: bytes(aDescription()) });
const own = () => getOwnSolution(lena, { solution });
const stateOf = async (check: CheckId) => (await own()).standing.rungs.flatMap(({ checks }) => checks).find(({ rule }) => rule.id === check)?.state;
const waiting = async (check: CheckId) => (await own()).evidence.find((one) => one.check === check)?.id ?? '';
const confirm = async (check: CheckId) => reviewEvidence(operator, { solution, evidence: await waiting(check), outcome: 'confirmed', reason: '' });
const sbomOf = (version: string, purl: string) => bytes({
  bomFormat: 'CycloneDX', specVersion: '1.6', version: 1, metadata: { timestamp: '2026-11-20T10:00:00Z', component: { type: 'application', name: 'musterplan', version, 'bom-ref': 'root' } },
  components: [{ type: 'library', name: 'beispiel', version: '1.0.0', purl, 'bom-ref': 'a' }], dependencies: [{ ref: 'root', dependsOn: ['a'] }],
});
const handIn = (sbom: Uint8Array) => handInSbom(lena, { solution, sbom, signature: bytes(sign('sha256', sbom, signer.privateKey).toString('base64')), publicKey });
const advisory = (name: string) => bytes({ id: 'GHSA-beispiel', modified: '2026-11-20T00:00:00Z', database_specific: { severity: 'HIGH' }, affected: [{ package: { ecosystem: 'npm', name }, ranges: [{ type: 'SEMVER', events: [{ introduced: '0' }, { fixed: '1.0.1' }] }] }] });

test('a description is checked at once, belongs to its supplier alone, and lies sealed', async () => {
  assert.equal((await own()).standing.level, 1);
  assert.equal(await stateOf('licence-clear'), 'passed');
  await assert.rejects(getOwnSolution(stranger, { solution }), NotFound);
  await assert.rejects(getOwnSolution(operator, { solution }), NotFound);
  await assert.rejects(listOwnSolutions(as({ kind: 'anonymous' })), SignInNeeded);
  assert.deepEqual(await listOwnSolutions(stranger), []);
  const rows = await database.inTenant(PLATFORM_TENANT, (tx) => tx.client.query<{ content: Buffer }>('select content from vetting.revision'));
  assert.doesNotMatch(rows.rows[0]?.content.toString('latin1') ?? '', /Musterplan/u);
  await assert.rejects(beginSolution(stranger, { publiccode: bytes(aDescription({ repository: 'https://EXAMPLE.org/musterwerk/musterplan' })) }), AlreadyInVetting);
});

test('a fault in the description is shown with line and fix, and hostile files are refused', async () => {
  const { id } = await beginSolution(stranger, { publiccode: bytes(aDescription({ repository: 'https://example.org/fremd/werk.git', licence: 'LicenseRef-Eigene' }).replace('task-management', 'raumfahrt')) });
  const { standing } = await getOwnSolution(stranger, { solution: id });
  assert.equal(standing.level, 0);
  const findings = standing.rungs.flatMap(({ checks }) => checks).flatMap(({ evidence }) => evidence?.findings ?? []);
  assert.deepEqual(findings.map(({ where }) => where), ['Zeile 7', 'legal.license']);
  assert.ok(findings.every(({ fix }) => fix.length > 10));
  const bomb = ['a0: &a0 [x, x, x, x]', ...Array.from({ length: 12 }, (_, at) => `a${at + 1}: &a${at + 1} [${Array(9).fill(`*a${at}`).join(', ')}]`)].join('\n');
  for (const hostile of [bomb, 'a: &a [*a]', `- ${'['.repeat(9000)}`, 'x'.repeat(2 ** 20 + 1), '\u0000\u0001', 'a: 1\n---\nb: 2', '']) {
    await assert.rejects(beginSolution(stranger, { publiccode: bytes(hostile) }), (error: unknown) => error instanceof InvalidInput && error.fields[0]?.pointer === '/publiccode' && error.fields[0].message.length > 20, hostile.slice(0, 20));
  }
  assert.equal((await listOwnSolutions(stranger)).length, 1);
});

test('a statement is checked, waits for the operator, and lifts the level once confirmed', async () => {
  assert.equal((await declareOrigin(lena, { solution, statement: { ...origin, commit: 'main', right: '' } })).findings.length, 2);
  assert.equal(await stateOf('origin-clear'), 'failed');
  await assert.rejects(confirm('origin-clear'), ActNotPossible, 'what failed cannot be confirmed');
  await declareOrigin(lena, { solution, statement: origin });
  assert.equal(await stateOf('origin-clear'), 'waiting');
  await assert.rejects(reviewEvidence(auditor, { solution, evidence: await waiting('origin-clear'), outcome: 'confirmed', reason: '' }), NotPermitted);
  await confirm('origin-clear');
  await assert.rejects(confirm('origin-clear'), ActNotPossible, 'twice');
  assert.equal((await own()).standing.level, 2);
});

test('the operator returns with reasons, both agree, and the solution stands in the store with its level', async () => {
  await assert.rejects(publishSolution(lena, { solution, revision: 1 }), ActNotPossible);
  await submitSolution(lena, { solution });
  await assert.rejects(renewDescription(lena, { solution, publiccode: bytes(aDescription()) }), ActNotPossible, 'nothing changes while somebody looks at it');
  await returnSolution(operator, { solution, reason: 'Bitte nennen Sie die neueste Version.' });
  assert.match((await own()).solution.reason ?? '', /neueste Version/u);
  await renewDescription(lena, { solution, publiccode: bytes(aDescription({ version: '2.2.0', releaseDate: '2026-11-15' })) });
  await submitSolution(lena, { solution });
  assert.deepEqual((await listVetting(operator, { state: 'submitted' })).map((one) => [one.solution.id, one.supplierName, one.standing.level]), [[solution, 'Musterwerk eG (Beispiel)', 2]]);
  const both = await Promise.allSettled([approveSolution(operator, { solution }), approveSolution(operator, { solution })]);
  assert.deepEqual(both.map(({ status }) => status).toSorted(), ['fulfilled', 'rejected'], 'two at the same moment');
  await assert.rejects(publishSolution(stranger, { solution, revision: 2 }), NotFound);
  await assert.rejects(publishSolution(lena, { solution, revision: 1 }), ApprovedOtherwise);
  const slug = await publishSolution(lena, { solution, revision: 2 });
  assert.equal((await getSolution(house, { slug })).listing.softwareVersion, '2.2.0');
  const shown = await vettingOf(house, { slug });
  assert.equal(shown?.level, 2);
  assert.equal(shown.supplier, 'Musterwerk eG (Beispiel)');
  assert.deepEqual(shown.checks.slice(0, 3).map(({ state, recordedOn }) => [state, recordedOn]), [['passed', '2026-11-21'], ['passed', '2026-11-21'], ['passed', '2026-11-21']]);
  assert.equal(await vettingOf(house, { slug: 'gibt-es-nicht' }), undefined);
});

test('questions and answers go to and fro, sealed, and only between the two', async () => {
  await writeMessage(operator, { solution, text: 'Wer betreibt die Instanzen?' });
  await writeMessage(lena, { solution, text: 'Die Genossenschaft selbst.' });
  await assert.rejects(writeMessage(stranger, { solution, text: 'Ich auch.' }), NotFound);
  assert.deepEqual((await getVetting(operator, { solution })).messages.map(({ author, text }) => `${author}: ${text}`), ['operator: Wer betreibt die Instanzen?', 'supplier: Die Genossenschaft selbst.']);
  const stored = await database.inTenant(PLATFORM_TENANT, (tx) => tx.client.query('select text::text from vetting.message'));
  assert.doesNotMatch(JSON.stringify(stored.rows), /Genossenschaft/u);
});

test('documents are searched for what they must contain, kept for supplier and operator alone, and hashed as handed in', async () => {
  const words = 'Schutzbedarf hoch. Vertraulichkeit, Integrität, Verfügbarkeit. Risiken und Maßnahmen. Berechtigungen. Datensicherung und Wiederherstellung. Umgang mit Schwachstellen.';
  const statement = { dated: plainDate('2026-10-01'), validUntil: null, result: '' };
  const weak = await handInDocument(lena, { solution, check: 'security-concept', file: { name: 'x.pdf', bytes: await aPdf(['Der Schutzbedarf der Anwendung ist hoch, mehr steht hier nicht.']) }, statement });
  assert.equal(weak.outcome, 'failed');
  assert.ok(weak.findings.some(({ message }) => message.includes('Risiken')));
  const pdf = await aPdf(words.split('. '));
  const good = await handInDocument(lena, { solution, check: 'security-concept', file: { name: 'x.pdf', bytes: pdf }, statement });
  assert.deepEqual([good.outcome, good.findings, good.expiresOn], ['passed', [], '2028-11-20']);
  const file = await readEvidenceFile(operator, { solution, evidence: good.id });
  assert.equal(Buffer.from(file.bytes.slice(0, 5)).toString(), '%PDF-');
  await assert.rejects(readEvidenceFile(stranger, { solution, evidence: good.id }), NotFound);
  await assert.rejects(readEvidenceFile(lena, { solution, evidence: newId() }), NotFound);
  await assert.rejects(handInDocument(lena, { solution, check: 'security-concept', file: { name: 'x.pdf', bytes: bytes('kein PDF') }, statement }), InvalidInput);
  await reviewEvidence(operator, { solution, evidence: good.id, outcome: 'returned', reason: 'Es fehlt der Betrieb.' });
  assert.equal(await stateOf('security-concept'), 'failed');
});

test('the class of the AI Act needs its reason and its duties', async () => {
  const reason = 'Die Lösung beantwortet Fragen im Gespräch und entscheidet nichts.';
  assert.equal((await declareAi(lena, { solution, statement: { aiClass: 'none', reason, duties: {} } })).outcome, 'passed');
  assert.equal((await declareAi(lena, { solution, statement: { aiClass: 'transparency', reason, duties: { literacy: 'Schulung' } } })).findings.length, 2);
  assert.equal((await declareAi(lena, { solution, statement: { aiClass: 'prohibited', reason, duties: {} } })).outcome, 'failed');
});

test('the bill of materials belongs to the version, is signed, and is checked again when new vulnerabilities are known', async () => {
  await handIn(sbomOf('1.0.0', 'pkg:npm/beispiel@1.0.0'));
  assert.deepEqual([await stateOf('sbom-valid'), await stateOf('sbom-signed'), await stateOf('no-known-vulnerabilities')], ['failed', 'passed', 'failed'], 'another version, and no list of vulnerabilities');
  await importAdvisories(operator, { file: advisory('anderes') });
  await handIn(sbomOf('2.2.0', 'pkg:npm/beispiel@1.0.0'));
  assert.deepEqual([await stateOf('sbom-valid'), await stateOf('sbom-signed'), await stateOf('no-known-vulnerabilities')], ['passed', 'passed', 'passed']);
  assert.deepEqual(await importAdvisories(operator, { file: bytes(`${Buffer.from(advisory('beispiel')).toString()}\nkaputt\n`) }).then(({ advisories, unreadable }) => [advisories, unreadable]), [1, 1]);
  await recheckVulnerabilities(as(systemActor('vetting')), { solution });
  assert.equal(await stateOf('no-known-vulnerabilities'), 'failed');
  assert.match((await own()).evidence.find((one) => one.check === 'no-known-vulnerabilities')?.findings[0]?.message ?? '', /GHSA-beispiel \(hoch\): beispiel 1\.0\.0/u);
  await assert.rejects(importAdvisories(lena, { file: advisory('x') }), NotFound);
  await assert.rejects(importAdvisories(operator, { file: bytes('kein JSON') }), InvalidInput);
});

test('what the test runtime has shown counts by the repository of the package, and stands in the log with its hash', async () => {
  const report = (level: TrialReport['level']): TrialReport => ({
    app: 'musterplan', version: '2.2.0', digest: `sha256:${'b'.repeat(64)}`, updatedFrom: '2.1.0', level, recoverySeconds: 12.5, testedAt: '2026-11-21T08:00:00.000Z',
    steps: TRIAL_LEVELS.map((one) => ({ level: one.level, name: one.name, outcome: one.level <= level ? 'passed' as const : 'failed' as const, seconds: 1, ...(one.level <= level ? {} : { detail: 'Antwortet nicht.' }) })),
  });
  const [failed] = await recordTrial(operator, { report: report(2), publiccode: aDescription() });
  assert.deepEqual(failed?.findings.map(({ where }) => where), ['Erprobung, Stufe 3', 'Erprobung, Stufe 4']);
  const [passed, ...others] = await recordTrial(operator, { report: report(7), publiccode: aDescription() });
  assert.deepEqual([passed?.outcome, passed?.facts['recoverySeconds'], await stateOf('runs-and-restores')], ['passed', 12.5, 'passed']);
  assert.deepEqual([others, await stateOf('single-sign-on')], [[], 'missing'], 'what was not tried is evidence of nothing');
  await assert.rejects(recordTrial(operator, { report: report(7), publiccode: aDescription({ repository: 'https://example.org/anders.git' }) }), NotFound);
  const entries = await database.inTenant(PLATFORM_TENANT, (tx) => listEntries(tx));
  assert.ok(entries.some(({ entry }) => entry.action === 'vetting/evidence-recorded' && entry.facts['hash'] === passed?.hash));

  // On a platform with two authorities: each check by its own steps.
  const step = (check: TrialCheckId, outcome: TrialCheck['outcome'], detail?: string): TrialCheck => ({ check, outcome, steps: [{ check, name: 'Ein Schritt', outcome, seconds: 1, ...(detail === undefined ? {} : { detail }) }] });
  const states = async () => Promise.all((['single-sign-on', 'sign-out', 'isolation'] as const).map(stateOf));
  const record = async (checks: readonly TrialCheck[]) => recordTrial(operator, { report: { ...report(7), checks }, publiccode: aDescription() });
  const partly = await record([step('single-sign-on', 'passed'), step('sign-out', 'untried', 'Hier nicht.'), step('isolation', 'failed', 'Erreicht wurde: 10.1.2.3:8080')]);
  assert.deepEqual([partly.map(({ check }) => check), await states()], [['runs-and-restores', 'single-sign-on', 'isolation'], ['passed', 'missing', 'failed']]);
  assert.match(partly.at(-1)?.findings[0]?.fix ?? '', /10\.1\.2\.3:8080/u);
  const whole = await record([step('single-sign-on', 'passed'), step('sign-out', 'passed', '0,80 s'), step('isolation', 'passed')]);
  assert.deepEqual([whole.map(({ outcome }) => outcome), await states(), whole.find(({ check }) => check === 'sign-out')?.facts['measured']], [['passed', 'passed', 'passed', 'passed'], ['passed', 'passed', 'passed'], '0,80 s']);
  await record([step('single-sign-on', 'passed'), step('sign-out', 'failed', 'Es dauerte länger.'), step('isolation', 'passed')]);
  assert.deepEqual(await states(), ['passed', 'failed', 'passed'], 'the newest counts');
});

test('a solution rises level by level to the sixth, and only by a trial in which sign-in, sign-out and isolation all passed', async () => {
  const publiccode = aDescription({ name: 'Stufenplan', repository: 'https://example.org/musterwerk/stufenplan.git' });
  const { id } = await beginSolution(lena, { publiccode: bytes(publiccode) });
  const levelNow = async () => (await getOwnSolution(lena, { solution: id })).standing.level;
  const confirmed = async (evidence: { readonly id: string; readonly findings: unknown }) => { assert.deepEqual(evidence.findings, []); await reviewEvidence(operator, { solution: id, evidence: evidence.id, outcome: 'confirmed', reason: '' }); };
  assert.equal(await levelNow(), 1);
  await confirmed(await declareOrigin(lena, { solution: id, statement: origin }));
  assert.equal(await levelNow(), 2);
  const documents = {
    'processing-agreement': ['Gegenstand, Dauer und Zweck. Kategorien betroffener Personen. Weisung.', 'Vertraulichkeit. Artikel 32. Unterauftragnehmer. Rechte der Betroffenen.', 'Meldung. Löschen und Rückgabe. Überprüfung.'],
    'accessibility-report': ['EN 301 549, WCAG. Ergebnis: konform. Geprüfte Seiten.'],
    'security-concept': ['Schutzbedarf. Vertraulichkeit, Integrität, Verfügbarkeit. Risiken.', 'Maßnahmen. Berechtigungen. Datensicherung. Schwachstellen.'], 'security-attestation': ['C5-Testat. Geltungsbereich. Prüfer.'],
  } as const;
  for (const [check, lines] of Object.entries(documents) as [keyof typeof documents, readonly string[]][]) {
    const result = check === 'accessibility-report' ? 'conformant' : check === 'security-attestation' ? 'c5-type-2' : '';
    await confirmed(await handInDocument(lena, { solution: id, check, file: { name: 'x.pdf', bytes: await aPdf(lines) }, statement: { dated: plainDate('2026-10-01'), validUntil: plainDate('2027-10-01'), result } }));
  }
  await confirmed(await declareAi(lena, { solution: id, statement: { aiClass: 'none', reason: 'Die Lösung enthält keine künstliche Intelligenz.', duties: {} } }));
  assert.equal(await levelNow(), 3);
  const sbom = sbomOf('2.1.0', 'pkg:npm/sauber@1.0.0');
  await handInSbom(lena, { solution: id, sbom, signature: bytes(sign('sha256', sbom, signer.privateKey).toString('base64')), publicKey });
  assert.equal(await levelNow(), 4);
  const tried = (checks: Partial<Record<TrialCheckId, TrialCheck['outcome']>>): TrialReport => ({
    app: 'stufenplan', version: '2.1.0', digest: `sha256:${'c'.repeat(64)}`, updatedFrom: undefined, level: 7, recoverySeconds: 4, testedAt: '2026-11-21T08:00:00.000Z', steps: TRIAL_LEVELS.map(({ level, name }) => ({ level, name, outcome: 'passed', seconds: 1 })),
    checks: Object.entries(checks).map(([check, outcome]) => ({ check: check as TrialCheckId, outcome, steps: [{ check: check as TrialCheckId, name: 'Ein Schritt', outcome, seconds: 1 }] })),
  });
  const after = async (checks: Parameters<typeof tried>[0]) => { await recordTrial(operator, { report: tried(checks), publiccode }); return levelNow(); };
  assert.equal(await after({}), 5);
  assert.equal(await after({ 'single-sign-on': 'passed', 'sign-out': 'untried', isolation: 'passed' }), 5, 'what could not be tried lifts nothing');
  assert.equal(await after({ 'single-sign-on': 'passed', 'sign-out': 'passed', isolation: 'passed' }), 6);
  assert.equal(await after({ 'single-sign-on': 'passed', 'sign-out': 'passed', isolation: 'failed' }), 5, 'and a later failure takes it back');
});

test('a draft after the publication changes nothing in the store, and a lapse of time does', async () => {
  const slug = (await own()).solution.slug ?? '';
  await renewDescription(lena, { solution, publiccode: bytes('publiccodeYmlVersion: "0.7"\nname: Kaputt\nurl: https://example.org/musterwerk/musterplan.git\n') });
  assert.equal((await own()).standing.level, 0);
  assert.equal((await vettingOf(house, { slug }))?.level, 2);
  await submitSolution(lena, { solution });
  await assert.rejects(approveSolution(operator, { solution }), LevelTooLow);
  const later = { ...house, clock: { ...house.clock, today: () => plainDate('2029-11-20') } };
  assert.equal((await vettingOf(later, { slug }))?.level, 1, 'the origin was declared three years ago');
});

test('what is withdrawn is found no more, its page says why, and the repository is free again', async () => {
  const slug = (await own()).solution.slug ?? '';
  const found = async () => (await searchCatalog(house, { query: 'Musterplan', facets: {}, language: 'de', page: 1 })).entries.map((one) => one.slug);
  assert.ok((await found()).includes(slug));
  await withdrawSolution(operator, { solution, reason: 'Der Anbieter hat aufgegeben.' });
  assert.equal((await found()).includes(slug), false);
  assert.deepEqual([(await vettingOf(house, { slug }))?.listing, (await vettingOf(house, { slug }))?.level, (await vettingOf(house, { slug }))?.reason], ['withdrawn', 0, 'Der Anbieter hat aufgegeben.']);
  await assert.rejects(declareOrigin(lena, { solution, statement: origin }), ActNotPossible);
  assert.ok((await beginSolution(stranger, { publiccode: bytes(aDescription()) })).id);
});
