import { DOMParser } from '@xmldom/xmldom';
import { parseCallback, type CallbackMessage } from './callback-message.ts';
import type { DeliveredReply } from './delivered-reply.ts';
import { idFrom } from './id-from.ts';

const XBAU = 'http://www.xleitstelle.de/xbau/schema/2/1/';

/** How the ways to decide are called in the building application's package. */
const DECISIONS = { granted: 'granted', refused: 'refused' } as const;

type Reply = Omit<DeliveredReply, 'id'>;
// Written out: what is said here is checked as a whole at the end.
type Said = Omit<CallbackMessage, 'id' | 'submission' | 'replies'> & { readonly replies?: readonly Reply[] };

/**
 * Reads what a building authority says in XBau 2.1 about an application that was sent to it; undefined where the text is no such message or holds what cannot be brought to the applicant as a whole (a document that is no PDF or only
 * referred to). Understood: 1120 (arrived), 1121 (file number), 0201 (something is missing), 0203 (hearing), 0206 (fee), 0205 (decision), 1101 (sent back). What a message needs is checked here field by field: the XSDs are not part of
 * the platform.
 */
export function readXbauAnswer(text: string): CallbackMessage | undefined {
  const root = rootOf(text);
  const read = root && MESSAGES[root.localName ?? ''];
  if (!root || !read) return undefined;
  const head = child(child(root, root.localName === 'prozessnachrichten.rueckweisung.G2privat.1101' ? 'nachrichtenkopf' : 'nachrichtenkopf.G2privat'), 'identifikation.nachricht');
  const id = textOf(head, 'nachrichtenUUID')?.toLowerCase();
  const type = textOf(child(head, 'nachrichtentyp'), 'code');
  const submission = (textOf(child(root, 'bezug'), 'referenzAntragsteller') ?? textOf(child(child(root, 'rueckweisungDaten'), 'idNachricht'), 'nachrichtenUUID'))?.toLowerCase();
  const said = read(root);
  if (id === undefined || submission === undefined || said === undefined || type === undefined || !root.localName?.endsWith(`.${type}`)) return undefined;
  const fileNumber = textOf(child(root, 'bezug'), 'vorgang');
  return parseCallback({ id, submission, ...said, ...(said.replies === undefined ? {} : { replies: said.replies.map((reply) => ({ ...reply, ...(fileNumber === undefined ? {} : { fileNumber }) })) }), ...(said.documents === undefined ? {} : { documents: said.documents.map((one, index) => ({ ...one, id: idFrom(`${id}:document:${index}`) })) }) });
}

