import { addDays, berlinDate, type PlainDate } from '@allmende/time';
import type { CheckResult, Finding } from './evidence.ts';
import type { Advisory } from './supply-chain/advisory.ts';
import { matchAdvisories, type CompareVersions } from './supply-chain/match-advisories.ts';
import type { Sbom } from './supply-chain/read-sbom.ts';
import type { SignatureVerdict } from './supply-chain/verify-signature.ts';

/** Advisories older than this say too little: the operator has to import newer ones. A rule of this project. */
export const ADVISORIES_DAYS = 30;

/** Whether the bill of materials is valid and belongs to this version of the solution. `version` is what the description states. */
export function checkSbom(read: { readonly sbom: Sbom | undefined; readonly findings: readonly Finding[] }, version: string | null, today: PlainDate): CheckResult {
  const { sbom } = read;
  const findings = [...read.findings];
  if (sbom === undefined) return { outcome: 'failed', findings, facts: {} };
  if (version === null) findings.push({ message: 'Die Beschreibung nennt keine Version, zu der die Stückliste gehören könnte.', fix: 'Ergänzen Sie „softwareVersion“ in der publiccode.yml.', where: 'softwareVersion' });
  else if (bare(version) !== bare(sbom.subject.version)) findings.push({ message: `Die Stückliste gehört zu Version ${sbom.subject.version.slice(0, 40)}, beschrieben ist ${version.slice(0, 40)}.`, fix: 'Legen Sie die Stückliste der beschriebenen Version vor.', where: 'metadata.component.version' });
  if (berlinDate(new Date(sbom.madeAt)) > today) findings.push({ message: 'Die Stückliste trägt ein Datum in der Zukunft.', fix: 'Prüfen Sie die Uhr des Werkzeugs.', where: 'metadata.timestamp' });
  const named = sbom.components.filter(({ packageUrl }) => packageUrl !== null).length;
  if (named * 2 < sbom.components.length) findings.push({ message: 'Weniger als die Hälfte der Bestandteile hat eine Paketadresse (purl).', fix: 'Ohne Paketadresse lassen sich Schwachstellen nicht finden. Erzeugen Sie die Stückliste mit Paketadressen.', where: 'components' });
  return { outcome: findings.length === 0 ? 'passed' : 'failed', findings, facts: { standard: `CycloneDX ${sbom.specVersion}`, components: sbom.components.length, withPackageUrl: named, madeOn: berlinDate(new Date(sbom.madeAt)), version: sbom.subject.version.slice(0, 60) } };
}

const SIGNATURE_FINDINGS: Readonly<Record<Exclude<SignatureVerdict['outcome'], 'valid'>, Finding>> = {
  invalid: { message: 'Die Signatur gehört nicht zu dieser Stückliste und diesem Schlüssel.', fix: 'Unterschreiben Sie genau die Datei, die Sie vorlegen, zum Beispiel mit „cosign sign-blob“.' },
  'unreadable-key': { message: 'Der öffentliche Schlüssel ist nicht lesbar.', fix: 'Fügen Sie ihn als PEM ein. Er beginnt mit „-----BEGIN PUBLIC KEY-----“.' },
  'unreadable-signature': { message: 'Die Signatur ist nicht lesbar.', fix: 'Legen Sie die Signatur in Base64 oder als Datei vor.' },
  'weak-key': { message: 'Diese Art von Schlüssel reicht nicht aus.', fix: 'Verwenden Sie Ed25519, ECDSA mit P-256 oder P-384, oder RSA ab 3072 Bit.' },
};

/** Whether the bill of materials is signed. */
export function checkSignature(verdict: SignatureVerdict): CheckResult {
  if (verdict.outcome !== 'valid') return { outcome: 'failed', findings: [SIGNATURE_FINDINGS[verdict.outcome]], facts: {} };
  return { outcome: 'passed', findings: [], facts: { algorithm: verdict.algorithm, key: verdict.fingerprint } };
}

/** Whether parts of the solution have known vulnerabilities that are grave, of unknown gravity, or cannot be judged, and that the bill of materials does not answer. `importedOn` is the day of the newest advisories; undefined when there are none. */
export function checkVulnerabilities(sbom: Pick<Sbom, 'components' | 'vex'> | undefined, advisories: readonly Advisory[], importedOn: PlainDate | undefined, today: PlainDate, compareVersions: CompareVersions): CheckResult {
  if (sbom === undefined) return { outcome: 'failed', findings: [{ message: 'Ohne gültige Stückliste lassen sich Schwachstellen nicht prüfen.', fix: 'Legen Sie zuerst eine gültige Stückliste vor.' }], facts: {} };
  if (importedOn === undefined || addDays(importedOn, ADVISORIES_DAYS) <= today) {
    return { outcome: 'failed', findings: [{ message: 'Die Liste bekannter Schwachstellen fehlt oder ist zu alt.', fix: 'Hier müssen Sie nichts tun: Der Betrieb der Plattform liest eine neue Liste ein, danach wird von selbst neu geprüft.' }], facts: {} };
  }
  const found = matchAdvisories(sbom, advisories, compareVersions);
  const open = found.filter(({ advisory, isAnswered, verdict }) => !isAnswered && (verdict === 'unclear' || advisory.severity === 'critical' || advisory.severity === 'high' || advisory.severity === 'unknown'));
  const findings = open.slice(0, 50).map(({ advisory, component, verdict }): Finding => ({
    message: `${advisory.id} (${SEVERITY_WORDS[advisory.severity]}): ${component.name} ${component.version ?? 'ohne Version'}${verdict === 'unclear' ? ', nicht sicher zu beurteilen' : ''}.`,
    fix: 'Aktualisieren Sie den Bestandteil, oder begründen Sie in der Stückliste (VEX, „analysis“), warum er hier nicht schadet.', where: component.name.slice(0, 100),
  }));
  return { outcome: open.length === 0 ? 'passed' : 'failed', findings, facts: { known: found.length, open: open.length, answered: found.filter(({ isAnswered }) => isAnswered).length, advisoriesOf: importedOn } };
}

const SEVERITY_WORDS = { critical: 'kritisch', high: 'hoch', medium: 'mittel', low: 'niedrig', unknown: 'Schwere unbekannt' } as const;
const bare = (version: string): string => version.trim().replace(/^v/u, '');
