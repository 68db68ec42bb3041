import type { View } from '@allmende/http';
import { button, errorSummary, form, heading, html, link, paragraph, type FormErrors } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { question, type Question } from '../question.ts';

const texts = translations({
  de: { next: 'Weiter', back: 'Zurück' }, en: { next: 'Continue', back: 'Back' }, 'de-leicht': { next: 'Weiter', back: 'Zurück' }, uk: { next: 'Далі', back: 'Назад' }, ar: { next: 'متابعة', back: 'رجوع' },
});

export type RowPageModel = {
  readonly service: string;
  /** Which row it is about: "Person 2 of 3: Anna Beispiel". */
  readonly heading: string;
  readonly title: string;
  readonly intro: string | undefined;
  readonly csrf: string;
  readonly errors: FormErrors;
  readonly questions: readonly Question[];
  readonly typed: Readonly<Record<string, string>>;
  readonly backHref: string;
  readonly list: { readonly title: string; readonly href: string };
  readonly place: { readonly name: string; readonly href: string };
  readonly serviceHref: string;
};

/** A page of questions about one row; the row stands above the heading, so that nobody mixes people up. */
export function rowPageView(model: RowPageModel, locale: Locale): View {
  const t = texts(locale);
  return {
    title: `${model.title} – ${model.heading} – ${model.service}`,
    hasErrors: model.errors.all.length > 0,
    breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: model.service, href: model.serviceHref }, { label: model.list.title, href: model.list.href }, { label: model.title }],
    main: html`${paragraph(link({ label: t.back, href: model.backHref }))}${errorSummary({ errors: model.errors.all, locale })}${heading(model.title, 1, { preline: model.heading })}${model.intro === undefined ? '' : paragraph(model.intro)}${
      form({ csrf: model.csrf, fields: model.questions.map((asked) => question(asked, model.typed, model.errors, locale)), buttons: button({ label: t.next }) })
    }`,
  };
}
