import type { FieldProblem } from '@allmende/errors';
import { button, errorSummary, form, formErrors, heading, html, lead, textArea, textField } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import type { View } from '@allmende/http';
import type { UrlFor } from '@allmende/tenancy';
import { formatDate } from '@allmende/time';
import type { Place } from '../../domain/place.ts';

const texts = translations({
  de: {
    register: 'Gemeindeverzeichnis', title: (name: string) => `Nachfolgerin von ${name}`, lead: (day: string) => `Seit dem Gebietsstand ${day} fehlt die Gemeinde im amtlichen Verzeichnis. Es sagt nicht, wer sie aufgenommen hat.`,
    successor: 'Nachfolgerin', hint: 'Name, Adresse oder Gemeindeschlüssel der Gemeinde, die sie aufgenommen hat', reason: 'Quelle', reasonHint: 'Zum Beispiel das Gesetz über die Neugliederung mit Datum', save: 'Nachfolgerin speichern',
  },
  en: {
    register: 'Municipality register', title: (name: string) => `Successor of ${name}`, lead: (day: string) => `Since the edition of ${day} the official register lacks this municipality. It does not say who took it in.`,
    successor: 'Successor', hint: 'Name, address or key of the municipality that took it in', reason: 'Source', reasonHint: 'For example the law on the reorganisation, with its date', save: 'Save successor',
  },
});

/** The form that names the successor of a vanished municipality. */
export function successorView(model: { place: Place; typed: { successor: string; reason: string }; problems: readonly FieldProblem[] }, options: { locale: Locale; csrf: string; urlFor: UrlFor }): View {
  const t = texts(options.locale);
  const { locale } = options;
  const errors = formErrors(model.problems, options.locale);
  const title = t.title(model.place.name);
  const since = model.place.vanishedOn === null ? '' : formatDate(model.place.vanishedOn, locale);
  return {
    title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.register, href: options.urlFor.operator('register') }, { label: title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(title)}${lead(t.lead(since))}${form({
      csrf: options.csrf, buttons: button({ label: t.save }),
      fields: html`${textField({ name: 'successor', label: t.successor, hint: t.hint, value: model.typed.successor, error: errors.of('successor'), locale })}${textArea({ name: 'reason', label: t.reason, hint: t.reasonHint, value: model.typed.reason, error: errors.of('reason'), locale })}`,
    })}`,
  };
}
