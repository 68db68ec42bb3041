import type { Locale } from '@allmende/i18n';
import type { CheckId } from '../domain/ladder.ts';
import type { CheckState } from '../domain/standing.ts';

type Words = Readonly<Record<Locale, string>>;

/** The checks in words. */
export const CHECK_NAMES: Readonly<Record<CheckId, Words>> = {
  'metadata-conformant': { de: 'Beschreibung entspricht publiccode.yml', en: 'Description conforms to publiccode.yml' },
  'licence-clear': { de: 'Anerkannte offene Lizenz', en: 'Recognised open licence' },
  'origin-clear': { de: 'Herkunft und Rechte geklärt', en: 'Origin and rights are clear' },
  'processing-agreement': { de: 'Vertrag zur Auftragsverarbeitung (Art. 28 DSGVO)', en: 'Processing agreement (Art. 28 GDPR)' },
  'accessibility-report': { de: 'Prüfbericht zur Barrierefreiheit (BITV, EN 301 549)', en: 'Accessibility report (BITV, EN 301 549)' },
  'security-concept': { de: 'Sicherheitskonzept', en: 'Security concept' },
  'security-attestation': { de: 'Nachweis C5 oder IT-Grundschutz', en: 'C5 or IT-Grundschutz evidence' },
  'ai-act': { de: 'Einordnung nach der KI-Verordnung', en: 'Class under the AI Act' },
  'sbom-valid': { de: 'Stückliste (CycloneDX) gültig', en: 'Bill of materials (CycloneDX) valid' },
  'sbom-signed': { de: 'Stückliste unterschrieben', en: 'Bill of materials signed' },
  'no-known-vulnerabilities': { de: 'Keine offenen bekannten Schwachstellen', en: 'No open known vulnerabilities' },
  'runs-and-restores': { de: 'Installiert, aktualisiert, sichert und spielt zurück', en: 'Installs, updates, backs up and restores' },
  'single-sign-on': { de: 'Einmalige Anmeldung', en: 'Single sign-on' },
  'sign-out': { de: 'Abmeldung überall', en: 'Sign-out everywhere' },
  isolation: { de: 'Behörden voneinander getrennt', en: 'Authorities apart from each other' },
  maintained: { de: 'Seit einem halben Jahr gepflegt', en: 'Maintained for half a year' },
};

/** The levels in words, from 1 on. */
export const LEVEL_NAMES: readonly Words[] = [
  { de: 'Ohne Stufe', en: 'No level' }, { de: 'Beschreibung stimmt', en: 'Description is right' }, { de: 'Lizenz und Herkunft klar', en: 'Licence and origin clear' }, { de: 'Unterlagen vollständig', en: 'Documents complete' },
  { de: 'Lieferkette geprüft', en: 'Supply chain checked' }, { de: 'Betrieb erprobt', en: 'Operation tried' }, { de: 'Anmeldung und Trennung geprüft', en: 'Sign-on and isolation checked' }, { de: 'Dauerhaft gepflegt', en: 'Maintained over time' },
];

/** How a check stands, in words and colour. */
export const STATE_WORDS: Readonly<Record<CheckState, Words & { readonly tone: 'success' | 'danger' | 'warning' | 'info' | 'neutral' }>> = {
  passed: { de: 'bestanden', en: 'passed', tone: 'success' }, failed: { de: 'nicht bestanden', en: 'failed', tone: 'danger' }, missing: { de: 'fehlt noch', en: 'still missing', tone: 'neutral' },
  waiting: { de: 'wartet auf Sichtung', en: 'waits for review', tone: 'info' }, expired: { de: 'abgelaufen', en: 'expired', tone: 'warning' }, outdated: { de: 'gehört zu einer früheren Beschreibung', en: 'belongs to an earlier description', tone: 'warning' },
};

