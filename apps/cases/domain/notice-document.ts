import type { DocumentModel } from '@allmende/documents';
import { SERVICE_BY_POST, type NoticeContent } from './notice.ts';

/** The notice as a letter (PDF/UA), always in German, the official language. */
export function noticeDocument(notice: NoticeContent): DocumentModel {
  return {
    kind: 'letter',
    locale: 'de',
    title: `${notice.subject}, ${notice.reference}`,
    subject: notice.subject,
    sender: { name: notice.sender.name, ...(notice.sender.unit === null ? {} : { unit: notice.sender.unit }), addressLines: notice.sender.addressLines, contactLines: notice.sender.contactLines },
    recipient: { lines: notice.recipient },
    reference: notice.reference,
    date: notice.issuedOn,
    blocks: [
      ...notice.paragraphs.map((text) => ({ kind: 'paragraph', text }) as const),
      { kind: 'signatureLine', name: notice.signatory },
      { kind: 'heading', level: 2, text: 'Rechtsbehelfsbelehrung' },
      ...notice.remedy.split(/\n{2,}/u).map((text) => ({ kind: 'paragraph', text }) as const),
      { kind: 'callout', title: 'Bekanntgabe', text: notice.serviceStatement ?? SERVICE_BY_POST.de },
    ],
    ...(notice.isExample ? { watermark: 'Beispielwerte' } : {}),
  };
}
