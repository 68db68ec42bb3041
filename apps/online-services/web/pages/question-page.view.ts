import type { View } from '@allmende/http';
import { button, errorSummary, form, formGuard, heading, html, link, paragraph, spoken, spokenPart, stepCount, type FormErrors, type FormGuard, type Html } from '@allmende/html';
import { translations, type Language } from '@allmende/i18n';
import { APPLY_FORM } from '../draft-pages.ts';
import { formAids, heldBackNote, type FormAids } from '../form-aids.ts';
import type { HeldBack } from '../hold-back.ts';
import { question, type Question } from '../question.ts';

const texts = translations({
  de: { next: 'Weiter', back: 'Zurück' },
  en: { next: 'Continue', back: 'Back' },
  'de-leicht': { next: 'Weiter', back: 'Zurück' },
  uk: { next: 'Далі', back: 'Назад' },
  ar: { next: 'التالي', back: 'رجوع' },
});

/** What question pages and the check page have in common. */
export type ApplicationFrame = {
  readonly service: string;
  readonly title: string;
  readonly intro: string | undefined;
  readonly csrf: string;
  readonly errors: FormErrors;
  readonly questions: readonly Question[];
  readonly typed: Readonly<Record<string, string>>;
  readonly backHref: string;
  readonly place: { readonly name: string; readonly href: string };
  readonly serviceHref: string;
  readonly isExample: boolean;
  /** Against machines; in every form of an application. */
  readonly guard: FormGuard;
  /** The overview and the way to come back. */
  readonly aids?: FormAids | undefined;
  /** Why the form was not taken although nothing on it is wrong. */
  readonly held?: HeldBack | undefined;
  /** Of the words of the service, where that is not the language of the page. */
  readonly spokenIn: Language;
  /** That nobody has checked these words. */
  readonly note: Html | '';
};

/** A page of questions on one topic. */
export function questionPageView(model: ApplicationFrame & { readonly progress: { readonly number: number; readonly of: number } }, locale: Language): View {
  const t = texts(locale);
  const say = (words: string) => spoken(words, model.spokenIn, locale);
  return {
    title: `${model.title} – ${model.service}`, titleLanguage: model.spokenIn,
    hasErrors: model.errors.all.length > 0, guarded: true, languageForm: APPLY_FORM,
    breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: model.service, href: model.serviceHref, language: model.spokenIn }, { label: model.title, language: model.spokenIn }],
    main: html`${paragraph(link({ label: t.back, href: model.backHref }))}${heldBackNote(model.held, locale)}${errorSummary({ errors: model.errors.all, locale, spokenIn: model.spokenIn })}${stepCount(model.progress.number, model.progress.of, locale)}${heading(say(model.title), 1, { preline: say(model.service) })}${model.note}${
      model.intro === undefined ? '' : paragraph(say(model.intro))
    }${form({ id: APPLY_FORM, csrf: model.csrf, fields: html`${formGuard(model.guard)}${spokenPart(model.questions.map((asked) => question(asked, model.typed, model.errors, model.spokenIn)), model.spokenIn, locale)}`, buttons: button({ label: t.next }) })}${formAids(model.aids, locale)}`,
  };
}
