import type { View } from '@allmende/http';
import { button, descriptionList, form, heading, html, link, linkButton, paragraph, spoken, spokenPart } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';
import type { SummaryRow } from '../../domain/answer-summary.ts';

const texts = translations({
  de: { title: 'Eintrag entfernen', lead: 'Diese Angaben werden gelöscht.', none: 'Zu diesem Eintrag gibt es noch keine Angaben.', remove: 'Ja, entfernen', keep: 'Nein, behalten', back: 'Zurück' },
  en: { title: 'Remove entry', lead: 'These answers will be deleted.', none: 'There are no answers for this entry yet.', remove: 'Yes, remove', keep: 'No, keep', back: 'Back' },
  'de-leicht': { title: 'Eintrag löschen', lead: 'Diese Antworten werden gelöscht.', none: 'Hier steht noch nichts.', remove: 'Ja, löschen', keep: 'Nein, behalten', back: 'Zurück' },
  uk: { title: 'Видалити запис', lead: 'Ці відповіді буде видалено.', none: 'Для цього запису ще немає відповідей.', remove: 'Так, видалити', keep: 'Ні, залишити', back: 'Назад' },
  ar: { title: 'إزالة الإدخال', lead: 'سيتم حذف هذه الإجابات.', none: 'لا توجد إجابات لهذا الإدخال بعد.', remove: 'نعم، إزالة', keep: 'لا، إبقاء', back: 'رجوع' },
});

export type RemoveRow = {
  readonly service: string;
  /** In the words of the service, such as "Remove person". */
  readonly title: string | undefined;
  readonly heading: string;
  readonly rows: readonly SummaryRow[];
  readonly csrf: string;
  readonly listHref: string;
  readonly place: { readonly name: string; readonly href: string };
  readonly serviceHref: string;
  /** Of the words of the service. */
  readonly spokenIn: Language;
};

/** The question before a row goes. */
export function removeRowView(model: RemoveRow, locale: Language): View {
  const t = texts(locale);
  const title = model.title ?? t.title;
  const language = model.title === undefined ? locale : model.spokenIn;
  const name = spoken(model.heading, model.spokenIn, locale);
  return {
    title: `${title} – ${model.service}`, titleLanguage: language,
    breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: model.service, href: model.serviceHref, language: model.spokenIn }, { label: title, language }],
    main: html`${paragraph(link({ label: t.back, href: model.listHref }))}${heading(spoken(title, language, locale), 1, { preline: name })}${
      model.rows.length === 0 ? paragraph(t.none) : html`${paragraph(t.lead)}${spokenPart(descriptionList(model.rows.map(({ label, value }) => ({ name: label, value })), model.spokenIn), model.spokenIn, locale)}`
    }${form({ csrf: model.csrf, fields: '', buttons: html`${button({ label: t.remove, about: name })} ${linkButton({ label: t.keep, href: model.listHref, look: 'secondary' })}` })}`,
  };
}
