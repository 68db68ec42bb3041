import type { FieldProblem } from '@allmende/errors';
import { button, dateField, errorSummary, form, formErrors, heading, html, lead, select, textArea, textField } from '@allmende/html';
import type { View } from '@allmende/http';
import { translations, type Locale } from '@allmende/i18n';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';

/** What was typed into the form. */
export type TypedNeed = { title: string; details: string; category: string; casesPerYear: string; wantedBy: { day: string; month: string; year: string } };

const texts = translations({
  de: {
    needs: 'Bedarfe', title: 'Bedarf eintragen', lead: 'Danach sehen Sie, wer das Gleiche braucht, was andere nutzen und was im Store dazu passt.', what: 'Wofür brauchen Sie etwas?', whatHint: 'Zum Beispiel „Hundesteuer online anmelden“. Nur Ihre Behörde sieht diesen Titel.',
    category: 'Themengebiet', categoryHint: 'Andere Mitglieder sehen es zusammen mit dem Namen Ihrer Behörde.', cases: 'Fälle im Jahr', casesHint: 'Eine Schätzung genügt.', wantedBy: 'Gebraucht bis', details: 'Was ist Ihnen wichtig?', detailsHint: 'Bitte keine Angaben zu Personen.', save: 'Bedarf eintragen',
  },
  en: {
    needs: 'Needs', title: 'Record a need', lead: 'You will then see who needs the same, what others use and what the store has for it.', what: 'What do you need something for?', whatHint: 'For example “register dogs online”. Only your authority sees this title.',
    category: 'Subject area', categoryHint: 'Other members see it together with the name of your authority.', cases: 'Cases per year', casesHint: 'An estimate is enough.', wantedBy: 'Needed by', details: 'What matters to you?', detailsHint: 'Please no data about persons.', save: 'Record need',
  },
});

/** The form for a new need. */
export function newNeedView(
  model: { categories: readonly { value: string; label: string }[]; typed: TypedNeed; problems: readonly FieldProblem[] }, { locale, csrf, urlFor, authority }: { locale: Locale; csrf: string; urlFor: UrlFor; authority: AuthorityRef },
): View {
  const t = texts(locale);
  const errors = formErrors(model.problems, locale);
  const { typed } = model;
  return {
    title: t.title, hasErrors: errors.all.length > 0, breadcrumbs: [{ label: t.needs, href: urlFor.office(authority.slug, 'needs') }, { label: t.title }],
    main: html`${errorSummary({ errors: errors.all, locale })}${heading(t.title)}${lead(t.lead)}${form({
      csrf, action: urlFor.office(authority.slug, 'needs', 'new'), label: t.title, buttons: button({ label: t.save }),
      fields: html`${textField({ name: 'title', label: t.what, hint: t.whatHint, value: typed.title, error: errors.of('title'), maxlength: 150, locale })}${select({
        name: 'category', label: t.category, hint: t.categoryHint, value: typed.category, options: model.categories, error: errors.of('category'), locale,
      })}${textField({ name: 'casesPerYear', label: t.cases, hint: t.casesHint, value: typed.casesPerYear, error: errors.of('casesPerYear'), optional: true, inputmode: 'numeric', width: 'short', locale })}${dateField({
        name: 'wantedBy', label: t.wantedBy, value: typed.wantedBy, error: errors.of('wantedBy'), optional: true, locale,
      })}${textArea({ name: 'details', label: t.details, hint: t.detailsHint, value: typed.details, error: errors.of('details'), optional: true, locale })}`,
    })}`,
  };
}
