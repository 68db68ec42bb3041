import type { FieldProblem } from '@allmende/errors';
import { button, checkbox, dateField, errorSummary, fieldset, fileField, form, formErrors, heading, html, lead, list, radioGroup, select, spoken, textArea, textField, type FormErrors, type Html } from '@allmende/html';
import type { TypedDay, View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { UrlFor } from '@allmende/tenancy';
import type { WholeSolution } from '../../actions/see-solution.ts';
import { AI_CLASSES, AI_DUTIES, type AiClass } from '../../domain/check-ai.ts';
import { isDocumentCheck, resultsOf, type DocumentCheck } from '../../domain/check-document.ts';
import type { CheckId } from '../../domain/ladder.ts';
import { CHECK_NAMES, HELP } from '../check-words.ts';

const texts = translations({
  de: {
    solutions: 'Meine Lösungen', file: 'Dokument (PDF)', fileHint: 'Mit lesbarem Text, höchstens 20 MB. Es liegt verschlüsselt; nur Sie und der Betrieb der Plattform sehen es.', dated: 'Datum des Dokuments', validUntil: 'Gültig bis', validHint: 'Lassen Sie es leer, wenn das Dokument kein Ende nennt. Jeder Nachweis läuft spätestens nach der Frist seiner Art ab.',
    result: 'Ergebnis', send: 'Vorlegen und prüfen', before: 'Beim letzten Mal wurde gefunden', holder: 'Wem gehören die Rechte?', right: 'Woher haben Sie das Recht, die Lösung anzubieten?', own: 'Es sind unsere eigenen Rechte', granted: 'Sie wurden uns eingeräumt', commit: 'Commit', commitHint: 'Die vollständige Prüfsumme des Standes, den Sie einreichen: 40 oder 64 Zeichen.',
    thirdParties: 'Bestandteile anderer benutzen wir nach ihren Lizenzen.', aiClass: 'Klasse nach der KI-Verordnung (EU) 2024/1689', reason: 'Warum trifft diese Klasse zu?', duties: 'Wo ist die Pflicht erfüllt?', dutiesHint: 'Nur die Pflichten Ihrer Klasse. Zum Beispiel „Handbuch, Kapitel 3“.', needed: 'Pflichten je Klasse',
    sbom: 'Stückliste (CycloneDX, JSON)', sbomHint: 'Versionen 1.4 bis 1.7, höchstens 20 MB. „metadata.component.version“ muss zur Version in der publiccode.yml passen.', signature: 'Signatur in Base64', signatureHint: 'Zum Beispiel die Ausgabe von „cosign sign-blob“ oder „openssl dgst -sha256 -sign“.', publicKey: 'Öffentlicher Schlüssel (PEM)', publicKeyHint: 'Er beginnt mit „-----BEGIN PUBLIC KEY-----“.',
  },
  en: {
    solutions: 'My solutions', file: 'Document (PDF)', fileHint: 'With readable text, at most 20 MB. It is stored encrypted; only you and the operator of the platform see it.', dated: 'Date of the document', validUntil: 'Valid until', validHint: 'Leave it empty when the document names no end. All evidence expires at the latest after the period of its kind.',
    result: 'Result', send: 'Hand in and check', before: 'Found the last time', holder: 'Whose are the rights?', right: 'Where does your right to supply the solution come from?', own: 'The rights are our own', granted: 'They were granted to us', commit: 'Commit', commitHint: 'The full hash of the state that you submit: 40 or 64 characters.',
    thirdParties: 'We use parts of others by their licences.', aiClass: 'Class under the AI Act, Regulation (EU) 2024/1689', reason: 'Why does this class apply?', duties: 'Where is the duty met?', dutiesHint: 'Only the duties of your class. For example “manual, chapter 3”.', needed: 'Duties of each class',
    sbom: 'Bill of materials (CycloneDX, JSON)', sbomHint: 'Versions 1.4 to 1.7, at most 20 MB. “metadata.component.version” must match the version in publiccode.yml.', signature: 'Signature in base64', signatureHint: 'For example the output of “cosign sign-blob” or “openssl dgst -sha256 -sign”.', publicKey: 'Public key (PEM)', publicKeyHint: 'It begins with “-----BEGIN PUBLIC KEY-----”.',
  },
});

const CLASS_NAMES: Readonly<Record<Locale, Readonly<Record<AiClass, string>>>> = {
  de: { none: 'Keine KI', minimal: 'Geringes Risiko', transparency: 'Transparenzpflichten (Art. 50)', 'high-risk': 'Hohes Risiko (Art. 6)', prohibited: 'Verboten (Art. 5)' },
  en: { none: 'No AI', minimal: 'Minimal risk', transparency: 'Transparency duties (Art. 50)', 'high-risk': 'High risk (Art. 6)', prohibited: 'Prohibited (Art. 5)' },
};

const RESULT_NAMES: Readonly<Record<Locale, Readonly<Record<string, string>>>> = {
  de: { conformant: 'Konform', 'partly-conformant': 'Teilweise konform, Mängel sind benannt', 'not-conformant': 'Nicht konform', 'c5-type-1': 'C5, Typ 1', 'c5-type-2': 'C5, Typ 2', 'it-grundschutz': 'ISO 27001 auf der Basis von IT-Grundschutz' },
  en: { conformant: 'Conformant', 'partly-conformant': 'Partly conformant, deviations are named', 'not-conformant': 'Not conformant', 'c5-type-1': 'C5, type 1', 'c5-type-2': 'C5, type 2', 'it-grundschutz': 'ISO 27001 on the basis of IT-Grundschutz' },
};

/** What was typed into the form of one check. */
export type TypedEvidence = {
  readonly dated: TypedDay; readonly validUntil: TypedDay; readonly result: string; readonly holder: string; readonly right: string; readonly commit: string; readonly thirdParties: boolean; readonly aiClass: string; readonly reason: string;
  readonly duties: Readonly<Record<string, string>>; readonly signature: string; readonly publicKey: string;
};

type Model = { readonly whole: WholeSolution; readonly check: CheckId; readonly typed: TypedEvidence; readonly problems: readonly FieldProblem[] };

/** The form with which a supplier hands in evidence for one check, and what was found the last time. */
export function handInView({ whole, check, typed, problems }: Model, { locale, csrf, urlFor }: { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor }): View {
  const t = texts(locale);
  const errors = formErrors(problems, locale);
  const name = CHECK_NAMES[check][locale];
  const found = whole.evidence.find((one) => one.check === check)?.findings ?? [];
  const fields = isDocumentCheck(check) ? documentFields(check, typed, errors, locale) : check === 'origin-clear' ? originFields(typed, errors, locale) : check === 'ai-act' ? aiFields(typed, errors, locale) : sbomFields(typed, errors, locale);
  return {
    title: name, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.solutions, href: urlFor.supplier('solutions') }, { label: whole.solution.name, href: urlFor.supplier('solutions', whole.solution.id) }, { label: name }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(name, 1, { preline: whole.solution.name })}${lead(HELP[check][locale])}${found.length === 0 ? '' : html`${heading(t.before, 2)}${list(found.map(({ message, fix }) => html`${spoken(message, 'de', locale)}<br>${spoken(fix, 'de', locale)}`))}`}${form({
      csrf, multipart: true, label: name, fields, buttons: button({ label: t.send }),
    })}`,
  };
}

function documentFields(check: DocumentCheck, typed: TypedEvidence, errors: FormErrors, locale: Locale): Html {
  const t = texts(locale);
  const results = resultsOf(check);
  return html`${fileField({ name: 'file', label: t.file, hint: t.fileHint, accept: '.pdf,application/pdf', error: errors.of('file'), locale })}${dateField({ name: 'dated', label: t.dated, value: typed.dated, error: errors.of('dated'), locale })}${dateField({
    name: 'validUntil', label: t.validUntil, hint: t.validHint, value: typed.validUntil, error: errors.of('validUntil'), optional: check !== 'security-attestation', locale })}${results.length === 0 ? '' : select({
    name: 'result', label: t.result, value: typed.result, locale, options: results.map((value) => ({ value, label: RESULT_NAMES[locale][value] ?? value })) })}`;
}

function originFields(typed: TypedEvidence, errors: FormErrors, locale: Locale): Html {
  const t = texts(locale);
  return html`${textField({ name: 'holder', label: t.holder, value: typed.holder, error: errors.of('holder'), locale })}${radioGroup({
    name: 'right', label: t.right, value: typed.right, locale, options: [{ value: 'own', label: t.own }, { value: 'granted', label: t.granted }] })}${textField({ name: 'commit', label: t.commit, hint: t.commitHint, value: typed.commit, spellcheck: false, locale })}${checkbox({ name: 'thirdParties', label: t.thirdParties, checked: typed.thirdParties, locale })}`;
}

function aiFields(typed: TypedEvidence, _errors: FormErrors, locale: Locale): Html {
  const t = texts(locale);
  const all = [...new Map(AI_CLASSES.flatMap((one) => AI_DUTIES[one]).map((duty) => [duty.id, duty])).values()];
  const needed = (['minimal', 'transparency', 'high-risk'] as const satisfies readonly AiClass[]).map((one) => html`${CLASS_NAMES[locale][one]}: ${AI_DUTIES[one].map(({ article }) => article).join(', ')}`);
  return html`${radioGroup({ name: 'aiClass', label: t.aiClass, value: typed.aiClass, locale, options: AI_CLASSES.map((value) => ({ value, label: CLASS_NAMES[locale][value] })) })}${textArea({ name: 'reason', label: t.reason, value: typed.reason, locale })}${fieldset({
    legend: t.duties, hint: t.dutiesHint, fields: html`${list(needed)}${all.map((duty) => textField({ name: `duty-${duty.id}`, label: `${duty[locale]} (${duty.article})`, value: typed.duties[duty.id] ?? '', optional: true, locale }))}` })}`;
}

function sbomFields(typed: TypedEvidence, errors: FormErrors, locale: Locale): Html {
  const t = texts(locale);
  return html`${fileField({ name: 'sbom', label: t.sbom, hint: t.sbomHint, accept: '.json,application/json', error: errors.of('sbom'), locale })}${textArea({ name: 'signature', label: t.signature, hint: t.signatureHint, value: typed.signature, rows: 4, locale })}${textArea({
    name: 'publicKey', label: t.publicKey, hint: t.publicKeyHint, value: typed.publicKey, rows: 6, locale })}`;
}
