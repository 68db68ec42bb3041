import type { Attachment } from './delivery.ts';
import type { ParcelContent } from './parcel-content.ts';

/** A file of the package. */
export type PackedFile = { readonly name: string; readonly bytes: Uint8Array };

/** What lies in the encrypted attachment: the application for people, the same for machines, and the files under numbers. */
export function mailPackage(content: ParcelContent, attachments: readonly Attachment[]): PackedFile[] {
  const { service, summary } = content;
  const files = attachments.map((each, index) => ({ ...each, path: `anlagen/${index + 1}-${fileName(each.name)}` }));
  const lines = [
    ...(content.isTest === true ? ['PROBE: Das ist kein Antrag.', ''] : []),
    service.name.de, `Vorgangsnummer: ${content.reference}`, `Eingegangen: ${content.submittedAt}`, `Ort: ${content.placeName} (${content.placeArs})`, '',
    ...summary.de.pages.flatMap(({ title, rows }) => [title, ...rows.map(({ label, value }) => `  ${label}: ${value ?? ''}`), '']),
    ...(summary.de.results.length === 0 ? [] : ['Berechnet', ...summary.de.results.map(({ label, value }) => `  ${label}: ${value ?? ''}`), '']),
    ...(files.length === 0 ? [] : ['Anlagen', ...files.map(({ path, label, name }) => `  ${path}: ${label.de} (${name})`), '']),
    ...(content.missingEvidence.length === 0 ? [] : ['Folgt noch', ...content.missingEvidence.map(({ de }) => `  ${de}`), '']),
  ];
  const machine = {
    isTest: content.isTest === true, submission: content.submission, reference: content.reference, submittedAt: content.submittedAt, service: { id: service.id, version: service.version, leistungsschluessel: service.leistungsschluessel ?? null },
    place: { ars: content.placeArs, name: content.placeName }, data: { answers: content.answers, ...(content.rows ? { rows: content.rows } : {}), ...(content.results ? { results: content.results } : {}) },
    attachments: files.map(({ id, path, label, name, contentType }) => ({ id, path, label: label.de, name, contentType })),
  };
  return [{ name: 'antrag.txt', bytes: Buffer.from(lines.join('\r\n')) }, { name: 'antrag.json', bytes: Buffer.from(`${JSON.stringify(machine, undefined, 2)}\n`) }, ...files.map(({ path, bytes }) => ({ name: path, bytes }))];
}

function fileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]/gu, '_').replace(/^\.+/u, '_').slice(-80);
}