/** What a supplier does for a check where nothing is handed in, or the operator does it. */
export const HELP: Readonly<Record<CheckId, Words>> = {
  'metadata-conformant': { de: 'Wird aus Ihrer publiccode.yml gelesen.', en: 'Read from your publiccode.yml.' },
  'licence-clear': { de: 'Wird aus Ihrer publiccode.yml gelesen.', en: 'Read from your publiccode.yml.' },
  'origin-clear': { de: 'Erklären Sie, wessen die Lösung ist und welcher Stand gemeint ist.', en: 'Declare whose the solution is and which state is meant.' },
  'processing-agreement': { de: 'Legen Sie den Vertrag als PDF vor. Er muss alle Punkte des Art. 28 Abs. 3 DSGVO enthalten.', en: 'Hand in the agreement as PDF. It must contain all points of Art. 28(3) GDPR.' },
  'accessibility-report': { de: 'Legen Sie den Prüfbericht als PDF vor.', en: 'Hand in the report as PDF.' },
  'security-concept': { de: 'Legen Sie das Konzept als PDF vor.', en: 'Hand in the concept as PDF.' },
  'security-attestation': { de: 'Legen Sie das Testat oder Zertifikat als PDF vor.', en: 'Hand in the attestation or certificate as PDF.' },
  'ai-act': { de: 'Nennen Sie die Klasse und wo ihre Pflichten erfüllt sind.', en: 'State the class and where its duties are met.' },
  'sbom-valid': { de: 'Legen Sie Stückliste und Signatur gemeinsam vor.', en: 'Hand in bill of materials and signature together.' },
  'sbom-signed': { de: 'Legen Sie Stückliste und Signatur gemeinsam vor.', en: 'Hand in bill of materials and signature together.' },
  'no-known-vulnerabilities': { de: 'Wird aus der Stückliste und der Liste bekannter Schwachstellen ermittelt, nach jeder neuen Liste wieder.', en: 'Found from the bill of materials and the list of known vulnerabilities, again after each new list.' },
  'runs-and-restores': { de: 'Der Betrieb der Plattform erprobt Ihr App-Paket.', en: 'The operator of the platform tries your app package.' },
  'single-sign-on': { de: 'Der Betrieb der Plattform erprobt Ihr App-Paket. Es muss um die Anmeldung bitten („needs.oidc“) und sagen, woran man sieht, wer angemeldet ist („signedIn“).', en: 'The operator of the platform tries your app package. It must ask for the sign-in (“needs.oidc”) and say how it is seen who is signed in (“signedIn”).' },
  'sign-out': { de: 'Der Betrieb der Plattform erprobt Ihr App-Paket: Wer sich an der Plattform abmeldet, muss nach 2 Sekunden auch hier abgemeldet sein.', en: 'The operator of the platform tries your app package: whoever signs out of the platform must be out of it after 2 seconds.' },
  isolation: { de: 'Der Betrieb der Plattform erprobt Ihr App-Paket bei zwei Behörden zugleich.', en: 'The operator of the platform tries your app package at two authorities at once.' },
  maintained: { de: 'Ergibt sich: seit einem halben Jahr im Store, und die neueste Version ist höchstens ein halbes Jahr alt.', en: 'Follows by itself: half a year in the store, and the newest release is at most half a year old.' },
};

/** What is stated in evidence that the operator looks at, in words; other facts are not shown there. */
export const FACT_NAMES: Readonly<Record<string, Words>> = {
  repository: { de: 'Repository', en: 'Repository' }, commit: { de: 'Commit', en: 'Commit' }, holder: { de: 'Rechte bei', en: 'Rights held by' }, right: { de: 'Grund des Rechts', en: 'Source of the right' }, dated: { de: 'Datum des Dokuments', en: 'Date of the document' },
  result: { de: 'Ergebnis', en: 'Result' }, aiClass: { de: 'Klasse', en: 'Class' }, duties: { de: 'Pflichten', en: 'Duties' },
};
