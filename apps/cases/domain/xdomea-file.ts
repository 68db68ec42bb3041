import { berlinDate, formatInstant } from '@allmende/time';
import type { CaseContent } from './case-content.ts';
import type { CaseEvidence } from './case-evidence.ts';
import type { CaseFile } from './case-file.ts';
import { writerOf, type CaseLetter } from './case-letter.ts';
import type { Notice, NoticeContent } from './notice.ts';
import { endingOf, type XdomeaDocument, type XdomeaFile } from './xdomea-message.ts';

const ACTIONS: Readonly<Record<string, string>> = {
  opened: 'Eingegangen', assigned: 'Übernommen', released: 'Zurückgegeben', evidence: 'Nachweis eingegangen', decided: 'Bescheid erlassen', posted: 'Bekanntgabe eingetragen', objected: 'Widerspruch eingegangen', closed: 'Abgeschlossen',
  'posting-undone': 'Bekanntgabe zurückgenommen', 'office-asked': 'Stellungnahme erbeten', statement: 'Stellungnahme eingegangen', 'request-withdrawn': 'Bitte um Stellungnahme zurückgenommen', 'deletion-asked': 'Löschung vorgeschlagen', 'deletion-stopped': 'Vorschlag zur Löschung verworfen',
  requested: 'Unterlagen angefordert', withdrawn: 'Antrag zurückgenommen', message: 'Nachricht eingegangen', seen: 'Zur Kenntnis genommen',
};

const SECRECY: Readonly<Record<string, string>> = { tax: 'Steuergeheimnis (§ 30 AO)', social: 'Sozialgeheimnis (§ 35 SGB I)' };

/** What a file consists of, as its own pieces. */
export type ExportedCase = {
  readonly file: CaseFile;
  readonly content: CaseContent;
  readonly evidence: readonly CaseEvidence[];
  readonly letters: readonly CaseLetter[];
  readonly notice: (Notice & { readonly written: NoticeContent }) | undefined;
  readonly history: readonly { readonly kind: string; readonly at: Date; readonly actor: string | undefined; readonly note: string | undefined }[];
};

/**
 * A case as a file of xdomea: the application first, then the evidence in the order of arrival, the messages with what came with them, then the notice. The application's id names its document, so that every export names it alike.
 * Documents that are still being checked are named without bytes.
 */
export function xdomeaFile(exported: ExportedCase, about: { readonly process: string; readonly at: Date; readonly authority: string }): XdomeaFile {
  const { file, content, evidence, letters, notice, history } = exported;
  return {
    process: about.process, createdAt: about.at.toISOString(), authority: about.authority, unit: content.office.name, id: file.id, subject: `${content.service.name.de}, ${content.placeName}`, reference: file.reference,
    service: content.service.name.de, note: SECRECY[content.service.secrecy], began: berlinDate(file.receivedAt), ended: file.closedAt === null ? undefined : berlinDate(file.closedAt),
    history: history.map(({ kind, at, actor, note }) => ({ actor: actor ?? 'Plattform', at: at.toISOString(), action: ACTIONS[kind] ?? kind, note })),
    documents: [
      {
        id: content.submission, subject: `Antrag: ${content.service.name.de}`, type: 'Antrag', receivedOn: berlinDate(file.receivedAt), note: undefined,
        file: { name: `${content.submission}.pdf`, contentType: 'application/pdf', at: file.receivedAt.toISOString() },
      },
      ...evidence.map(evidenceDocument), ...letters.flatMap(letterDocuments),
      ...(notice === undefined ? [] : [noticeDocumentOf(notice)]),
    ],
  };
}

function evidenceDocument({ id, fileId, label, name, contentType = 'application/octet-stream', receivedAt }: CaseEvidence): XdomeaDocument {
  return {
    id, subject: label.de, type: 'Nachweis', receivedOn: berlinDate(new Date(receivedAt)), note: fileId === null ? 'Das Dokument lag beim Ausgeben noch nicht vor.' : name === '' ? undefined : `Dateiname: ${name}`,
    file: fileId === null ? undefined : { name: `${id}.${endingOf(contentType)}`, contentType, at: new Date(receivedAt).toISOString() },
  };
}

function letterDocuments(letter: CaseLetter): XdomeaDocument[] {
  const on = berlinDate(letter.at);
  const day = letter.from === 'applicant' ? { receivedOn: on } : { sentOn: on, writtenOn: on };
  const when = `Nachricht vom ${formatInstant(letter.at)} (${writerOf(letter)})`;
  return [
    { id: letter.id, subject: when, type: 'Nachricht', ...day, note: letter.readAt === null ? 'Noch nicht gelesen' : `Gelesen: ${formatInstant(letter.readAt)}`, file: { name: `${letter.id}.txt`, contentType: 'text/plain', at: letter.at.toISOString() } },
    ...letter.files.map(({ id, name, contentType, read }): XdomeaDocument => ({
      id, subject: `Anlage: ${name}`, type: 'Anlage zu einer Nachricht', ...day, note: read === undefined ? `${when}. Die Datei lag beim Ausgeben nicht vor.` : when,
      file: read === undefined ? undefined : { name: `${id}.${endingOf(contentType)}`, contentType, at: letter.at.toISOString() },
    })),
  ];
}

function noticeDocumentOf({ id, pdfFileId, postedOn, issuedAt, service, written }: NonNullable<ExportedCase['notice']>): XdomeaDocument {
  const ends = service.served?.remedyEnds;
  return {
    id, subject: written.subject, type: 'Bescheid', writtenOn: written.issuedOn, sentOn: postedOn ?? undefined,
    note: ends === undefined ? undefined : `Gilt als bekannt gegeben am ${service.served?.on.latest ?? ''}; Rechtsbehelf möglich bis ${ends.latest} (${ends.norm})`,
    file: pdfFileId === null ? undefined : { name: `${id}.pdf`, contentType: 'application/pdf', at: issuedAt.toISOString() },
  };
}
