import type { FieldProblem } from '@allmende/errors';
import { button, descriptionList, errorSummary, form, formErrors, heading, html, lead, paragraph, section, select } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';
import { formatInstant } from '@allmende/time';
import type { MailboxSettings } from '../../actions/quiet-hours.ts';

const texts = translations({
  de: {
    title: 'E-Mails an Antragstellende', lead: 'Wer es möchte, bekommt eine E-Mail, wenn es zu seinem Antrag etwas Neues gibt. Was es ist, steht nur auf der Statusseite.', quiet: 'Ruhezeit', quietText: 'In der Ruhezeit geht keine E-Mail hinaus; sie wartet bis zum Ende. Gleiche Stunden heißen: immer.', from: 'Beginnt um', until: 'Endet um', hour: (hour: number) => `${hour} Uhr`, save: 'Speichern', saved: 'Die Ruhezeit ist gespeichert.',
    changed: (when: string, by: string) => `Zuletzt geändert am ${when} von ${by}.`, usual: 'Ihre Behörde hat noch nichts geändert.', counts: 'E-Mails der letzten 30 Tage', sent: 'Gesendet', waiting: 'Warten', failed: 'Nicht zustellbar', dropped: 'Nicht mehr nötig', failedText: 'An eine Adresse, die keine E-Mails annimmt, wird nicht mehr geschrieben. Die antragstellende Person sieht das bei ihren Nachrichten.',
  },
  en: {
    title: 'E-mails to applicants', lead: 'Whoever wants to gets an e-mail when there is something new about the application. What it is stands only on the status page.', quiet: 'Quiet hours', quietText: 'In quiet hours no e-mail goes out; it waits for their end. Equal hours mean: always.', from: 'They begin at', until: 'They end at', hour: (hour: number) => `${hour}:00`, save: 'Save', saved: 'The quiet hours are saved.',
    changed: (when: string, by: string) => `Last changed on ${when} by ${by}.`, usual: 'Your authority has changed nothing yet.', counts: 'E-mails of the last 30 days', sent: 'Sent', waiting: 'Waiting', failed: 'Undeliverable', dropped: 'No longer needed', failedText: 'An address that takes no e-mail is written to no more. The applicant sees that beside the messages.',
  },
});

/** What the next page says once after saving. */
export function savedWords(locale: Locale): string {
  return texts(locale).saved;
}

/** Quiet hours of an authority and figures of its e-mails; nobody's address. */
export function mailboxSettingsView(model: MailboxSettings & { readonly problems: readonly FieldProblem[] }, { csrf, locale }: { readonly csrf: string; readonly locale: Locale }): View {
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  const hours = Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: t.hour(hour) }));
  return {
    title: t.title, hasErrors: errors.all.length > 0,
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${section(html`${heading(t.quiet, 2)}${paragraph(t.quietText)}${form({
      csrf, fields: html`${select({ name: 'from', label: t.from, options: hours, value: String(model.quiet.from), error: errors.of('from'), locale })}${select({ name: 'until', label: t.until, options: hours, value: String(model.quiet.until), error: errors.of('until'), locale })}`, buttons: button({ label: t.save }),
    })}${paragraph(model.changed === undefined ? t.usual : t.changed(formatInstant(model.changed.at, locale), model.changed.by), 'muted')}`)}${section(html`${heading(t.counts, 2)}${descriptionList((['sent', 'waiting', 'failed', 'dropped'] as const).map((state) => ({ name: t[state], value: formatNumber(model.counts[state], locale) })), locale)}${paragraph(t.failedText, 'muted')}`)}`,
  };
}
