import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Document, stringify } from 'yaml';
import type { FimPackage } from '../domain/fim/package-of-fim.ts';
import type { FimSchema } from '../domain/fim/fim-schema.ts';

/** Whether something lies in a folder already. */
export function isFolderTaken(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).length > 0;
}

/** Writes the files of a package that was made out of a schema of FIM. The folder must be empty or not be there. */
export function writeFimPackage(folder: string, schema: FimSchema, made: FimPackage): void {
  mkdirSync(join(folder, 'tests/overlays'), { recursive: true });
  const write = (file: string, comment: string, content: unknown) => {
    const document = new Document(content);
    document.commentBefore = comment.split('\n').map((line) => ` ${line}`).join('\n');
    writeFileSync(join(folder, file), document.toString({ lineWidth: 0 }));
  };
  const origin = `Aus FIM übernommen: ${schema.id}${schema.version === '' ? '' : ` ${schema.version}`} (${schema.standard === 'xdf2' ? 'XDatenfelder 2' : 'XDatenfelder 3'}).`;
  write('service.yaml', `${origin}\nVerfahren, Geheimhaltung, Zuständigkeit und Rechtsgrundlagen sind noch zu prüfen, siehe TODO.md.`, {
    ...made.service, leistungsschluessel: null, regime: 'vwvfg', secrecy: 'ordinary', usualAuthority: 'municipality', loginLevel: 'none', languages: ['de'], legalBasis: [],
    retention: { draftDays: 30, source: '§ 8a Abs. 3 OZG' }, clearFields: [], startPage: [],
  });
  write('data.yaml', `${origin}\nJede Frage mit ihrer FIM-Kennung.`, { fields: [...made.fields, { id: 'declaration.truth', type: 'confirmation' }] });
  write('flow.yaml', 'Seiten in der Reihenfolge von FIM. Bedingungen fehlen noch, siehe TODO.md.', { ...(made.groups.length > 0 ? { groups: made.groups } : {}), pages: made.pages, declaration: ['declaration.truth'] });
  const [rules, others] = [made.todo.filter((line) => line.startsWith('Regel ')), made.todo.filter((line) => !line.startsWith('Regel '))];
  write('rules.yaml', ['Regeln von FIM, noch als Text:', ...(rules.length > 0 ? rules : ['(keine)'])].join('\n'), { rules: {}, results: [], checks: [] });
  write('evidence.yaml', 'Nachweise fehlen noch.', { evidence: [] });
  write('overlay.yaml', 'Was eine Behörde einträgt: zu ergänzen.', { groups: [], parameters: [], inserts: [] });
  write('case.yaml', 'Zustände, Entscheidungen und Rechtsbehelfe: zu ergänzen.', { statuses: ['received'], decisions: [], remedies: [] });
  write('texts.de.yaml', `${origin}\nBezeichnungen und Hilfetexte von FIM, noch nicht auf Verständlichkeit geprüft.`, made.texts);
  writeFileSync(join(folder, 'tests/overlays/empty.yaml'), stringify({ format: 1, service: made.service['id'], parameters: {}, sources: {}, inserts: {} }));
  writeFileSync(join(folder, 'TODO.md'), `# Was noch zu tun ist

${origin}

## Festlegen

- Verfahren (\`regime\`), Geheimhaltung (\`secrecy\`), übliche Behörde, Rechtsgrundlagen und Leistungsschlüssel in \`service.yaml\`: Dort stehen Platzhalter.
- Wer den Antrag ohne Anmeldung stellen darf (\`loginLevel\`).
- Nachweise, örtliche Angaben, Entscheidungen und Beispielanträge (\`tests/\`).

## Aus der FIM-Datei

${others.length > 0 ? others.map((line) => `- ${line}`).join('\n') : 'Alles wurde übernommen.'}

## Regeln

${rules.length > 0 ? rules.map((line) => `- [ ] ${line}`).join('\n') : 'FIM nennt keine.'}
`);
}
