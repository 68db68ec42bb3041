import type { FieldProblem } from '@allmende/errors';
import { alert, badge, button, checkboxGroup, descriptionList, details, emptyState, errorSummary, form, formErrors, heading, hiddenField, html, lead, link, linkButton, list, paragraph, radioGroup, section, table, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import { formatDate, formatInstant, type PlainDate } from '@allmende/time';
import type { Retention } from '../../actions/list-retention.ts';
import type { RetentionRule, TypedRetention } from '../../domain/retention.ts';

const texts = translations({
  de: {
    cases: 'Fälle', title: 'Aufbewahren und löschen', lead: 'Abgeschlossene Fälle werden so lange aufbewahrt, wie es vorgeschrieben ist, und dann gelöscht.', due: 'Frist vorbei', none: 'Kein Fall ist zu löschen.', choose: 'Welche Fälle sollen gelöscht werden?', chooseHint: 'Auf der nächsten Seite sehen Sie noch einmal, was geschieht.', next: 'Weiter zur Prüfung',
    keptUntil: (day: string) => `aufbewahrt bis ${day}`, proposed: (name: string) => `vorgeschlagen von ${name}`, second: 'zwei Personen nötig', rules: 'Fristen je Leistung', service: 'Leistung', period: 'Frist', who: 'Wer löscht', unknown: 'nicht eingetragen', without: (count: number) => (count === 1 ? '1 abgeschlossener Fall ohne Frist' : `${count} abgeschlossene Fälle ohne Frist`),
    edit: 'Frist eintragen', months: (count: number) => (count === 1 ? '1 Monat' : `${count} Monate`), years: (count: number) => (count === 1 ? '1 Jahr' : `${count} Jahre`), closing: 'ab dem Abschluss', 'year-end': 'ab dem Ende des Jahres, in dem der Fall abgeschlossen wurde', automatic: 'die Plattform, in der Nacht nach dem letzten Tag', 'one-person': 'die Amtsleitung', 'two-people': 'zwei Personen: eine schlägt vor, eine andere bestätigt',
    deleted: 'Zuletzt gelöscht', deletedText: 'Von einem gelöschten Fall bleibt nur seine Kennung. Im Prüfprotokoll steht, wer ihn wann auf welcher Grundlage gelöscht hat und dass sein Schlüssel vernichtet ist.', proof: 'Zum Prüfprotokoll', confirmTitle: 'Fälle löschen', undo: 'Das lässt sich nicht rückgängig machen.', confirmLead: (count: number) => (count === 1 ? 'Sie löschen 1 Fall für immer.' : `Sie löschen ${count} Fälle für immer.`),
    gone: () => ['die Anträge mit allen Angaben und Nachweisen', 'Bescheide, Stellungnahmen und Verlauf', 'die Kopien auf den Statusseiten der antragstellenden Personen', 'die Schlüssel: auch in Sicherungen kann danach niemand mehr etwas lesen'], goneIntro: 'Gelöscht werden:', proposing: 'Wo zwei Personen nötig sind, schlagen Sie die Löschung jetzt vor. Gelöscht wird, wenn eine zweite Person sie bestätigt.', confirm: 'Endgültig löschen', back: 'Zurück',
    ruleTitle: 'Aufbewahrungsfrist', ruleLead: 'Tragen Sie die Frist so ein, wie sie in Ihrem Aktenplan oder im Gesetz steht. Sie gilt auch für Fälle, die schon abgeschlossen sind.', count: 'Wie lange?', unit: 'Einheit', unitMonths: 'Monate', unitYears: 'Jahre', begins: 'Wann beginnt die Frist?', beginsClosing: 'Am Tag, an dem der Fall abgeschlossen wird', beginsYear: 'Am Ende des Jahres, in dem der Fall abgeschlossen wird', deletion: 'Wer löscht nach der Frist?', byPlatform: 'Die Plattform von selbst', byOne: 'Eine Person der Amtsleitung', byTwo: 'Zwei Personen der Amtsleitung, eine nach der anderen', source: 'Wo steht die Frist?', sourceHint: 'Zum Beispiel: Aktenplan der Stadt, Nummer und Datum.', save: 'Frist speichern',
    entered: (name: string, when: string) => `Eingetragen von ${name} am ${when}.`, fromSource: (source: string) => `Quelle: ${source}`,
  },
  en: {
    cases: 'Cases', title: 'Keep and delete', lead: 'Closed cases are kept as long as it is prescribed, and are then deleted.', due: 'Period over', none: 'No case is to be deleted.', choose: 'Which cases shall be deleted?', chooseHint: 'The next page shows once more what will happen.', next: 'Continue to the check',
    keptUntil: (day: string) => `kept until ${day}`, proposed: (name: string) => `proposed by ${name}`, second: 'two people needed', rules: 'Periods by service', service: 'Service', period: 'Period', who: 'Who deletes', unknown: 'not entered', without: (count: number) => (count === 1 ? '1 closed case without a period' : `${count} closed cases without a period`),
    edit: 'Enter the period', months: (count: number) => (count === 1 ? '1 month' : `${count} months`), years: (count: number) => (count === 1 ? '1 year' : `${count} years`), closing: 'from closing', 'year-end': 'from the end of the year in which the case was closed', automatic: 'the platform, in the night after the last day', 'one-person': 'the head of office', 'two-people': 'two people: one proposes, another confirms',
    deleted: 'Deleted last', deletedText: 'Of a deleted case only its id stays. The audit log says who deleted it when, on what ground, and that its key is destroyed.', proof: 'To the audit log', confirmTitle: 'Delete cases', undo: 'This cannot be undone.', confirmLead: (count: number) => (count === 1 ? 'You are deleting 1 case for ever.' : `You are deleting ${count} cases for ever.`),
    gone: () => ['the applications with all answers and evidence', 'notices, statements and history', 'the copies on the applicants’ status pages', 'the keys: afterwards nobody can read anything in backups either'], goneIntro: 'This is deleted:', proposing: 'Where two people are needed you now propose the deletion. It happens when a second person confirms it.', confirm: 'Delete for good', back: 'Back',
    ruleTitle: 'Retention period', ruleLead: 'Enter the period as your filing plan or the law says it. It also applies to cases that are closed already.', count: 'How long?', unit: 'Unit', unitMonths: 'Months', unitYears: 'Years', begins: 'When does the period begin?', beginsClosing: 'On the day on which the case is closed', beginsYear: 'At the end of the year in which the case is closed', deletion: 'Who deletes after the period?', byPlatform: 'The platform by itself', byOne: 'One person of the head of office', byTwo: 'Two people of the head of office, one after the other', source: 'Where does the period stand?', sourceHint: 'For example: filing plan of the town, number and date.', save: 'Save the period',
    entered: (name: string, when: string) => `Entered by ${name} on ${when}.`, fromSource: (source: string) => `Source: ${source}`,
  },
});

type Options = { readonly locale: Locale; readonly csrf: string; readonly casesHref: string; readonly href: (...more: string[]) => string; readonly auditHref: string | undefined };

/** Cases whose period is over, the periods by service, and what was deleted last. */
export function retentionView(model: Retention & { readonly problems: readonly FieldProblem[] }, options: Options): View {
  const { locale } = options;
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  const due = model.due.length === 0
    ? emptyState({ title: t.none })
    : form({
      csrf: options.csrf, fields: html`${checkboxGroup({
        name: 'cases', label: t.choose, hint: t.chooseHint, error: errors.of('cases'), locale,
        options: model.due.map((file) => ({ value: `${file.id}:${file.version}`, label: `${file.reference}, ${file.serviceName[locale]}`, hint: [file.keptUntil === null ? '' : t.keptUntil(formatDate(file.keptUntil as PlainDate, locale)), file.deletionAsked === null ? (file.needsSecond ? t.second : '') : t.proposed(file.deletionAsked.name)].filter((part) => part !== '').join(', ') })),
      })}`, buttons: button({ label: t.next }),
    });
  const rules = table({
    caption: t.rules, captionHidden: true, rows: model.services, empty: '',
    columns: [
      { label: t.service, cell: ({ name }) => name[locale] },
      { label: t.period, cell: ({ rule, withoutPeriod }) => html`${rule === undefined ? t.unknown : wordsOf(rule, locale)}${withoutPeriod === 0 ? '' : html` ${badge(t.without(withoutPeriod), 'warning', { small: true })}`}` },
      { label: t.who, cell: ({ rule }) => (rule === undefined ? '' : t[rule.deletion]) },
      { label: t.edit, action: true, cell: ({ service, name }) => link({ label: html`${t.edit}<span class="kern-sr-only"> ${name[locale]}</span>`, href: options.href(service) }) },
    ],
  });
  const deleted = model.deleted.length === 0 ? '' : section(html`${heading(t.deleted, 2)}${paragraph(t.deletedText)}${options.auditHref === undefined ? '' : linkButton({ label: t.proof, href: options.auditHref, look: 'secondary' })}${details({
    summary: t.deleted, body: list(model.deleted.map((one) => `${formatInstant(one.at, locale)}: ${one.case}`)),
  })}`);
  return {
    title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.cases, href: options.casesHref }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${section(html`${heading(t.due, 2)}${due}`)}${section(html`${heading(t.rules, 2)}${rules}`)}${deleted}`,
  };
}

/** What will be gone, before it is. */
export function confirmDeletionView(model: { readonly cases: readonly { readonly id: string; readonly version: number; readonly reference: string }[]; readonly isProposal: boolean }, options: Options): View {
  const { locale } = options;
  const t = texts(locale);
  return {
    title: t.confirmTitle, breadcrumbs: [{ label: t.cases, href: options.casesHref }, { label: t.title, href: options.href() }, { label: t.confirmTitle }],
    main: html`${heading(t.confirmTitle)}${alert({ kind: 'warning', title: t.confirmLead(model.cases.length), body: t.undo })}${model.isProposal ? paragraph(t.proposing) : ''}${list(model.cases.map(({ reference }) => reference))}${paragraph(t.goneIntro)}${list(t.gone())}${form({
      csrf: options.csrf, action: options.href('deletion'), fields: html`${model.cases.map(({ id, version }) => hiddenField({ name: 'cases', value: `${id}:${version}` }))}`, buttons: html`${button({ label: t.confirm })}${linkButton({ label: t.back, href: options.href(), look: 'secondary' })}`,
    })}`,
  };
}

/** The period of one service, with where it stands. */
export function retentionRuleView(model: { readonly name: { readonly de: string; readonly en: string }; readonly typed: TypedRetention; readonly entered: { readonly by: string; readonly at: Date } | undefined; readonly problems: readonly FieldProblem[] }, options: Options): View {
  const { locale } = options;
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  const { typed } = model;
  return {
    title: t.ruleTitle, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.cases, href: options.casesHref }, { label: t.title, href: options.href() }, { label: model.name[locale] }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.ruleTitle, 1, { preline: model.name[locale] })}${lead(t.ruleLead)}${model.entered === undefined ? '' : descriptionList([{ name: t.ruleTitle, value: t.entered(model.entered.by, formatInstant(model.entered.at, locale)) }], locale)}${form({
      csrf: options.csrf, buttons: html`${button({ label: t.save })}${linkButton({ label: t.back, href: options.href(), look: 'secondary' })}`,
      fields: html`${textField({ name: 'count', label: t.count, value: typed.count, error: errors.of('count'), locale })}${radioGroup({ name: 'unit', label: t.unit, horizontal: true, value: typed.unit, error: errors.of('unit'), locale, options: [{ value: 'months', label: t.unitMonths }, { value: 'years', label: t.unitYears }] })}${
        radioGroup({ name: 'begins', label: t.begins, value: typed.begins, error: errors.of('begins'), locale, options: [{ value: 'closing', label: t.beginsClosing }, { value: 'year-end', label: t.beginsYear }] })}${
        radioGroup({ name: 'deletion', label: t.deletion, value: typed.deletion, error: errors.of('deletion'), locale, options: [{ value: 'two-people', label: t.byTwo }, { value: 'one-person', label: t.byOne }, { value: 'automatic', label: t.byPlatform }] })}${
        textField({ name: 'source', label: t.source, hint: t.sourceHint, value: typed.source, error: errors.of('source'), locale })}`,
    })}`,
  };
}

function wordsOf(rule: RetentionRule, locale: Locale) {
  const t = texts(locale);
  return html`${rule.unit === 'months' ? t.months(rule.count) : t.years(rule.count)} ${t[rule.begins]}${paragraph(t.fromSource(rule.source), 'small')}`;
}
