/**
 * The files of a small package that works: two pages, a condition, a result, a check, texts in two languages and five samples, each with a word on what belongs there. By path
 * below the folder. `id` has small letters, digits and hyphens.
 */
export function newPackageFiles(id: string): Readonly<Record<string, string>> {
  return { ...description(id), ...TEXTS, ...samples(id) };
}

const description = (id: string): Record<string, string> => ({
  'service.yaml': `# Die Leistung, einmal beschrieben für alle Behörden. Was örtlich verschieden ist, steht in overlay.yaml.
format: 1
id: ${id}
version: 0.1.0

# Bleibt leer (null), bis jemand ihn mit Quelle einträgt.
leistungsschluessel: null

# Verfahrensrecht: vwvfg, sgb-x oder ao-kag. Geheimhaltung: ordinary, social (Sozialdaten) oder tax (§ 30 AO).
regime: vwvfg
secrecy: ordinary
usualAuthority: municipality
loginLevel: none
languages: [de, en]

# Name und Quelle jeder Rechtsgrundlage; nichts wird vermutet.
legalBasis: []
retention: { draftDays: 30, source: § 8a Abs. 3 OZG }

# Nur diese Antworten dürfen lesbar gespeichert und gesucht werden.
clearFields: []
startPage: [{ id: need }]
`,
  'data.yaml': `# Jede Frage einmal. Pflicht, wenn nichts anderes da steht; \`when\` und \`requiredWhen\` nennen Regeln.
fields:
  - { id: applicant.givenName, type: text, autocomplete: given-name }
  - { id: applicant.familyName, type: text, autocomplete: family-name }
  - { id: matter.kind, type: choice, options: [first, again] }
  - { id: matter.since, type: date }
  - { id: matter.note, type: longText, required: false, maxLength: 500 }
  - { id: declaration.truth, type: confirmation }
`,
  'flow.yaml': `# Seiten in der Reihenfolge der Fragen, ein Thema je Seite. Eine Bedingung sieht nur frühere Seiten.
# Was mehrfach vorkommt, ist eine Gruppe: docs/guide/write-a-service.md.
pages:
  - { id: person, fields: [applicant.givenName, applicant.familyName] }
  - { id: matter, fields: [matter.kind] }
  - { id: before, when: again, fields: [matter.since, matter.note] }
declaration: [declaration.truth]
`,
  'rules.yaml': `# Was unbekannt ist, bleibt unbekannt. Beträge und Fristen der Behörde stehen in overlay.yaml ($gruppe.wert).
rules:
  again: matter.kind = 'again'
  months: if(again, monthsBetween(matter.since, today), 0)
results: [months]
checks:
  - { id: notInFuture, field: matter.since, must: matter.since <= today }
`,
  'evidence.yaml': `# Welcher Nachweis wann gebraucht wird.
evidence: []
`,
  'overlay.yaml': `# Was eine Behörde einträgt.
groups:
  - { id: contact }
parameters:
  - { id: contact.office, group: contact, type: text, required: true, maxLength: 200 }
inserts: []
`,
  'case.yaml': `# Zustände und Entscheidungen für die Sachbearbeitung; Rechtsbehelfe je Land mit Quelle.
statuses: [submitted, decided]
decisions: []
remedies: []
`,
});

const TEXTS: Record<string, string> = {
  'texts.de.yaml': `service:
  name: Neue Leistung
  summary: Sagen Sie in einem Satz, worum es geht.
  keywords: Wörter, nach denen Menschen suchen
start:
  need: { title: Das brauchen Sie, text: Etwa fünf Minuten Zeit. }
page:
  person: { title: Ihre Person }
  matter: { title: Ihr Anliegen }
  before: { title: Was bisher war }
  check: { title: Prüfen Sie Ihre Angaben }
field:
  applicant.givenName: { label: Vorname }
  applicant.familyName: { label: Familienname }
  matter.kind:
    label: Stellen Sie diesen Antrag zum ersten Mal?
    option: { first: 'Ja, zum ersten Mal', again: 'Nein, wieder' }
  matter.since: { label: Seit wann? }
  matter.note: { label: Was sollen wir noch wissen? }
  declaration.truth: { label: Meine Angaben sind richtig und vollständig. }
result:
  months: { label: Monate bisher, unknown: noch nicht bekannt }
check:
  notInFuture: Der Tag liegt in der Zukunft. Prüfen Sie das Datum.
group:
  contact: { title: Ansprechstelle }
parameter:
  contact.office: { label: Name der Stelle }
case:
  status: { submitted: Eingegangen, decided: Entschieden }
`,
  'texts.en.yaml': `service:
  name: New service
  summary: Say in one sentence what it is about.
  keywords: words that people search for
start:
  need: { title: What you need, text: About five minutes. }
page:
  person: { title: About you }
  matter: { title: Your matter }
  before: { title: What was before }
  check: { title: Check your answers }
field:
  applicant.givenName: { label: Given name }
  applicant.familyName: { label: Family name }
  matter.kind:
    label: Do you apply for the first time?
    option: { first: 'Yes, for the first time', again: 'No, again' }
  matter.since: { label: Since when? }
  matter.note: { label: What else should we know? }
  declaration.truth: { label: My answers are true and complete. }
result:
  months: { label: Months so far, unknown: not known yet }
check:
  notInFuture: The day lies in the future. Check the date.
group:
  contact: { title: Contact }
parameter:
  contact.office: { label: Name of the office }
case:
  status: { submitted: Received, decided: Decided }
`,
};

function samples(id: string): Record<string, string> {
  const sample = (name: string, answers: string, expect: string) => `name: ${name}\ntoday: 2026-05-20\noverlay: example\nanswers: { ${answers} }\nexpect: { ${expect}, later: [] }\n`;
  const person = 'applicant.givenName: Ilvy, applicant.familyName: Beispiel';
  const sent = `${person}, declaration.truth: true`;
  return {
    'tests/overlays/example.yaml': `# Erfundene Werte, nur für die Beispielanträge.\nformat: 1\nservice: ${id}\nparameters: { contact.office: Beispielstelle }\nsources: {}\ninserts: {}\n`,
    'tests/first.yaml': sample('a first application', `${sent}, matter.kind: first`, 'path: [person, matter], values: { months: 0 }, complete: true, missing: [], pruned: []'),
    'tests/again.yaml': sample('a later one, a year on to the day', `${sent}, matter.kind: again, matter.since: 2025-05-20`, 'path: [person, matter, before], values: { months: 12 }, complete: true, missing: [], pruned: []'),
    'tests/again-unfinished.yaml': sample('a later one without the day', `${sent}, matter.kind: again`, 'path: [person, matter, before], values: { months: null }, complete: false, missing: [matter.since], pruned: []'),
    'tests/changed-mind.yaml': sample('answers of a page that is no longer asked stay behind', `${sent}, matter.kind: first, matter.since: 2025-01-01`, 'path: [person, matter], values: { months: 0 }, complete: true, missing: [], pruned: [matter.since]'),
    'tests/empty.yaml': sample('nothing answered', '', 'path: [person, matter], values: { months: null }, complete: false, missing: [applicant.givenName, applicant.familyName, matter.kind, declaration.truth], pruned: []'),
  };
}
