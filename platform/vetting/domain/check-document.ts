import type { PlainDate } from '@allmende/time';
import type { CheckId } from './ladder.ts';
import type { CheckResult, Finding } from './evidence.ts';

/** A document that is asked for. */
export type DocumentCheck = Extract<CheckId, 'processing-agreement' | 'accessibility-report' | 'security-concept' | 'security-attestation'>;

/** One thing that a document must speak of: found by any of the words. */
type Point = { readonly name: string; readonly fix: string; readonly words: readonly RegExp[] };

/** What the supplier states about a document. */
export type DocumentStatement = {
  /** The day that the document bears. */
  readonly dated: PlainDate;
  readonly validUntil: PlainDate | null;
  /** For the accessibility report and the attestation: what it comes to, and by which standard. */
  readonly result: string;
};

const WORK = 'Ergänzen Sie das Dokument um diesen Punkt.';
const point = (name: string, words: readonly RegExp[], fix = WORK): Point => ({ name, fix, words });

/** Points that a document is searched for. The contents of the agreement are those of Art. 28(3) GDPR (Regulation (EU) 2016/679); the others are the parts without which such a document says nothing. Entered by Allmende-Projekt, 2026-11-22. */
const POINTS: Readonly<Record<DocumentCheck, readonly Point[]>> = {
  'processing-agreement': [
    point('Gegenstand und Dauer der Verarbeitung (Art. 28 Abs. 3 Satz 1)', [/gegenstand/u, /dauer|laufzeit/u]),
    point('Art und Zweck der Verarbeitung (Art. 28 Abs. 3 Satz 1)', [/zweck/u]),
    point('Art der Daten und Kategorien betroffener Personen (Art. 28 Abs. 3 Satz 1)', [/betroffene[nr]? person|kategorien/u]),
    point('Verarbeitung nur auf dokumentierte Weisung (Buchstabe a)', [/weisung/u]),
    point('Verpflichtung zur Vertraulichkeit (Buchstabe b)', [/vertraulich|verschwiegen/u]),
    point('Sicherheit der Verarbeitung nach Art. 32 (Buchstabe c)', [/art(ikel|\.)?\s*32|technische[nr]? und organisatorische/u]),
    point('Weitere Auftragsverarbeiter (Buchstabe d)', [/unterauftrag|weitere[nr]? auftragsverarbeiter|subunternehm/u]),
    point('Hilfe bei Anträgen betroffener Personen (Buchstabe e)', [/rechte der betroffenen|betroffenenrecht|anträge[n]? (der )?betroffene/u]),
    point('Hilfe bei den Pflichten der Artikel 32 bis 36 (Buchstabe f)', [/36|folgenabschätzung|meldung/u]),
    point('Löschen oder Zurückgeben nach dem Ende (Buchstabe g)', [/lösch|zurückgeb|rückgabe/u]),
    point('Nachweise und Überprüfungen (Buchstabe h)', [/überprüfung|inspektion|kontroll|audit/u]),
  ],
  'accessibility-report': [
    point('Der Maßstab: EN 301 549 oder BITV 2.0', [/en\s*301\s*549|bitv/u]),
    point('Die Erfolgskriterien der WCAG oder die Prüfschritte', [/wcag|prüfschritt|erfolgskriteri/u]),
    point('Das Ergebnis mit den Mängeln', [/ergebnis|mängel|mangel|konform/u]),
    point('Was geprüft wurde: Seiten oder Ansichten, und wann', [/seiten|ansicht|prüfgegenstand/u]),
  ],
  'security-concept': [
    point('Der Schutzbedarf', [/schutzbedarf/u]),
    point('Vertraulichkeit, Integrität und Verfügbarkeit', [/vertraulichkeit/u, /integrität/u, /verfügbarkeit/u]),
    point('Risiken', [/risik/u]),
    point('Maßnahmen', [/maßnahme/u]),
    point('Zugriff und Rechte', [/zugriff|berechtigung|rechte/u]),
    point('Datensicherung und Wiederherstellung', [/datensicherung|backup|wiederherstell/u]),
    point('Umgang mit Schwachstellen und Aktualisierungen', [/schwachstelle|aktualisierung|patch/u]),
  ],
  'security-attestation': [
    point('C5 des BSI, oder ISO 27001 auf der Basis von IT-Grundschutz', [/\bc5\b|cloud computing compliance|it-grundschutz/u]),
    point('Der Geltungsbereich', [/geltungsbereich|umfang|untersuchungsgegenstand|scope/u]),
    point('Wer geprüft hat', [/prüfer|auditor|zertifizierungsstelle|wirtschaftsprüf|bundesamt für sicherheit/u]),
  ],
};

const RESULTS: Readonly<Partial<Record<DocumentCheck, readonly string[]>>> = { 'accessibility-report': ['conformant', 'partly-conformant', 'not-conformant'], 'security-attestation': ['c5-type-1', 'c5-type-2', 'it-grundschutz'] };

/** The results that a document may have; none where nothing is asked. */
export function resultsOf(check: DocumentCheck): readonly string[] {
  return RESULTS[check] ?? [];
}

/** Whether a check asks for a document. */
export function isDocumentCheck(check: CheckId): check is DocumentCheck {
  return Object.hasOwn(POINTS, check);
}

/** Holds the words of a document, and what is stated about it, against what it must contain. Somebody of the operator looks at it as well: words prove that a point is there, not that it is good. */
export function checkDocument(check: DocumentCheck, text: string, statement: DocumentStatement, today: PlainDate): CheckResult {
  const findings: Finding[] = [];
  const plain = text.normalize('NFC').toLowerCase().replaceAll('\u00ad', '').replaceAll(/-\s*\n\s*/gu, '').replaceAll(/\s+/gu, ' ');
  if (plain.trim() === '') findings.push({ message: 'In dem Dokument ist kein Text lesbar.', fix: 'Legen Sie ein PDF mit Textebene vor, kein Bild.' });
  else for (const one of POINTS[check]) if (!one.words.every((word) => word.test(plain))) findings.push({ message: `Nicht gefunden: ${one.name}`, fix: one.fix });
  if (statement.dated > today) findings.push({ message: 'Das Datum des Dokuments liegt in der Zukunft.', fix: 'Prüfen Sie das Datum.', where: 'Datum' });
  if (statement.validUntil !== null && statement.validUntil <= today) findings.push({ message: 'Das Dokument gilt nicht mehr.', fix: 'Legen Sie die aktuelle Fassung vor.', where: 'Gültig bis' });
  if (check === 'security-attestation' && statement.validUntil === null) findings.push({ message: 'Es fehlt, bis wann das Testat oder Zertifikat gilt.', fix: 'Geben Sie das Ende der Gültigkeit oder des geprüften Zeitraums an.', where: 'Gültig bis' });
  const results = resultsOf(check);
  if (results.length > 0 && !results.includes(statement.result)) findings.push({ message: 'Es fehlt, zu welchem Ergebnis das Dokument kommt.', fix: 'Wählen Sie das Ergebnis aus.', where: 'Ergebnis' });
  if (statement.result === 'not-conformant') findings.push({ message: 'Die Lösung ist nach dem Bericht nicht barrierefrei.', fix: 'Beheben Sie die Mängel und lassen Sie neu prüfen.', where: 'Ergebnis' });
  return { outcome: findings.length === 0 ? 'passed' : 'failed', findings, facts: { dated: statement.dated, ...(results.includes(statement.result) ? { result: statement.result } : {}), points: POINTS[check].length } };
}
