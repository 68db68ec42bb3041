import type { CheckResult, Finding } from './evidence.ts';

/** Classes of the AI Act (Regulation (EU) 2024/1689), as a supplier states them. */
export const AI_CLASSES = ['none', 'minimal', 'transparency', 'high-risk', 'prohibited'] as const;
export type AiClass = (typeof AI_CLASSES)[number];

/** One duty of a class, by the article that says it. From which day a duty applies is not said here: the dates were being changed when this was entered. */
export type AiDuty = { readonly id: string; readonly article: string; readonly de: string; readonly en: string };

const duty = (id: string, article: string, de: string, en: string): AiDuty => ({ id, article, de, en });
const LITERACY = duty('literacy', 'Art. 4', 'KI-Kompetenz des Personals', 'AI literacy of staff');
const DISCLOSURE = [
  duty('inform', 'Art. 50(1)', 'Menschen erfahren, dass sie mit KI zu tun haben', 'People learn that they deal with AI'),
  duty('mark', 'Art. 50(2)', 'Künstlich Erzeugtes ist maschinenlesbar gekennzeichnet', 'What is generated is marked for machines'),
];

/** The duties of each class. Entered by Allmende-Projekt, 2026-11-22, from Regulation (EU) 2024/1689. */
export const AI_DUTIES: Readonly<Record<AiClass, readonly AiDuty[]>> = {
  none: [],
  minimal: [LITERACY],
  transparency: [LITERACY, ...DISCLOSURE],
  'high-risk': [
    LITERACY, ...DISCLOSURE,
    duty('risks', 'Art. 9', 'Risikomanagement', 'Risk management'), duty('data', 'Art. 10', 'Daten und Daten-Governance', 'Data and data governance'), duty('documentation', 'Art. 11', 'Technische Dokumentation', 'Technical documentation'),
    duty('logs', 'Art. 12', 'Aufzeichnungen', 'Record-keeping'), duty('instructions', 'Art. 13', 'Betriebsanleitung für Betreiber', 'Instructions for deployers'), duty('oversight', 'Art. 14', 'Menschliche Aufsicht', 'Human oversight'),
    duty('accuracy', 'Art. 15', 'Genauigkeit, Robustheit, Cybersicherheit', 'Accuracy, robustness, cybersecurity'), duty('quality', 'Art. 17', 'Qualitätsmanagement', 'Quality management'),
    duty('conformity', 'Art. 43, 47', 'Konformitätsbewertung und EU-Erklärung', 'Conformity assessment and EU declaration'), duty('registration', 'Art. 49', 'Eintrag in die EU-Datenbank', 'Registration in the EU database'),
  ],
  prohibited: [],
};

/** What a supplier declares about artificial intelligence in a solution; `duties` says by id where each is met. */
export type AiStatement = { readonly aiClass: string; readonly reason: string; readonly duties: Readonly<Record<string, string>> };

/** Whether the class is stated with its reason, and for each duty of the class where it is met. What Art. 5 prohibits never passes. */
export function checkAi(statement: AiStatement): CheckResult {
  const known = AI_CLASSES.find((one) => one === statement.aiClass);
  if (known === undefined) return { outcome: 'failed', findings: [{ message: 'Es fehlt die Klasse nach der KI-Verordnung.', fix: 'Wählen Sie eine Klasse; ohne KI wählen Sie „Keine KI“.', where: 'Klasse' }], facts: {} };
  const findings: Finding[] = [];
  if (known === 'prohibited') findings.push({ message: 'Verbotene Praktiken nach Art. 5 der KI-Verordnung werden nicht aufgenommen.', fix: 'Entfernen Sie die Funktion.', where: 'Klasse' });
  if (statement.reason.trim().length < 20) findings.push({ message: 'Es fehlt, warum diese Klasse zutrifft.', fix: 'Begründen Sie die Einordnung in ein, zwei Sätzen (mindestens 20 Zeichen).', where: 'Begründung' });
  for (const { id, article, de } of AI_DUTIES[known]) {
    if ((statement.duties[id] ?? '').trim().length < 3) findings.push({ message: `Es fehlt, wo die Pflicht erfüllt ist: ${de} (${article}).`, fix: 'Nennen Sie die Stelle, zum Beispiel das Kapitel der Dokumentation.', where: article });
  }
  return { outcome: findings.length === 0 ? 'passed' : 'failed', findings, facts: { aiClass: known, duties: AI_DUTIES[known].length } };
}
