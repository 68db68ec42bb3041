import { createHash } from 'node:crypto';
import type { DeliveredEvidence } from './delivered-evidence.ts';
import type { Attachment } from './delivery.ts';
import type { ParcelContent } from './parcel-content.ts';

type Described = { readonly id: string; readonly part: string; readonly label: string; readonly name: string; readonly contentType: string; readonly bytes: number; readonly sha512: string };

/** A file with what the message says of it. */
export type WebhookFile = { readonly described: Described; readonly bytes: Uint8Array };

/** Describes files as parts of the message, in their order. */
export function webhookFiles(attachments: readonly Pick<Attachment, 'id' | 'label' | 'name' | 'contentType' | 'bytes'>[]): WebhookFile[] {
  return attachments.map(({ id, label, name, contentType, bytes }, index) => ({
    bytes, described: { id, part: `attachment-${index + 1}`, label: label.de, name, contentType, bytes: bytes.byteLength, sha512: createHash('sha512').update(bytes).digest('hex') },
  }));
}

/** The JSON of a submission: `data` is what the exported JSON Schema of the service describes, everything else is about it. */
export function submissionMessage(content: ParcelContent, files: readonly WebhookFile[], more: { readonly schema: string | undefined; readonly callback: string }): object {
  const { service } = content;
  return {
    type: 'submission', version: 1, isTest: content.isTest === true, submission: content.submission, reference: content.reference, submittedAt: content.submittedAt, language: content.language,
    service: { id: service.id, version: service.version, name: service.name.de, leistungsschluessel: service.leistungsschluessel ?? null, packageHash: service.packageHash, overlayHash: service.overlayHash },
    place: { ars: content.placeArs, name: content.placeName },
    schema: more.schema ?? null,
    data: { answers: content.answers, ...(content.rows ? { rows: content.rows } : {}), ...(content.results ? { results: content.results } : {}) },
    summary: content.summary.de,
    attachments: files.map(({ described }) => described), missingEvidence: content.missingEvidence.map(({ de }) => de),
    callback: more.callback,
  };
}

/** The JSON of evidence that came after its submission, or of a word about it. */
export function evidenceMessage(evidence: DeliveredEvidence, files: readonly WebhookFile[], more: { readonly callback: string }): object {
  return {
    type: 'evidence', version: 1, isTest: false, submission: evidence.submission, evidence: evidence.id, label: evidence.label.de, state: evidence.state, receivedAt: evidence.receivedAt,
    attachments: files.map(({ described }) => described), missingEvidence: evidence.missingEvidence.map(({ de }) => de), callback: more.callback,
  };
}

/** The body of a message: the JSON as the part `message`, then the files (multipart/form-data, RFC 7578). The boundary cannot occur in it but by a chance of one in 2^128. */
export function multipartBody(message: object, files: readonly WebhookFile[], boundary: string): readonly Uint8Array[] {
  const head = (name: string, contentType: string) => Buffer.from(`--${boundary}\r\nContent-Disposition: form-data; name="${name}"${name === 'message' ? '' : `; filename="${name}"`}\r\nContent-Type: ${contentType}\r\n\r\n`);
  const end = Buffer.from('\r\n');
  return [
    head('message', 'application/json'), Buffer.from(JSON.stringify(message)), end,
    ...files.flatMap(({ described, bytes }) => [head(described.part, described.contentType), bytes, end]),
    Buffer.from(`--${boundary}--\r\n`),
  ];
}
