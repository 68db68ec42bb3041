import { randomUUID } from 'node:crypto';
import type { ClerkReply } from './run-system.ts';

/** About which application a message is, and how the authority calls its file. */
export type About = { readonly application: string; readonly fileNumber: string; readonly authority: { readonly prefix: string; readonly key: string; readonly name: string }; readonly isTest: boolean };

/**
 * Writes what a clerk says as the message of XBau 2.1 that is meant for it: 1120 for the arrival, 0201 for what is missing, 0203 for a hearing, 0206 for a fee, 0205 for the decision. What XBau leaves to XInneres (the authority among the
 * header) follows the prose of that standard; its schema was not at hand.
 */
export function xbauMessage(about: About, said: ClerkReply, at: Date, id: string = randomUUID()): string {
  const due = said.due ?? new Date(at.getTime() + 30 * 86_400_000).toISOString().slice(0, 10);
  const reference = node('bezug', node('referenzAntragsteller', esc(about.application)), node('vorgang', esc(about.fileNumber)));
  const message = (name: string, ...parts: readonly string[]) => {
    const head = `<identifikation.nachricht><nachrichtenUUID>${id}</nachrichtenUUID><nachrichtentyp><code>${name.slice(-4)}</code></nachrichtentyp><erstellungszeitpunkt>${at.toISOString()}</erstellungszeitpunkt></identifikation.nachricht><leser/>`
      + `<autor><xibehoerde:behoerdenkennung><xibehoerde:praefix><code>${esc(about.authority.prefix)}</code></xibehoerde:praefix><xibehoerde:kennung>${esc(about.authority.key)}</xibehoerde:kennung></xibehoerde:behoerdenkennung><xibehoerde:behoerdenname>${esc(about.authority.name)}</xibehoerde:behoerdenname></autor>`;
    return `<?xml version="1.0" encoding="UTF-8"?>\n<xbau:${name} xmlns:xbau="http://www.xleitstelle.de/xbau/schema/2/1/" xmlns:xibehoerde="http://www.osci.de/xinneres/behoerde/4" produkt="XBau-Referenz" produkthersteller="Allmende-Projekt" standard="XBau" version="2.1"${about.isTest ? ' test="true"' : ''}>`
      + `${node('nachrichtenkopf.G2privat', head)}${reference}${parts.join('')}</xbau:${name}>\n`;
  };
  switch (said.kind) {
    case 'received': return message('prozessnachrichten.eingangsbestaetigung.1120', said.text === undefined ? '' : node('information', paragraph(said.text)));
    case 'in-progress': case 'note': return message('prozessnachrichten.aktenzeichen.1121');
    case 'question':
      // Something that is missing is a formal finding (5: a document is missing); everything else is asked in a hearing.
      return said.missing !== undefined && said.missing.length > 0
        ? message('baugenehmigung.formellePruefung.0201', node('befundliste', ...said.missing.map((what) => node('befund', node('artDesBefundes', '<code>5</code>'), node('beschreibung', paragraph(what))))), node('frist', due))
        : message('baugenehmigung.anhoerung.0203', node('aufforderungZurStellungnahme', paragraph(said.text ?? '')), node('bescheidlage', node('befund', '<xbau:rechtsbereich listURI="urn:allmende:xbau-reference:rechtsbereich" listVersionID="1.0"><code>1</code></xbau:rechtsbereich>', node('bezeichnungRegelverstoss', 'Abstandsflächen'), node('begruendung', 'siehe Aufforderung'))), node('frist', due));
    case 'fee': {
      const { amountCents = 0, purpose, iban } = said.fee ?? {};
      return message('baugenehmigung.gebuehrenbescheid.0206', node('gebuehrenbescheid',
        node('istVorauszahlungsbescheid', 'false'), node('begruendung', paragraph(said.text ?? 'Für das Verfahren fällt eine Gebühr an.')), node('kostenberechnung', node('summe', String(amountCents))),
        iban === undefined ? '' : node('zahlungsdaten', node('iban', esc(iban)), node('verwendungszweck', esc(purpose ?? about.fileNumber))), node('rechtshelfsbelehrung', paragraph(REMEDY))), node('frist', due));
    }
    case 'decision':
      return message('baugenehmigung.bescheid.0205', node('bescheid', node('tenor', node('istGenehmigung', String(said.decision !== 'refused')), said.text === undefined ? '' : node('kommentareFachrecht', node('kommentarFachrecht', paragraph(said.text)))), node('rechtshelfsbelehrung', paragraph(REMEDY))),
        node('anlagen', ...(said.documents ?? []).map((one) => node('anlage', node('bezeichnung', esc(one.name)), node('versionsnummer', '1'), node('datum', at.toISOString().slice(0, 10)), node('bauvorlageart', node('vorlageBauvorhaben', '<code>13</code>')),
          `<xbau:mimeType listURI="urn:xoev-de:xbau:codeliste:xbau-mimetypes" listVersionID="1.0"><code>${esc(one.contentType)}</code></xbau:mimeType>`, node('primaerdokument', one.content), node('dateinameAnhang', esc(one.name))))));
  }
}

// Not a real one: a reference system has no court.
const REMEDY = 'Rechtsbehelf: Beispieltext des Referenzverfahrens.';

function node(name: string, ...content: readonly string[]): string {
  return `<xbau:${name}>${content.join('')}</xbau:${name}>`;
}

function paragraph(text: string): string {
  return text.split('\n\n').map((part) => node('textabsatz', esc(part))).join('');
}

function esc(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
