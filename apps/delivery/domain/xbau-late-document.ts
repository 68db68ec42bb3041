import type { DeliveredEvidence } from './delivered-evidence.ts';
import { CannotTranslate } from './errors.ts';
import type { ParcelContent } from './parcel-content.ts';
import { speaksXbau } from './xbau-application.ts';
import { openXbauMessage, type XbauReceiver } from './xbau-message.ts';

/**
 * Writes a document that came after a building application as the XBau 2.1 message `baugenehmigung.antragGeaendert.0202`, which refers to the application by its own identifier. The same document is the same message. Throws
 * CannotTranslate for other services. Source: XSDs of XBau 2.1, documentation of `anlagen` in that message.
 */
export function xbauLateDocument(content: ParcelContent, evidence: Omit<DeliveredEvidence, 'bytes' | 'contentType'> & { readonly bytes: Uint8Array; readonly contentType: string }, receiver: XbauReceiver): string {
  if (!speaksXbau(content.service.id)) throw new CannotTranslate();
  const { id, label, name, contentType, bytes, receivedAt } = evidence;
  const key = evidence.completeness.evidence.find((one) => one.label.de === label.de)?.key;
  const { node, documents, write } = openXbauMessage('baugenehmigung.antragGeaendert.0202', { id, at: receivedAt, author: content.answers, receiver, isTest: content.isTest === true });
  return write(node('bezug', node('referenzAntragsteller', content.submission)), documents([{ evidence: key, label: label.de, contentType, bytes, name, at: receivedAt }]));
}
