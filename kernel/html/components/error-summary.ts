import { translations, type Language } from '@allmende/i18n';
import { spoken } from './spoken.ts';
import { fieldId } from '../fields/field-id.ts';
import { html, type Html } from '../html.ts';
import { icon } from './icon.ts';

const texts = translations({
  de: { title: 'Bitte prüfen Sie Ihre Angaben' },
  en: { title: 'Please check your answers' },
  'de-leicht': { title: 'Bitte prüfen Sie Ihre Antworten' },
  uk: { title: 'Перевірте свої відповіді' },
  ar: { title: 'يرجى مراجعة إجاباتك' },
});

/** All errors of a form on top of the page, each leading to its field; takes the focus when the page opens. Nothing when there are none. */
export function errorSummary(input: { errors: readonly { field?: string | undefined; message: string }[]; title?: string | undefined; locale?: Language | undefined; /** Of the messages, where it is not that of the page. */ spokenIn?: Language | undefined }): Html | '' {
  if (input.errors.length === 0) return '';
  const locale = input.locale ?? 'de';
  const said = (message: string) => spoken(message, input.spokenIn ?? locale, locale);
  return html`<div class="kern-alert kern-alert--danger a-error-summary" role="alert" tabindex="-1" autofocus><div class="kern-alert__header">${icon('danger')}<h2 class="kern-title a-plain">${
    input.title ?? texts(locale).title
  }</h2></div><div class="kern-alert__body"><ul class="a-bare a-error-summary__list">${input.errors.map(
    (error) => html`<li>${error.field ? html`<a class="kern-link kern-link--no-visited-state" href="#${fieldId(error.field)}">${said(error.message)}</a>` : html`<span class="kern-body">${said(error.message)}</span>`}</li>`,
  )}</ul></div></div>`;
}
