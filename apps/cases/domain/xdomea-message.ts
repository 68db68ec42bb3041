import { xmlText } from './xml-text.ts';

/** A document of a file: what it is, and the name of its bytes beside the message; without a name where the bytes are not there. */
export type XdomeaDocument = {
  readonly id: string;
  readonly subject: string;
  readonly note?: string | undefined;
  readonly receivedOn?: string | undefined;
  readonly sentOn?: string | undefined;
  readonly writtenOn?: string | undefined;
  readonly type: string;
  readonly file?: { readonly name: string; readonly contentType: string; readonly at: string } | undefined;
};

/** What a message says about one file. Instants are ISO 8601, days `YYYY-MM-DD`. */
export type XdomeaFile = {
  /** Of the process: a new one for each message. */
  readonly process: string;
  readonly createdAt: string;
  readonly authority: string;
  readonly unit: string | undefined;
  readonly id: string;
  readonly subject: string;
  readonly reference: string;
  readonly service: string;
  readonly note: string | undefined;
  readonly began: string;
  /** Day on which the file was closed. */
  readonly ended: string | undefined;
  readonly history: readonly { readonly actor: string; readonly at: string; readonly action: string; readonly note: string | undefined }[];
  readonly documents: readonly XdomeaDocument[];
};

/** The name that the message and its ZIP begin with (xdomea 3.0, `<ProzessID>_<Nachrichtentyp>`). */
export function xdomeaName(process: string): string {
  return `${process}_Information.Information.0101`;
}

/** The ending of a document's file. */
export function endingOf(contentType: string): string {
  return FORMATS[contentType]?.ending ?? 'bin';
}

/** Codes of the list `dateiformat`; 100 is “Sonstiges”. */
const FORMATS: Readonly<Record<string, { readonly code: string; readonly ending: string }>> = {
  'application/pdf': { code: '018', ending: 'pdf' }, 'image/jpeg': { code: '011', ending: 'jpg' }, 'image/png': { code: '019', ending: 'png' }, 'image/webp': { code: '100', ending: 'webp' }, 'text/plain': { code: '045', ending: 'txt' },
};

/**
 * A file as message 0101 (*Information*) of xdomea 3.0: handed over for information or to be taken into another system, while it stays here. Why not 0401 or 0503: ADR 0022. Returns the XML
 * text, valid against the schemas of xdomea 3.0.0.
 */
export function xdomeaMessage(file: XdomeaFile): string {
  const lines: string[] = [];
  const open = (name: string, inner: () => void) => { lines.push(`<xdomea:${name}>`); inner(); lines.push(`</xdomea:${name}>`); };
  const leaf = (name: string, text: string | undefined) => { if (text !== undefined && text !== '') lines.push(`<xdomea:${name}>${xmlText(text)}</xdomea:${name}>`); };
  const code = (name: string, list: string, version: string, value: string) => lines.push(`<xdomea:${name} listURI="urn:xoev-de:xdomea:codeliste:${list}" listVersionID="${version}"><code>${value}</code></xdomea:${name}>`);
  const party = (name: string) => open(name, () => {
    open('Institution', () => leaf('Name', file.authority));
    if (file.unit !== undefined) open('Organisationseinheit', () => leaf('Name', file.unit));
  });
  const metadata = (subject: string, reference: string, note: string | undefined) => open('AllgemeineMetadaten', () => {
    leaf('Betreff', subject);
    leaf('Kennzeichen', reference);
    leaf('Federfuehrung', file.unit ?? file.authority);
    leaf('Bemerkung', note);
    code('Medium', 'medium', '1.0', '001');
  });
  lines.push('<?xml version="1.0" encoding="UTF-8"?>', '<xdomea:Information.Information.0101 xmlns:xdomea="urn:xoev-de:xdomea:schema:3.0.0">');
  open('Kopf', () => {
    leaf('ProzessID', file.process);
    code('Nachrichtentyp', 'nachrichtentyp', '2.0', '0101');
    leaf('Erstellungszeitpunkt', file.createdAt);
    party('Absender');
    party('Empfaenger');
    open('SendendesSystem', () => leaf('Produktname', 'Allmende'));
    leaf('Empfangsbestaetigung', 'false');
  });
  open('Schriftgutobjekt', () => open('Vorgang', () => {
    open('Identifikation', () => leaf('ID', file.id));
    metadata(file.subject, file.reference, file.note);
    leaf('Typ', file.service);
    if (file.ended !== undefined) {
      leaf('ZdA', 'true');
      leaf('ZdADatum', file.ended);
    }
    open('Laufzeit', () => {
      leaf('Beginn', file.began);
      leaf('Ende', file.ended);
    });
    for (const { actor, at, action, note } of file.history) {
      open('HistorienProtokollInformation', () => {
        leaf('Akteur', actor);
        leaf('DatumUhrzeit', at);
        leaf('Bemerkung', note);
        leaf('Aktion', action);
      });
    }
    for (const [index, document] of file.documents.entries()) {
      open('Dokument', () => {
        open('Identifikation', () => {
          leaf('ID', document.id);
          leaf('NummerImUebergeordnetenContainer', String(index + 1));
        });
        metadata(document.subject, `${file.reference}/${index + 1}`, document.note);
        leaf('Posteingangsdatum', document.receivedOn);
        leaf('Postausgangsdatum', document.sentOn);
        leaf('DatumDesSchreibens', document.writtenOn);
        leaf('Typ', document.type);
        if (document.file !== undefined) version(document.file);
      });
    }
  }));
  lines.push('</xdomea:Information.Information.0101>', '');
  return lines.join('\n');

  function version({ name, contentType, at }: NonNullable<XdomeaDocument['file']>): void {
    const format = FORMATS[contentType];
    open('Version', () => {
      leaf('Nummer', '1');
      open('Format', () => {
        code('Name', 'dateiformat', '1.0', format?.code ?? '100');
        if (format === undefined || format.code === '100') leaf('SonstigerName', contentType);
        leaf('Version', 'unbekannt');
        open('Primaerdokument', () => {
          leaf('Dateiname', name);
          leaf('DatumUhrzeit', at);
        });
      });
    });
  }
}
