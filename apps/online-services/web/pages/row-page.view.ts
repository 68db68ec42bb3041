import type { View } from '@allmende/http';
import { button, errorSummary, form, formGuard, heading, html, link, paragraph, spoken, spokenPart, type FormErrors, type FormGuard, type Html } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';
import { APPLY_FORM } from '../draft-pages.ts';
import { formAids, heldBackNote, type FormAids } from '../form-aids.ts';
import type { HeldBack } from '../hold-back.ts';
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
  readonly guard: FormGuard;
  readonly aids?: FormAids | undefined;
  readonly held?: HeldBack | undefined;
  readonly spokenIn: Language;
  readonly note: Html | '';
};

/** A page of questions about one row; the row stands above the heading, so that nobody mixes people up. */
export function rowPageView(model: RowPageModel, locale: Language): View {
  const t = texts(locale);
  const say = (words: string) => spoken(words, model.spokenIn, locale);
  return {
    title: `${model.title} – ${model.heading} – ${model.service}`, titleLanguage: model.spokenIn,
    hasErrors: model.errors.all.length > 0, guarded: true, languageForm: APPLY_FORM,
    breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: model.service, href: model.serviceHref, language: model.spokenIn }, { label: model.list.title, href: model.list.href, language: model.spokenIn }, { label: model.title, language: model.spokenIn }],
    main: html`${paragraph(link({ label: t.back, href: model.backHref }))}${heldBackNote(model.held, locale)}${errorSummary({ errors: model.errors.all, locale, spokenIn: model.spokenIn })}${heading(say(model.title), 1, { preline: say(model.heading) })}${model.note}${model.intro === undefined ? '' : paragraph(say(model.intro))}${
      form({ id: APPLY_FORM, csrf: model.csrf, fields: html`${formGuard(model.guard)}${spokenPart(model.questions.map((asked) => question(asked, model.typed, model.errors, model.spokenIn)), model.spokenIn, locale)}`, buttons: button({ label: t.next }) })
    }${formAids(model.aids, locale)}`,
  };
}
