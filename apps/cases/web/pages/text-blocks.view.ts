import type { FieldProblem } from '@allmende/errors';
import { alert, button, emptyState, errorSummary, form, formErrors, heading, hiddenField, html, lead, link, linkButton, list, paragraph, section, select, table, textArea, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import { REMEDY_BLOCK, type TextBlock } from '../../domain/text-block.ts';

const texts = translations({
  de: {
    cases: 'Fälle', title: 'Textbausteine', lead: 'Gründe und Sätze, die Ihre Behörde in Bescheiden wieder braucht. Beim Entscheiden fügen Sie sie mit einem Klick ein.', add: 'Textbaustein anlegen', change: 'Textbaustein ändern', name: 'Name', service: 'Leistung', changed: 'Zuletzt geändert', by: (name: string, when: string) => `${name}, ${when}`, none: 'Es gibt noch keinen Textbaustein.',
    body: 'Text', bodyHint: 'Angaben des Falls stehen in geschweiften Klammern, zum Beispiel {authority} oder {startsOn}. Was im Fall fehlt, bleibt als Lücke in eckigen Klammern stehen, und ein Bescheid mit einer Lücke geht nicht hinaus.', save: 'Speichern', remove: 'Löschen', removeText: 'Bescheide, die damit geschrieben wurden, bleiben, wie sie sind.', back: 'Zurück', refused: 'Nicht gespeichert',
    remedy: `Ein Baustein mit dem Namen „${REMEDY_BLOCK}“ wird vorgeschlagen, wo für Ihr Land keine Fassung hinterlegt ist.`,
  },
  en: {
    cases: 'Cases', title: 'Text blocks', lead: 'Reasons and sentences that your authority uses again in notices. You insert them with one click while deciding.', add: 'Add a text block', change: 'Change a text block', name: 'Name', service: 'Service', changed: 'Last changed', by: (name: string, when: string) => `${name}, ${when}`, none: 'There is no text block yet.',
    body: 'Text', bodyHint: 'Facts of the case stand in braces, for example {authority} or {startsOn}. What a case lacks stays as a gap in square brackets, and a notice with a gap does not go out. Notices are written in German.', save: 'Save', remove: 'Delete', removeText: 'Notices that were written with it stay as they are.', back: 'Back', refused: 'Not saved',
    remedy: `A block named “${REMEDY_BLOCK}” is proposed where no wording is on record for your Land.`,
  },
});

type Service = { readonly service: string; readonly name: { readonly de: string; readonly en: string } };
type Options = { readonly locale: Locale; readonly csrf: string; readonly casesHref: string; readonly href: (...more: string[]) => string };

/** The text blocks of the authority. */
export function textBlocksView(model: { readonly blocks: readonly TextBlock[]; readonly services: readonly Service[] }, options: Options): View {
  const { locale } = options;
  const t = texts(locale);
  const nameOf = (service: string) => model.services.find((one) => one.service === service)?.name[locale] ?? service;
  return {
    title: t.title, breadcrumbs: [{ label: t.cases, href: options.casesHref }, { label: t.title }],
    main: html`${heading(t.title)}${lead(t.lead)}${table({
      caption: t.title, captionHidden: true, rows: model.blocks, empty: emptyState({ title: t.none }),
      columns: [
        { label: t.name, cell: (block) => link({ label: block.title, href: options.href(block.id) }) },
        { label: t.service, cell: (block) => nameOf(block.service) },
        { label: t.changed, cell: (block) => t.by(block.changedBy, formatInstant(block.changedAt, locale)) },
      ],
    })}${paragraph(t.remedy, 'muted')}${linkButton({ label: t.add, href: options.href('new') })}`,
  };
}

/** One text block, new or known. */
export function textBlockView(
  model: { readonly known: TextBlock | undefined; readonly services: readonly Service[]; readonly typed: { readonly service: string; readonly title: string; readonly body: string; readonly version: number }; readonly problems: readonly FieldProblem[]; readonly refusal?: string | undefined }, options: Options,
): View {
  const { locale, csrf } = options;
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  const { typed, known } = model;
  const title = known ? t.change : t.add;
  const remove = known === undefined ? '' : section(form({ csrf, action: options.href(known.id, 'delete'), fields: paragraph(t.removeText, 'muted'), buttons: button({ label: t.remove, look: 'secondary' }) }));
  return {
    title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.cases, href: options.casesHref }, { label: t.title, href: options.href() }, { label: title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(title)}${model.refusal === undefined ? '' : alert({ kind: 'warning', title: t.refused, body: html`${paragraph(model.refusal)}${known === undefined ? '' : list(known.body.split('\n').filter((line) => line !== ''))}` })}${form({
      csrf, buttons: html`${button({ label: t.save })}${linkButton({ label: t.back, href: options.href(), look: 'secondary' })}`,
      fields: html`${hiddenField({ name: 'version', value: typed.version })}${known ? '' : select({ name: 'service', label: t.service, value: typed.service, error: errors.of('service'), locale, options: model.services.map(({ service, name }) => ({ value: service, label: name[locale] })) })}${
        textField({ name: 'title', label: t.name, value: typed.title, error: errors.of('title'), locale })}${textArea({ name: 'body', label: t.body, hint: t.bodyHint, value: typed.body, rows: 8, error: errors.of('body'), locale })}`,
    })}${remove}`,
  };
}
