import { languageFacts, translations, type Language } from '@allmende/i18n';
import { html, type Html, type HtmlValue } from '../html.ts';

const texts = translations({
  de: { change: 'Ändern', none: 'Keine Angabe' }, en: { change: 'Change', none: 'Not provided' },
  'de-leicht': { change: 'Ändern', none: 'Nichts eingetragen' }, uk: { change: 'Змінити', none: 'Не вказано' }, ar: { change: 'تغيير', none: 'لم يُذكر' },
});

export type Fact = {
  name: HtmlValue;
  /** Nothing shows the words for “no answer”. */
  value: HtmlValue;
  /** Where the answer can be changed; the link says which one to screen readers. */
  changeHref?: string | undefined;
};

/** Names and values: facts of a thing, or the answers of a form before it is sent. */
export function descriptionList(facts: readonly Fact[], locale: Language = 'de'): Html {
  const t = texts(locale);
  // Names, numbers and addresses keep their own direction between Arabic words.
  const isRightToLeft = languageFacts(locale).direction === 'rtl';
  return html`<dl class="kern-description-list">${facts.map(
    (fact) => html`<div class="kern-description-list-item"><dt class="kern-description-list-item__key">${fact.name}</dt><dd class="kern-description-list-item__value">${
      isNothing(fact.value) ? html`<span class="kern-body--muted">${t.none}</span>` : isRightToLeft && typeof fact.value === 'string' ? html`<bdi>${fact.value}</bdi>` : fact.value
    }</dd>${
      fact.changeHref === undefined ? '' : html`<dd class="a-change"><a class="kern-link kern-link--no-visited-state" href="${fact.changeHref}">${t.change}<span class="kern-sr-only">: ${fact.name}</span></a></dd>`
    }</div>`,
  )}</dl>`;
}

function isNothing(value: HtmlValue): boolean {
  return value === '' || value === undefined || value === null || value === false;
}
