import { DOMImplementation, XMLSerializer } from '@xmldom/xmldom';
import type { ParcelContent } from './parcel-content.ts';

const XBAU = 'http://www.xleitstelle.de/xbau/schema/2/1/';
const BEHOERDE = 'http://www.osci.de/xinneres/behoerde/4';

/** Kind of document (code list `vorlagenbauantragbauvorhaben` 1.0), by the evidence of the package: site plan, floor plan for drawings of all kinds, description; the rest is further proof. */
const DOCUMENTS: Readonly<Record<string, string>> = { sitePlan: '4', drawings: '5', description: '8' };
const FURTHER_PROOF = '13';

/** Version of a code list that XBau leaves open and asks to be named; which one is current could not be checked. */
const MIME_LIST = '1.0';

/** Stands where XBau requires what the form of the service does not ask for. */
export const NOT_ASKED = 'nicht angegeben';

/** To whom the message goes, as the German directory of administrative services knows it. */
export type XbauReceiver = { readonly prefix: string; readonly key: string; readonly name: string };

/** A document that goes along inside a message; `evidence` is its name in the service package. */
export type XbauDocument = { readonly evidence: string | undefined; readonly label: string; readonly contentType: string; readonly bytes: Uint8Array; readonly name: string; /** ISO 8601. */ readonly at: string };

/**
 * A message of XBau 2.1 from a person to an authority, with its header; `name` ends with the number of its type. Characters that XML cannot carry are left out of every text. Source: XSDs of XBau 2.1; the content of `leser` follows XInneres 4, whose schema is not at hand.
 */
export function openXbauMessage(name: string, head: { readonly id: string; /** ISO 8601. */ readonly at: string; readonly author: ParcelContent['answers']; readonly receiver: XbauReceiver; readonly isTest: boolean }) {
  const document = new DOMImplementation().createDocument(XBAU, `xbau:${name}`, null);
  const root = document.documentElement;
  const filled = (element: Element, parts: readonly (Node | string | undefined)[]): Element => {
    for (const part of parts) if (part !== undefined) element.appendChild(typeof part === 'string' ? document.createTextNode(cleanText(part)) : part);
    return element;
  };
  const node = (tag: string, ...parts: (Node | string | undefined)[]): Element => filled(document.createElementNS(XBAU, `xbau:${tag}`), parts);
  // Header and codes are not qualified (`form="unqualified"`).
  const bare = (tag: string, ...parts: (Node | string | undefined)[]): Element => filled(document.createElement(tag), parts);
  const office = (tag: string, ...parts: (Node | string | undefined)[]): Element => filled(document.createElementNS(BEHOERDE, `xibehoerde:${tag}`), parts);
  const optional = (tag: string, value: string | undefined) => (value === undefined || value === '' ? undefined : node(tag, value));
  const coded = (tag: string, code: string, list?: { readonly uri?: string; readonly version: string }): Element => {
    const element = node(tag, bare('code', code));
    if (list?.uri !== undefined) element.setAttribute('listURI', list.uri);
    if (list !== undefined) element.setAttribute('listVersionID', list.version);
    return element;
  };
  const text = (id: string) => { const value = head.author[id]; return value === undefined ? undefined : String(value); };
  const person = () => node('natuerlichePerson',
    node('name', node('anrede', NOT_ASKED), node('familienname', optional('name', text('applicant.familyName'))), node('vorname', optional('name', text('applicant.givenName')))),
    node('anschrift', optional('strasse', text('address.street')), optional('hausnummer', text('address.houseNumber')), optional('postleitzahl', text('address.postcode')), optional('ort', text('address.town'))));
  const documents = (list: readonly XbauDocument[]) => node('anlagen', ...list.map((each, index) => node('anlage',
    node('bezeichnung', each.label), node('versionsnummer', '1'), node('datum', each.at.slice(0, 10)), node('bauvorlageart', coded('vorlageBauvorhaben', DOCUMENTS[each.evidence ?? ''] ?? FURTHER_PROOF)),
    coded('mimeType', each.contentType, { uri: 'urn:xoev-de:xbau:codeliste:xbau-mimetypes', version: MIME_LIST }),
    node('primaerdokument', Buffer.from(each.bytes).toString('base64')), node('dateinameAnhang', `${index + 1}-${fileName(each.name)}`))));

  for (const [attribute, value] of [['produkt', 'Allmende'], ['produkthersteller', 'Allmende-Projekt'], ['standard', 'XBau'], ['version', '2.1']] as const) root.setAttribute(attribute, value);
  if (head.isTest) root.setAttribute('test', 'true');
  filled(root, [bare('nachrichtenkopf.privat2G',
    bare('identifikation.nachricht', bare('nachrichtenUUID', head.id), bare('nachrichtentyp', bare('code', name.slice(-4))), bare('erstellungszeitpunkt', head.at)),
    bare('leser', office('behoerdenkennung', office('praefix', bare('code', head.receiver.prefix)), office('kennung', head.receiver.key)), office('behoerdenname', head.receiver.name)),
    bare('autor', person()))]);
  return {
    node, optional, coded, person, documents,
    /** The message with these parts after its header. */
    write: (...parts: readonly (Node | undefined)[]): string => {
      filled(root, parts);
      return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(document)}\n`;
    },
  };
}

function fileName(name: string): string {
  return name.replaceAll(/[^\p{L}\p{N}._-]/gu, '_').slice(-80);
}

// XML 1.0 § 2.2: most control characters and half surrogates cannot stand in a document, not even as references.
function cleanText(text: string): string {
  return text.toWellFormed().replaceAll(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '');
}
