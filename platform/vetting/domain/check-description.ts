import type { PubliccodeReading } from '@allmende/catalog';
import parseLicence from 'spdx-expression-parse';
import spdxLicences from 'spdx-license-list';
import type { CheckResult, Finding } from './evidence.ts';

type Read = Extract<PubliccodeReading, { kind: 'read' }>;

/** Whether the description is conformant to publiccode.yml: the strict verdict of the catalogue, problem by problem. */
export function checkMetadata(reading: PubliccodeReading): CheckResult {
  if (reading.kind === 'unparsable') return { outcome: 'failed', findings: [{ message: reading.reason, fix: 'Prüfen Sie die Datei mit einem YAML-Werkzeug.', where: `Zeile ${reading.line}` }], facts: {} };
  const { conformant, problems, version } = reading.conformance;
  const errors = problems.filter(({ severity }) => severity === 'error');
  const findings = errors.slice(0, 50).map(({ line, pointer, message }): Finding => ({ message, fix: pointer === '' ? 'Ändern Sie die Datei an dieser Stelle.' : `Ändern Sie „${pointer.slice(1).replaceAll('/', ' → ').slice(0, 100)}“.`, where: `Zeile ${line}` }));
  return { outcome: conformant ? 'passed' : 'failed', findings, facts: { standard: `publiccode.yml ${version ?? 'unbekannt'}`.slice(0, 40), hints: problems.length - errors.length } };
}

/** Whether the licence is a known open one: every licence of the SPDX expression is approved by the Open Source Initiative (as the SPDX list says). */
export function checkLicence(reading: Read): CheckResult {
  const stated = reading.listing.licence;
  if (stated === null) return failed('Die Datei nennt keine Lizenz.', 'Ergänzen Sie „legal.license“, zum Beispiel „EUPL-1.2“.');
  if (!stated.recognised) return failed('Die Lizenz ist kein SPDX-Ausdruck.', 'Verwenden Sie eine Kennung von spdx.org/licenses, zum Beispiel „EUPL-1.2“.');
  const findings = licencesIn(stated.expression).filter((id) => spdxLicences[id]?.osiApproved !== true).map((id): Finding => ({
    message: `„${id}“ ist keine von der Open Source Initiative anerkannte Lizenz.`, fix: 'Veröffentlichen Sie unter einer anerkannten Lizenz, oder lassen Sie die Alternative weg.', where: 'legal.license',
  }));
  return { outcome: findings.length === 0 ? 'passed' : 'failed', findings, facts: { licence: stated.expression.slice(0, 200) } };
}

function licencesIn(expression: string): string[] {
  const ids = new Set<string>();
  const walk = (node: LicenceNode): void => {
    if ('license' in node) { ids.add(node.license); return; }
    walk(node.left);
    walk(node.right);
  };
  walk(parseLicence(expression) as LicenceNode);
  return [...ids];
}

type LicenceNode = { readonly license: string } | { readonly left: LicenceNode; readonly right: LicenceNode };

/** What a supplier declares about where a solution comes from. */
export type OriginStatement = { readonly holder: string; readonly right: string; readonly commit: string; readonly thirdParties: boolean };

/** Whether it is clear whose the solution is and what exactly is meant: repository, commit, holder of the rights, and that parts of others are used by their licences. */
export function checkOrigin(reading: Read, statement: OriginStatement): CheckResult {
  const { repository, organisation, copyrightOwner } = reading.listing;
  const findings: Finding[] = [];
  const expect = (holds: boolean, message: string, fix: string, where?: string) => { if (!holds) findings.push({ message, fix, ...(where === undefined ? {} : { where }) }); };
  expect(repository !== null && repository.startsWith('https://'), 'Die Beschreibung nennt kein Repository mit https://.', 'Tragen Sie unter „url“ die Adresse des Repositorys ein.', 'url');
  expect(organisation?.name != null || organisation?.uri != null || copyrightOwner !== null, 'Die Beschreibung nennt weder eine Organisation noch, wem das Urheberrecht gehört.', 'Ergänzen Sie „organisation“ oder „legal.mainCopyrightOwner“.', 'organisation');
  expect(/^[0-9a-f]{40}([0-9a-f]{24})?$/u.test(statement.commit.trim()), 'Der Stand ist nicht eindeutig bezeichnet.', 'Geben Sie die vollständige Prüfsumme des Commits an (40 oder 64 Zeichen).', 'Commit');
  expect(statement.holder.trim().length >= 2, 'Es fehlt, wer die Rechte hat.', 'Nennen Sie die Person oder Organisation.', 'Rechte');
  expect(statement.right === 'own' || statement.right === 'granted', 'Es fehlt, woher Ihr Recht kommt.', 'Wählen Sie, ob die Rechte Ihre eigenen sind oder Ihnen eingeräumt wurden.', 'Rechte');
  expect(statement.thirdParties, 'Es fehlt die Erklärung zu Bestandteilen anderer.', 'Bestätigen Sie, dass Bestandteile anderer nach ihren Lizenzen benutzt werden.', 'Bestandteile anderer');
  return {
    outcome: findings.length === 0 ? 'passed' : 'failed', findings,
    facts: { repository: (repository ?? '').slice(0, 300), commit: statement.commit.trim().slice(0, 64), holder: statement.holder.trim().slice(0, 150), right: statement.right === 'own' ? 'own' : 'granted' },
  };
}

function failed(message: string, fix: string): CheckResult {
  return { outcome: 'failed', findings: [{ message, fix, where: 'legal.license' }], facts: {} };
}