const MESSAGES: Readonly<Record<string, (root: Element) => Said | undefined>> = {
  'prozessnachrichten.eingangsbestaetigung.1120': (root) => ({ outcome: 'accepted', state: 'in-progress', replies: [withText({ kind: 'received' }, paragraphs(child(root, 'information')))] }),
  'prozessnachrichten.aktenzeichen.1121': (root) => (textOf(child(root, 'bezug'), 'vorgang') === undefined ? undefined : { outcome: 'accepted', state: 'in-progress', replies: [{ kind: 'note' }] }),
  'prozessnachrichten.rueckweisung.G2privat.1101': () => ({ outcome: 'refused', reason: 'xbau-1101' }),
  'baugenehmigung.formellePruefung.0201': (root) => {
    const missing = children(child(root, 'befundliste'), 'befund').map((finding) => paragraphs(child(finding, 'beschreibung')));
    const due = textOf(root, 'frist');
    if (missing.length === 0 || due === undefined || missing.includes(undefined)) return undefined;
    // A list holds short lines; findings in whole sentences are a text.
    const lines = missing as string[];
    const isShort = lines.every((line) => line.length <= 200 && !line.includes('\n'));
    return { state: 'waiting', replies: [{ kind: 'question', due, ...(isShort ? { missing: lines } : { text: lines.join('\n\n') }) }] };
  },
  'baugenehmigung.anhoerung.0203': (root) => {
    const due = textOf(root, 'frist');
    const asked = paragraphs(child(root, 'aufforderungZurStellungnahme'));
    if (due === undefined || asked === undefined) return undefined;
    const findings = children(child(root, 'bescheidlage'), 'befund').map((finding) => `${textOf(finding, 'bezeichnungRegelverstoss') ?? ''}: ${textOf(finding, 'begruendung') ?? ''}`);
    return { state: 'waiting', replies: [{ kind: 'question', due, text: [asked, ...findings].join('\n\n') }] };
  },
  'baugenehmigung.gebuehrenbescheid.0206': (root) => {
    const notice = child(root, 'gebuehrenbescheid');
    // Whole cents ("in Eurocent", XSD of XBau 2.1).
    const sum = textOf(child(notice, 'kostenberechnung'), 'summe');
    const due = textOf(root, 'frist');
    if (sum === undefined || !/^\d{1,12}$/u.test(sum) || due === undefined) return undefined;
    const pay = child(notice, 'zahlungsdaten');
    const [iban, purpose] = [textOf(pay, 'iban')?.replaceAll(' ', ''), textOf(pay, 'verwendungszweck')];
    const fee = { amountCents: Number(sum), ...(iban === undefined ? {} : { iban }), ...(purpose === undefined ? {} : { purpose }) };
    return { state: 'waiting', replies: [withText({ kind: 'fee', due, fee }, joined(paragraphs(child(notice, 'begruendung')), paragraphs(child(notice, 'rechtshelfsbelehrung'))))] };
  },
  'baugenehmigung.bescheid.0205': (root) => {
    const notice = child(root, 'bescheid');
    const tenor = child(notice, 'tenor');
    const isGranted = textOf(tenor, 'istGenehmigung');
    const documents = children(child(root, 'anlagen'), 'anlage').map(documentOf);
    if (isGranted === undefined || !['true', 'false', '1', '0'].includes(isGranted) || documents.includes(undefined)) return undefined;
    const comments = children(child(tenor, 'kommentareFachrecht'), 'kommentarFachrecht').map((comment) => paragraphs(comment));
    return {
      state: 'decided', decision: isGranted === 'true' || isGranted === '1' ? DECISIONS.granted : DECISIONS.refused, documents: documents as NonNullable<Said['documents']>,
      replies: [withText({ kind: 'decision' }, joined(...comments, paragraphs(child(notice, 'rechtshelfsbelehrung'))))],
    };
  },
};

function documentOf(node: Element): NonNullable<Said['documents']>[number] | undefined {
  const content = textOf(node, 'primaerdokument')?.replaceAll(/\s/gu, '');
  if (content === undefined || textOf(child(node, 'mimeType'), 'code') !== 'application/pdf') return undefined;
  const name = (textOf(node, 'dateinameAnhang') ?? textOf(node, 'bezeichnung') ?? 'bescheid').replace(/\.pdf$/iu, '').replaceAll(/[^\p{L}\p{N} ._-]/gu, '_').slice(0, 90);
  return { id: '', name: `${name === '' ? 'bescheid' : name}.pdf`, kind: 'notice', contentType: 'application/pdf', content };
}

// Entities and document types have no place in XÖV, and a parser that never sees them cannot be led astray by them.
function rootOf(text: string): Element | undefined {
  if (/<!(?:DOCTYPE|ENTITY)/iu.test(text)) return undefined;
  let isBroken = false;
  const note = () => { isBroken = true; };
  try {
    const document = new DOMParser({ errorHandler: { warning: note, error: note, fatalError: note } }).parseFromString(text, 'text/xml') as Document | undefined;
    const root = document?.documentElement ?? undefined;
    return isBroken || root?.namespaceURI !== XBAU ? undefined : root;
  } catch {
    return undefined;
  }
}

function children(node: Element | undefined, name: string): Element[] {
  const found: Element[] = [];
  for (let at = node?.firstChild ?? null; at !== null; at = at.nextSibling) if (at.nodeType === 1 && (at as Element).localName === name) found.push(at as Element);
  return found;
}

function child(node: Element | undefined, name: string): Element | undefined {
  return children(node, name)[0];
}

function textOf(node: Element | undefined, name: string): string | undefined {
  const text = child(node, name)?.textContent?.trim();
  return text === undefined || text === '' ? undefined : text;
}

function paragraphs(node: Element | undefined): string | undefined {
  return joined(...children(node, 'textabsatz').map(({ textContent }) => textContent?.trim()));
}

function joined(...parts: readonly (string | undefined)[]): string | undefined {
  const text = parts.filter((part) => part !== undefined && part !== '').join('\n\n');
  return text === '' ? undefined : text;
}

function withText(reply: Reply, text: string | undefined): Reply {
  return text === undefined ? reply : { ...reply, text };
}
