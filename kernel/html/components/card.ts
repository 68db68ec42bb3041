import { html, type Html, type HtmlValue } from '../html.ts';
import { block } from './alert.ts';

export type Card = {
  title: HtmlValue;
  /** Makes the whole card a link. */
  href?: string | undefined;
  preline?: string | undefined;
  body?: HtmlValue;
  /** Badges or links below. */
  footer?: HtmlValue;
  /** Level of the title; 2 unless told. */
  level?: 2 | 3 | undefined;
};

/** One thing among others. */
export function card(input: Card): Html {
  const name = input.href === undefined ? html`${input.title}` : html`<a class="kern-link kern-link--stretched kern-link--no-visited-state" href="${input.href}">${input.title}</a>`;
  const title = input.level === 3 ? html`<h3 class="kern-title a-card__title">${name}</h3>` : html`<h2 class="kern-title a-card__title">${name}</h2>`;
  return html`<article class="kern-card${input.href === undefined ? '' : ' kern-card--interactive'}"><div class="kern-card__container"><div class="kern-card__header">${
    input.preline ? html`<p class="kern-preline kern-body--small a-plain">${input.preline}</p>` : ''
  }${title}</div>${input.body ? html`<div class="kern-card__body">${block(input.body)}</div>` : ''}${input.footer ? html`<div class="kern-card__footer">${input.footer}</div>` : ''}</div></article>`;
}

/** Cards side by side, as many as fit. */
export function cardGrid(cards: readonly Card[]): Html {
  return html`<ul class="a-cards">${cards.map((one) => html`<li>${card(one)}</li>`)}</ul>`;
}
