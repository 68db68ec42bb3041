import type { FieldProblem } from '@allmende/errors';
import { alert, button, emptyState, errorSummary, form, formErrors, heading, html, link, linkButton, list } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { Instance, ParameterSchema } from '@allmende/operations';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { parameterFields } from '../parameter-fields.ts';
import type { TypedParameters } from '../read-parameters.ts';

const texts = translations({
  de: {
    list: 'Anwendungen', title: (name: string) => `Einstellungen von ${name}`, crumb: 'Einstellungen', what: 'Was passiert', save: 'Einstellungen ändern', cancel: 'Abbrechen', refused: 'Das geht gerade nicht',
    happens: () => ['Die Anwendung ruht, meist ein bis drei Minuten.', 'Ihre Daten werden vorher gesichert.', 'Läuft sie mit den neuen Einstellungen nicht, gelten die alten von selbst weiter, mit allen Daten.'], none: 'Hier gibt es nichts einzustellen', noneText: 'Diese Anwendung lässt beim Bestellen nichts offen.',
  },
  en: {
    list: 'Apps', title: (name: string) => `Settings of ${name}`, crumb: 'Settings', what: 'What happens', save: 'Change settings', cancel: 'Cancel', refused: 'That does not work right now',
    happens: () => ['The app pauses, mostly for one to three minutes.', 'Your data are saved first.', 'If it does not run with the new settings, the old ones go on by themselves, with all data.'], none: 'There is nothing to set here', noneText: 'This app leaves nothing open when it is ordered.',
  },
});

type Model = { readonly instance: Instance; readonly schema: ParameterSchema; readonly authority: AuthorityRef; readonly typed: TypedParameters; readonly problems: readonly FieldProblem[]; readonly refused: string | undefined };
type Options = { readonly locale: Locale; readonly csrf: string; readonly urlFor: UrlFor };

/** What an authority chose for an app, to be changed: what happens then, and the fields of the order form. */
export function configurationView(model: Model, options: Options): View {
  const t = texts(options.locale);
  const { instance } = model;
  const home = options.urlFor.office(model.authority.slug, 'instances', instance.id);
  const errors = formErrors(model.problems, options.locale);
  return {
    title: t.title(instance.title), hasErrors: errors.all.length > 0,
    breadcrumbs: [{ label: t.list, href: options.urlFor.office(model.authority.slug, 'instances') }, { label: instance.title, href: home }, { label: t.crumb }],
    main: html`${errorSummary({ errors: errors.all, locale: options.locale })}${model.refused === undefined ? '' : alert({ kind: 'warning', title: t.refused, body: model.refused })}${heading(t.title(instance.title))}${
      Object.keys(model.schema.properties).length === 0 ? emptyState({ title: t.none, text: t.noneText, next: link({ label: instance.title, href: home }) }) : html`${heading(t.what, 2)}${list(t.happens())}${form({
        csrf: options.csrf, fields: parameterFields(model.schema, model.typed, errors, options.locale), buttons: html`${button({ label: t.save })}${linkButton({ label: t.cancel, href: home, look: 'secondary' })}`,
      })}`
    }`,
  };
}
