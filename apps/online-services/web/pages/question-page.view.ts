import type { View } from '@allmende/http';
import { button, errorSummary, form, heading, html, link, paragraph, stepCount, type FormErrors } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { question, type Question } from '../question.ts';

const texts = translations({ de: { next: 'Weiter', back: 'Zurück' }, en: { next: 'Continue', back: 'Back' } });

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
};

/** A page of questions on one topic. */
export function questionPageView(model: ApplicationFrame & { readonly progress: { readonly number: number; readonly of: number } }, locale: Locale): View {
  const t = texts(locale);
  return {
    title: `${model.title} – ${model.service}`,
    hasErrors: model.errors.all.length > 0,
    breadcrumbs: [{ label: model.place.name, href: model.place.href }, { label: model.service, href: model.serviceHref }, { label: model.title }],
    main: html`${paragraph(link({ label: t.back, href: model.backHref }))}${errorSummary({ errors: model.errors.all, locale })}${stepCount(model.progress.number, model.progress.of, locale)}${heading(model.title, 1, { preline: model.service })}${
      model.intro === undefined ? '' : paragraph(model.intro)
    }${form({ csrf: model.csrf, fields: model.questions.map((asked) => question(asked, model.typed, model.errors, locale)), buttons: button({ label: t.next }) })}`,
  };
}
