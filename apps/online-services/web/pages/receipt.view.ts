import type { View } from '@allmende/http';
import { alert, confirmPanel, descriptionList, details, heading, html, linkButton, list, paragraph, link, section } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { ApplicationReceipt } from '../../actions/read-receipt.ts';

const texts = translations({
  de: {
    title: 'Ihr Antrag ist angekommen', reference: 'Ihre Vorgangsnummer', sent: (when: string) => `Eingegangen am ${when}`, next: 'Wie es weitergeht', pdf: 'Bestätigung als PDF', later: 'Das fehlt noch',
    secret: 'Zugangscode', again: 'So sehen Sie später den Stand', againBody: 'Notieren Sie Vorgangsnummer und Zugangscode. Damit sehen Sie auch an einem anderen Gerät, wie es steht.', status: 'Stand ansehen', answers: 'Ihre Angaben', results: 'Berechnung',
    example: 'Beispielwerte', exampleBody: 'Die Beträge sind erfunden und dienen nur zur Vorführung.',
  },
  en: {
    title: 'Your application has arrived', reference: 'Your reference', sent: (when: string) => `Received on ${when}`, next: 'What happens next', pdf: 'Confirmation as PDF', later: 'Still missing',
    secret: 'Access code', again: 'How to see the status later', againBody: 'Write down the reference and the access code. With them you see the status on another device too.', status: 'See the status', answers: 'Your answers', results: 'Calculation',
    example: 'Example values', exampleBody: 'The amounts are invented and for demonstration only.',
  },
});

export type ReceiptModel = ApplicationReceipt & { readonly pdfHref: string; readonly statusHref: string; readonly place: { readonly name: string; readonly href: string } };

/** The confirmation: the reference in large type, what happens next, how to come back. */
export function receiptView(model: ReceiptModel, locale: Locale): View {
  const t = texts(locale);
  return {
    title: `${t.title} – ${model.serviceName}`,
    breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: t.title }],
    main: html`${confirmPanel({ title: t.title, referenceLabel: t.reference, reference: model.reference, body: t.sent(formatInstant(model.submittedAt, locale)) })}${
      model.insert === undefined ? '' : alert({ kind: 'info', title: model.serviceName, body: model.insert })
    }${section(html`${heading(t.next, 2)}${model.next === undefined ? '' : paragraph(model.next)}${model.later.length === 0 ? '' : html`${heading(t.later, 3)}${list(model.later.map(({ label, hint }) => (hint === undefined ? label : `${label}. ${hint}`)))}`}${
      linkButton({ label: t.pdf, href: model.pdfHref, look: 'secondary' })
    }`)}${section(html`${heading(t.again, 2)}${paragraph(t.againBody)}${descriptionList([{ name: t.reference, value: model.reference }, { name: t.secret, value: model.secret }], locale)}${paragraph(link({ label: t.status, href: model.statusHref }))}`)}${
      details({ summary: t.answers, body: html`${model.isExample ? alert({ kind: 'warning', title: t.example, body: t.exampleBody }) : ''}${model.summary.pages.map((page) => html`${heading(page.title, 3)}${descriptionList(page.rows.map((row) => ({ name: row.label, value: row.value })), locale)}`)}${
        model.summary.results.length === 0 ? '' : html`${heading(t.results, 3)}${descriptionList(model.summary.results.map((result) => ({ name: result.label, value: result.value })), locale)}`
      }` })
    }`,
  };
}
