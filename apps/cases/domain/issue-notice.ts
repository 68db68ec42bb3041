import type { PlainDate } from '@allmende/time';
import type { CaseContent, CaseDecision } from './case-content.ts';
import type { CaseFile } from './case-file.ts';
import type { Figures, NoticeText } from './compose-notice.ts';
import { serviceBy, type Notice, type NoticeContent, type ServiceRoute } from './notice.ts';

/** Makes the notice of a decision: what lies readable, and what is written on paper. */
export function issueNotice(given: {
  readonly id: string; readonly file: CaseFile; readonly content: CaseContent; readonly decision: CaseDecision; readonly figures: Figures; readonly text: NoticeText; readonly route: ServiceRoute;
  readonly authority: string; readonly signatory: string; readonly at: Date; readonly issuedOn: PlainDate;
}): { readonly notice: Notice; readonly written: NoticeContent } {
  const { content, decision, figures, text } = given;
  const { office } = content;
  const service = serviceBy(given.route);
  return {
    notice: { id: given.id, case: given.file.id, decision: decision.id, dueOn: figures.dueOn ?? null, issuedAt: given.at, pdfFileId: null, service, postedOn: null },
    written: {
      decision: decision.id, decisionName: decision.label.de, amountCents: figures.amountCents ?? null, firstAmountCents: figures.firstAmountCents ?? null, startsOn: figures.startsOn ?? null, dueOn: figures.dueOn ?? null,
      subject: text.subject.trim(), paragraphs: paragraphsOf(text.body), remedy: lines(text.remedy).join('\n'), recipient: lines(text.recipient).filter((line) => line !== ''), signatory: given.signatory,
      sender: {
        name: given.authority, unit: office.name ?? null, addressLines: (office.address ?? '').split(/\s*[,\n]\s*/u).filter((line) => line !== ''),
        contactLines: [...(office.telephone === undefined ? [] : [`Telefon: ${office.telephone}`]), ...(office.email === undefined ? [] : [`E-Mail: ${office.email}`])],
      },
      reference: given.file.reference, issuedOn: given.issuedOn, isExample: content.hasExampleValues || content.remedy?.example === true,
      serviceStatement: service.statement, ...(content.remedy === undefined ? {} : { remedyKind: content.remedy.kind }),
    },
  };
}

function paragraphsOf(text: string): string[] {
  return text.replaceAll('\r\n', '\n').split(/\n{2,}/u).map((paragraph) => paragraph.trim()).filter((paragraph) => paragraph !== '');
}

function lines(text: string): string[] {
  return text.replaceAll('\r\n', '\n').trim().split('\n').map((line) => line.trim());
}
