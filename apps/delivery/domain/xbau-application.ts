import { DOMImplementation, XMLSerializer } from '@xmldom/xmldom';
import type { Attachment } from './delivery.ts';
import { CannotTranslate } from './errors.ts';
import type { ParcelContent } from './parcel-content.ts';

const XBAU = 'http://www.xleitstelle.de/xbau/schema/2/1/';
const BEHOERDE = 'http://www.osci.de/xinneres/behoerde/4';

/** Kind of measure (code list `baumassnahme` 1.0 in XBau 2.1). A change of use counts as one with building work where floor area is built. */
const MEASURES: Readonly<Record<string, string>> = { new: '1', change: '2', use: '3', demolition: '5' };
const USE_WITH_BUILDING = '4';

/** Kind of document (code list `vorlagenbauantragbauvorhaben` 1.0), by the evidence of the package: site plan, floor plan for drawings of all kinds, description; the rest is further proof. */
const DOCUMENTS: Readonly<Record<string, string>> = { sitePlan: '4', drawings: '5', description: '8' };
const FURTHER_PROOF = '13';

/** An XBau message needs a form of address and a form to say that nobody asked for it. */
const NOT_ASKED = 'nicht angegeben';

/** To whom the message goes, as the German directory of administrative services knows it. */
export type XbauReceiver = { readonly prefix: string; readonly key: string; readonly name: string };

/** Whether a message can be written for a service. */
export function speaksXbau(service: string): boolean {
  return service === 'bauantrag';
}

/**
 * Writes a building application as the XBau 2.1 message `baugenehmigung.antrag.0200`, with its documents in it. Characters that XML cannot carry are left out. Source: XSDs of XBau 2.1; the content of `leser` follows XInneres 4, whose schema
 * is not at hand. Throws CannotTranslate for other services, and where what the message requires is missing.
 */
