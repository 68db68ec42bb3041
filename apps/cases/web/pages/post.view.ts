import type { FieldProblem } from '@allmende/errors';
import { alert, badge, button, card, checkbox, checkboxGroup, dateField, emptyState, errorSummary, form, formErrors, heading, html, lead, link, linkButton, paragraph, section, table } from '@allmende/html';
import type { TypedDay, View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { berlinDate, formatDate, formatDateShort, formatInstant, type PlainDate } from '@allmende/time';
import type { Letter, PrintBatch } from '../../domain/print-batch.ts';

const texts = translations({
  de: {
    cases: 'Fälle', title: 'Post', lead: 'Bescheide, die mit der Post gehen und noch nicht abgesendet sind.', waiting: 'Wartende Bescheide', choose: 'Welche Bescheide drucken Sie jetzt?', chooseHint: 'Alle fertigen sind ausgewählt.', make: 'Druckstapel anlegen', none: 'Kein Bescheid wartet auf die Post.', noneText: 'Sobald ein Bescheid erlassen ist, der mit der Post geht, steht er hier.',
    toCases: 'Zu den Fällen', soon: (count: number) => (count === 1 ? '1 PDF entsteht noch. Laden Sie die Seite in ein paar Sekunden neu.' : `${count} PDF entstehen noch. Laden Sie die Seite in ein paar Sekunden neu.`), batches: 'Letzte Druckstapel', made: 'Angelegt', by: 'Von', letters: 'Briefe', state: 'Stand', open: 'noch nicht abgesendet', posted: (day: string) => `abgesendet am ${day}`,
    batch: (day: string) => `Druckstapel vom ${day}`, count: (count: number) => (count === 1 ? '1 Brief' : `${count} Briefe`), print: 'Alle Briefe drucken (PDF)', printText: 'Eine Datei mit Deckblatt, in der Reihenfolge der Liste. Für den Druck auf beiden Seiten beginnt jeder Brief auf einem neuen Blatt.', step1: '1. Drucken', step2: '2. Absenden und eintragen',
    postedOn: 'Zur Post gegeben am', close: 'Fälle gleich abschließen', closeHint: 'Fälle mit einem Widerspruch bleiben offen.', save: 'Als abgesendet eintragen', dissolve: 'Stapel auflösen', dissolveText: 'Die Briefe warten dann wieder auf die Post.', undo: 'Absendung zurücknehmen', undoText: 'Das geht nur heute. Die Briefe warten dann wieder, und Fälle, die damit abgeschlossen wurden, sind wieder entschieden.',
    done: (day: string) => `Am ${day} zur Post gegeben.`, list: 'Die Briefe', number: 'Nr.', reference: 'Vorgangsnummer', service: 'Leistung', issued: 'Erlassen', notPosted: 'nicht abgesendet', closed: 'abgeschlossen', back: 'Zurück zur Post',
  },
  en: {
    cases: 'Cases', title: 'Post', lead: 'Notices that go by post and have not been sent.', waiting: 'Waiting notices', choose: 'Which notices do you print now?', chooseHint: 'All that are ready are chosen.', make: 'Make a print batch', none: 'No notice is waiting for the post.', noneText: 'As soon as a notice is issued that goes by post, it appears here.',
    toCases: 'To the cases', soon: (count: number) => (count === 1 ? '1 PDF is still being made. Reload the page in a few seconds.' : `${count} PDFs are still being made. Reload the page in a few seconds.`), batches: 'Latest print batches', made: 'Made', by: 'By', letters: 'Letters', state: 'State', open: 'not sent yet', posted: (day: string) => `sent on ${day}`,
    batch: (day: string) => `Print batch of ${day}`, count: (count: number) => (count === 1 ? '1 letter' : `${count} letters`), print: 'Print all letters (PDF)', printText: 'One file with a cover sheet, in the order of the list. For printing on both sides each letter begins on a new sheet.', step1: '1. Print', step2: '2. Send and enter',
    postedOn: 'Given to the post on', close: 'Close the cases at once', closeHint: 'Cases with an objection stay open.', save: 'Enter as sent', dissolve: 'Dissolve the batch', dissolveText: 'The letters then wait for the post again.', undo: 'Take the sending back', undoText: 'Today only. The letters then wait again, and cases that were closed with it are decided ones again.',
    done: (day: string) => `Given to the post on ${day}.`, list: 'The letters', number: 'No.', reference: 'Reference', service: 'Service', issued: 'Issued', notPosted: 'not sent', closed: 'closed', back: 'Back to post',
  },
});

type Options = { readonly locale: Locale; readonly csrf: string; readonly casesHref: string; readonly postHref: string; readonly batchHref: (id: string, ...more: string[]) => string; readonly caseHref: (id: string) => string };

/** What waits for the post, all of it chosen, and the batches of the last days. */
export function postView(model: { readonly waiting: readonly Letter[]; readonly batches: readonly (PrintBatch & { readonly letters: number })[]; readonly problems: readonly FieldProblem[] }, options: Options): View {
  const { locale } = options;
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  const ready = model.waiting.filter(({ pdfFileId }) => pdfFileId !== null);
  const soon = model.waiting.length - ready.length;
  const waiting = model.waiting.length === 0
    ? emptyState({ title: t.none, text: t.noneText, next: linkButton({ label: t.toCases, href: options.casesHref, look: 'secondary' }) })
    : html`${soon > 0 ? alert({ kind: 'info', title: t.soon(soon) }) : ''}${ready.length === 0 ? '' : form({
      csrf: options.csrf, buttons: button({ label: t.make }),
      fields: checkboxGroup({
        name: 'notices', label: t.choose, hint: t.chooseHint, error: errors.of('notices'), locale, values: ready.map(({ notice }) => notice),
        options: ready.map((letter) => ({ value: letter.notice, label: `${letter.reference}, ${letter.serviceName[locale]}, ${formatDateShort(berlinDate(letter.issuedAt), locale)}` })),
      }),
    })}`;
  const batches = model.batches.length === 0 ? '' : section(html`${heading(t.batches, 2)}${table({
    caption: t.batches, captionHidden: true, rows: model.batches, empty: '',
    columns: [
      { label: t.made, cell: (batch) => link({ label: formatInstant(batch.madeAt, locale), href: options.batchHref(batch.id) }) },
      { label: t.by, cell: (batch) => batch.madeBy.name },
      { label: t.letters, cell: (batch) => String(batch.letters), numeric: true },
      { label: t.state, cell: (batch) => stateOf(batch, locale) },
    ],
  })}`);
  return { title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.cases, href: options.casesHref }, { label: t.title }], main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${waiting}${batches}` };
}

/** One batch: print, then enter that it was sent; on the same day it can be taken back. */
export function batchView(model: { readonly batch: PrintBatch; readonly letters: readonly Letter[]; readonly typed: TypedDay; readonly close: boolean; readonly canUndo: boolean; readonly problems: readonly FieldProblem[] }, options: Options): View {
  const { locale, csrf } = options;
  const { batch, letters } = model;
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  const title = t.batch(formatDate(berlinDate(batch.madeAt), locale));
  const print = html`${paragraph(t.printText)}${linkButton({ label: t.print, href: options.batchHref(batch.id, 'letters.pdf'), look: batch.postedOn === null ? 'primary' : 'secondary' })}`;
  const steps = batch.postedOn === null
    ? html`${card({ title: t.step1, body: print })}${card({
      title: t.step2,
      body: html`${form({
        csrf, action: options.batchHref(batch.id, 'posting'), buttons: button({ label: t.save }),
        fields: html`${dateField({ name: 'postedOn', label: t.postedOn, value: model.typed, error: errors.of('postedOn'), locale })}${checkbox({ name: 'close', label: t.close, hint: t.closeHint, checked: model.close, locale })}`,
      })}`,
    })}${form({ csrf, action: options.batchHref(batch.id, 'dissolve'), fields: paragraph(t.dissolveText, 'muted'), buttons: button({ label: t.dissolve, look: 'tertiary' }) })}`
    : html`${alert({ kind: 'success', title: t.done(formatDate(batch.postedOn as PlainDate, locale)) })}${print}${model.canUndo ? form({ csrf, action: options.batchHref(batch.id, 'undo'), fields: paragraph(t.undoText), buttons: button({ label: t.undo, look: 'secondary' }) }) : ''}`;
  const rows = letters.map((letter, index) => ({ ...letter, number: index + 1 }));
  return {
    title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.cases, href: options.casesHref }, { label: t.title, href: options.postHref }, { label: title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(title, 1, { preline: t.count(letters.length) })}${steps}${section(html`${heading(t.list, 2)}${table({
      caption: t.list, captionHidden: true, rows, empty: '',
      columns: [
        { label: t.number, cell: (row) => String(row.number), numeric: true },
        { label: t.reference, cell: (row) => link({ label: row.reference, href: options.caseHref(row.case) }), rowHeader: true },
        { label: t.service, cell: (row) => row.serviceName[locale] },
        { label: t.state, cell: (row) => badge(row.isClosed ? t.closed : row.postedOn === null ? t.notPosted : t.posted(formatDateShort(row.postedOn as PlainDate, locale)), row.postedOn === null ? 'warning' : 'success', { small: true }) },
      ],
    })}`)}${linkButton({ label: t.back, href: options.postHref, look: 'secondary' })}`,
  };
}

function stateOf(batch: PrintBatch, locale: Locale) {
  const t = texts(locale);
  return batch.postedOn === null ? badge(t.open, 'warning', { small: true }) : badge(t.posted(formatDateShort(batch.postedOn as PlainDate, locale)), 'success', { small: true });
}
