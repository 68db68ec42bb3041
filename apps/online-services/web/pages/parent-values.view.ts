import type { View } from '@allmende/http';
import { alert, button, checkbox, descriptionList, errorSummary, fieldset, form, heading, hiddenField, html, lead, paragraph, section, type FormErrors, type Html } from '@allmende/html';
import { translations, type Locale } from '@allmende/i18n';
import { formatDate, formatInstant, type PlainDate } from '@allmende/time';
import type { OverlayQuestionGroup } from '../overlay-questions.ts';
import { question } from '../question.ts';

const texts = translations({
  de: {
    title: (area: string) => `Vorgaben: ${area}`, lead: 'Diese Werte bekommen alle Behörden darunter, solange sie keine eigenen eintragen. Sätze und Satzungen setzt jede Behörde selbst. Was hier leer bleibt, ist nicht vorgegeben.', bind: 'Verbindlich: Behörden darunter können diesen Wert nicht ändern',
    review: 'Änderungen prüfen', published: (when: string) => `Zuletzt veröffentlicht am ${when}.`, never: 'Hier ist noch nichts vorgegeben.', entered: (by: string, on: string) => `${by}, ${on}`, who: 'Wer hat was eingetragen?', nothing: 'Diese Leistung lässt keine Vorgaben zu.',
    reviewTitle: 'Änderungen prüfen', effect: 'Nach dem Veröffentlichen werden die Vorgaben mit den Angaben jeder Behörde darunter geprüft. Sie kommen zu den Bürgerinnen und Bürgern, sobald die Behörde sie freigibt oder der Betrieb das für sie tut.', publish: 'Veröffentlichen', back: 'Weiter bearbeiten',
    binding: 'Verbindlich', none: 'nichts',
  },
  en: {
    title: (area: string) => `Values from above: ${area}`, lead: 'All authorities below get these values as long as they set none of their own. Rates and statutes are set by each authority itself. What stays empty here is left to them.', bind: 'Binding: authorities below cannot change this value',
    review: 'Check the changes', published: (when: string) => `Last published on ${when}.`, never: 'Nothing has been set here yet.', entered: (by: string, on: string) => `${by}, ${on}`, who: 'Who entered what?', nothing: 'This service lets nobody above set values.',
    reviewTitle: 'Check the changes', effect: 'After publishing, the values are tried with those of each authority below. They reach citizens as soon as the authority releases them, or the operator does so for it.', publish: 'Publish', back: 'Go on editing',
    binding: 'Binding', none: 'nothing',
  },
});

type Crumbs = { readonly crumbs: readonly { readonly label: string; readonly href: string }[]; readonly serviceName: string; readonly area: string; readonly href: string; readonly csrf: string };

export type ParentEditorModel = Crumbs & {
  readonly mayChange: boolean;
  readonly publishedAt: Date | undefined;
  readonly groups: readonly OverlayQuestionGroup[];
  /** Paths of values that may be made binding, with the name of their box. */
  readonly bindable: ReadonlyMap<string, string>;
  readonly typed: Readonly<Record<string, string>>;
  readonly errors: FormErrors;
  readonly entered: readonly { readonly name: string; readonly by: string; readonly on: string }[];
};

/** The editor of what a Land or district sets for the authorities below it. */
export function parentEditorView(model: ParentEditorModel, locale: Locale): View {
  const t = texts(locale);
  const title = t.title(model.area);
  // Everything is optional here, so that no field need say it.
  const field = (asked: OverlayQuestionGroup['fields'][number]): Html => {
    const box = asked.path === undefined ? undefined : model.bindable.get(asked.path);
    return html`${question({ ...asked, optional: false }, model.typed, model.errors, locale)}${box === undefined ? '' : checkbox({ name: box, label: `${t.bind} (${asked.label})`, checked: model.typed[box] === 'yes', locale })}`;
  };
  const editor = model.groups.length === 0 ? paragraph(t.nothing) : form({
    csrf: model.csrf, fields: model.groups.map((group) => fieldset({ legend: group.title, ...(group.intro === undefined ? {} : { hint: group.intro }), fields: group.fields.map(field) })), buttons: button({ label: t.review, name: 'next', value: 'review' }),
  });
  return {
    title: `${title}: ${model.serviceName}`, hasErrors: model.errors.all.length > 0, breadcrumbs: [...model.crumbs, { label: title }],
    main: html`${errorSummary({ errors: model.errors.all, locale })}${heading(title, 1, { preline: model.serviceName })}${lead(t.lead)}${paragraph(model.publishedAt === undefined ? t.never : t.published(formatInstant(model.publishedAt, locale)))}${
      model.mayChange ? section(editor) : ''
    }${model.entered.length === 0 ? '' : section(html`${heading(t.who, 2)}${descriptionList(model.entered.map(({ name, by, on }) => ({ name, value: t.entered(by, formatDate(on as PlainDate, locale)) })), locale)}`)}`,
  };
}

/** What the typed values would change, before anything is published. */
export function parentReviewView(model: Crumbs & { readonly changes: Html; readonly binding: readonly string[]; readonly typed: Readonly<Record<string, string>> }, locale: Locale): View {
  const t = texts(locale);
  return {
    title: t.reviewTitle, breadcrumbs: [...model.crumbs, { label: t.title(model.area), href: model.href }, { label: t.reviewTitle }],
    main: html`${heading(t.reviewTitle)}${lead(`${model.serviceName}: ${model.area}`)}${section(model.changes)}${descriptionList([{ name: t.binding, value: model.binding.length === 0 ? t.none : model.binding.join(', ') }], locale)}${
      alert({ kind: 'info', title: t.effect })
    }${form({
      action: model.href, csrf: model.csrf, fields: html`${Object.entries(model.typed).map(([name, value]) => hiddenField({ name, value }))}`,
      buttons: html`${button({ label: t.publish, name: 'next', value: 'publish' })}${button({ label: t.back, look: 'tertiary', name: 'next', value: 'edit' })}`,
    })}`,
  };
}