export function xbauApplication(content: ParcelContent, attachments: readonly Attachment[], receiver: XbauReceiver): string {
  const { answers, rows = {} } = content;
  const text = (id: string) => { const value = answers[id]; return value === undefined ? undefined : String(value); };
  const whole = (id: string) => { const value = answers[id]; return typeof value === 'number' && Number.isInteger(value) && value > 0 ? String(value) : undefined; };
  const measure = text('project.kind') === 'use' && whole('project.floorArea') !== undefined ? USE_WITH_BUILDING : MEASURES[text('project.kind') ?? ''];
  const parcels = rows['parcel'] ?? [];
  const title = text('project.name');
  if (!speaksXbau(content.service.id) || measure === undefined || title === undefined || parcels.length === 0) throw new CannotTranslate();

  const document = new DOMImplementation().createDocument(XBAU, 'xbau:baugenehmigung.antrag.0200', null);
  const root = document.documentElement;
  const node = (name: string, ...parts: (Node | string | undefined)[]): Element => filled(document.createElementNS(XBAU, `xbau:${name}`), parts);
  // Header and codes are not qualified (`form="unqualified"`).
  const bare = (name: string, ...parts: (Node | string | undefined)[]): Element => filled(document.createElement(name), parts);
  const office = (name: string, ...parts: (Node | string | undefined)[]): Element => filled(document.createElementNS(BEHOERDE, `xibehoerde:${name}`), parts);
  const filled = (element: Element, parts: readonly (Node | string | undefined)[]): Element => {
    for (const part of parts) if (part !== undefined) element.appendChild(typeof part === 'string' ? document.createTextNode(cleanText(part)) : part);
    return element;
  };
  const optional = (name: string, value: string | undefined) => (value === undefined || value === '' ? undefined : node(name, value));
  const coded = (name: string, code: string, list?: { readonly uri?: string; readonly version: string }) => withList(node(name, bare('code', code)), list);
  const withList = (element: Element, list: { readonly uri?: string; readonly version: string } | undefined): Element => {
    if (list?.uri !== undefined) element.setAttribute('listURI', list.uri);
    if (list !== undefined) element.setAttribute('listVersionID', list.version);
    return element;
  };
  const person = () => node('natuerlichePerson',
    node('name', node('anrede', NOT_ASKED), node('familienname', optional('name', text('applicant.familyName'))), node('vorname', optional('name', text('applicant.givenName')))),
    node('anschrift', optional('strasse', text('address.street')), optional('hausnummer', text('address.houseNumber')), optional('postleitzahl', text('address.postcode')), optional('ort', text('address.town'))));
  const deviations = answers['project.deviates'] === true ? (rows['deviation'] ?? []) : [];

  for (const [name, value] of [['produkt', 'Allmende'], ['produkthersteller', 'Allmende-Projekt'], ['standard', 'XBau'], ['version', '2.1']] as const) root.setAttribute(name, value);
  if (content.isTest === true) root.setAttribute('test', 'true');
  filled(root, [
    bare('nachrichtenkopf.privat2G',
      bare('identifikation.nachricht', bare('nachrichtenUUID', content.submission), withList(bare('nachrichtentyp', bare('code', '0200')), undefined), bare('erstellungszeitpunkt', content.submittedAt)),
      bare('leser', office('behoerdenkennung', office('praefix', bare('code', receiver.prefix)), office('kennung', receiver.key)), office('behoerdenname', receiver.name)),
      bare('autor', person())),
    node('referenzAntragsteller', node('referenzAntragsteller', content.submission)),
    node('bauvorhaben',
      node('bezeichnungDesBauvorhabens', title),
      node('beteiligte', node('bauherr', person()), text('author.number') === undefined ? undefined : node('entwurfsverfasser', node('bauvorlageberechtigung', node('kammer', node('nummerEintragungsliste', text('author.number')))))),
      node('gegenstand', coded('artDerMassnahme', measure), node('artDerBaulichenAnlage', node('artNichtAufgefuehrt', title)),
        whole('project.storeys') === undefined && whole('project.floorArea') === undefined ? undefined : node('bauvorhabenDatenblatt', node('baulicheNutzungMass', optional('anzahlVollgeschosse', whole('project.storeys')), optional('geschossflaeche', whole('project.floorArea'))))),
      node('verortung', ...parcels.map((parcel) => node('baugrundstueck', node('flurstueckkennzeichnung',
        coded('bundesland', content.placeArs.slice(0, 2), { version: BUNDESLAND_LIST }),
        node('flurstueck', optional('flurnummer', valueOf(parcel['parcel.field'])), optional('flurstueck', valueOf(parcel['parcel.number'])), optional('gemarkung', valueOf(parcel['parcel.district'])))))))),
    deviations.length === 0 ? undefined : node('beantragteAbweichung', coded('art', '3'),
      ...(['vorschrift', 'beschreibung', 'begruendung'] as const).map((name) => node(name, ...deviations.map((row) => node('textabsatz', valueOf(row[name === 'begruendung' ? 'deviation.reason' : 'deviation.rule']) ?? NOT_ASKED))))),
    node('anlagen', ...documentsOf(content, attachments).map((each, index) => node('anlage',
      node('bezeichnung', each.label), node('versionsnummer', '1'), node('datum', content.submittedAt.slice(0, 10)), node('bauvorlageart', coded('vorlageBauvorhaben', each.kind)),
      coded('mimeType', each.contentType, { uri: 'urn:xoev-de:xbau:codeliste:xbau-mimetypes', version: MIME_LIST }),
      node('primaerdokument', Buffer.from(each.bytes).toString('base64')), node('dateinameAnhang', `${index + 1}-${fileName(each.name)}`)))),
  ]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(document)}\n`;
}

/** Versions of code lists that XBau leaves open and asks to be named; which ones are current could not be checked. */
const BUNDESLAND_LIST = '2010-04-01';
const MIME_LIST = '1.0';

// The message needs at least one document: where all of them follow later, it is the application in words.
function documentsOf(content: ParcelContent, attachments: readonly Attachment[]): readonly { readonly label: string; readonly kind: string; readonly contentType: string; readonly bytes: Uint8Array; readonly name: string }[] {
  if (attachments.length > 0) return attachments.map(({ evidence, label, contentType, bytes, name }) => ({ label: label.de, kind: DOCUMENTS[evidence] ?? FURTHER_PROOF, contentType, bytes, name }));
  const lines = content.summary.de.pages.flatMap(({ title, rows }) => [title, ...rows.map(({ label, value }) => `  ${label}: ${value ?? ''}`)]);
  return [{ label: 'Angaben im Antrag', kind: FURTHER_PROOF, contentType: 'text/plain', bytes: Buffer.from(`${lines.join('\n')}\n`), name: 'angaben.txt' }];
}

function valueOf(value: string | number | boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

function fileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]/gu, '_').slice(-80);
}

// XML 1.0 § 2.2: most control characters and half surrogates cannot stand in a document, not even as references.
function cleanText(text: string): string {
  return text.toWellFormed().replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '');
}
