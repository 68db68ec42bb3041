import type { Attachment } from './delivery.ts';
import { CannotTranslate } from './errors.ts';
import type { ParcelContent } from './parcel-content.ts';
import { NOT_ASKED, openXbauMessage, type XbauDocument, type XbauReceiver } from './xbau-message.ts';

/** Kind of measure (code list `baumassnahme` 1.0 in XBau 2.1). A change of use counts as one with building work where floor area is built. */
const MEASURES: Readonly<Record<string, string>> = { new: '1', change: '2', use: '3', demolition: '5' };
const USE_WITH_BUILDING = '4';

/** Version of a code list that XBau leaves open and asks to be named; which one is current could not be checked. */
const BUNDESLAND_LIST = '2010-04-01';

/** Whether a message can be written for a service. */
export function speaksXbau(service: string): boolean {
  return service === 'bauantrag';
}

/** Writes a building application as the XBau 2.1 message `baugenehmigung.antrag.0200`, with its documents in it. Throws CannotTranslate for other services, and where what the message requires is missing. */
export function xbauApplication(content: ParcelContent, attachments: readonly Attachment[], receiver: XbauReceiver): string {
  const { answers, rows = {} } = content;
  const text = (id: string) => { const value = answers[id]; return value === undefined ? undefined : String(value); };
  const whole = (id: string) => { const value = answers[id]; return typeof value === 'number' && Number.isInteger(value) && value > 0 ? String(value) : undefined; };
  const measure = text('project.kind') === 'use' && whole('project.floorArea') !== undefined ? USE_WITH_BUILDING : MEASURES[text('project.kind') ?? ''];
  const parcels = rows['parcel'] ?? [];
  const title = text('project.name');
  if (!speaksXbau(content.service.id) || measure === undefined || title === undefined || parcels.length === 0) throw new CannotTranslate();

  const { node, optional, coded, person, documents, write } = openXbauMessage('baugenehmigung.antrag.0200', { id: content.submission, at: content.submittedAt, author: answers, receiver, isTest: content.isTest === true });
  const deviations = answers['project.deviates'] === true ? (rows['deviation'] ?? []) : [];
  return write(
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
    documents(documentsOf(content, attachments)),
  );
}

// The message needs at least one document: where all of them follow later, it is the application in words.
function documentsOf(content: ParcelContent, attachments: readonly Attachment[]): readonly XbauDocument[] {
  const at = content.submittedAt;
  if (attachments.length > 0) return attachments.map(({ evidence, label, contentType, bytes, name }) => ({ evidence, label: label.de, contentType, bytes, name, at }));
  const lines = content.summary.de.pages.flatMap(({ title, rows }) => [title, ...rows.map(({ label, value }) => `  ${label}: ${value ?? ''}`)]);
  return [{ evidence: undefined, label: 'Angaben im Antrag', contentType: 'text/plain', bytes: Buffer.from(`${lines.join('\n')}\n`), name: 'angaben.txt', at }];
}

function valueOf(value: string | number | boolean | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}
