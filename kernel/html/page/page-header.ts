import { languageFacts, LOCALES } from '@allmende/i18n';
import { html, type Html } from '../html.ts';
import { hiddenField } from '../fields/form.ts';
import { languageHref } from './language-href.ts';
import { mainNavigation } from './main-navigation.ts';
import type { Page } from './page.ts';
import { pageTexts } from './page-texts.ts';

const colour = /^#[0-9a-f]{6}$/i;

/** Site name, language, account, navigation. */
export function pageHeader(page: Page): Html {
  const t = pageTexts(page.locale);
  const areaName = page.area === 'office' || page.area === 'operator' || page.area === 'supplier' ? t[page.area] : '';
  return html`<header class="a-header">${accentBand(page.accent)}<div class="a-container a-header__row"><a class="a-site" href="${page.siteHref}"><span class="a-site__name">${page.siteName}</span>${
    areaName ? html` <span class="a-site__area">${areaName}</span>` : ''
  }</a><div class="a-header__tools">${languageSwitch(page, t.languages)}${account(page)}</div></div>${mainNavigation(page)}</header>`;
}

// A presentation attribute: unlike a style attribute it needs no exception in the content security policy.
function accentBand(accent: string | undefined): Html | '' {
  if (accent === undefined || !colour.test(accent)) return '';
  return html`<svg class="a-accent" aria-hidden="true" focusable="false" width="100%" height="6"><rect width="100%" height="6" fill="${accent}"/></svg>`;
}

function languageSwitch(page: Page, label: string): Html {
  const languages = page.languages ?? LOCALES;
  const isShort = languages.length <= LOCALES.length;
  const { languageForm } = page;
  // The first button of a form is the one that the enter key presses: it must be that of the form itself, not a language.
  const first = languageForm === undefined ? '' : html`<button type="submit" form="${languageForm}" hidden></button>`;
  return html`<nav class="a-languages${isShort ? '' : ' a-languages--names'}" aria-label="${label}">${first}<ul class="a-bare">${languages.map((one) => {
    const { name, tag } = languageFacts(one);
    const direction = languageFacts(one).direction === 'rtl' ? html` dir="rtl"` : '';
    if (one === page.locale) return html`<li><span class="a-languages__current" aria-current="true" lang="${tag}"${direction}>${isShort ? html`<abbr title="${name}">${one.toUpperCase()}</abbr>` : name}</span></li>`;
    if (languageForm !== undefined) return html`<li><button class="a-languages__button" type="submit" form="${languageForm}" name="_language" value="${one}" lang="${tag}"${direction}>${name}</button></li>`;
    return html`<li><a class="kern-link kern-link--small" href="${languageHref(page.path, one)}" lang="${tag}" hreflang="${tag}"${direction}>${
      isShort ? html`<span aria-hidden="true">${one.toUpperCase()}</span><span class="kern-sr-only">${name}</span>` : name
    }</a></li>`;
  })}</ul></nav>`;
}

function account(page: Page): Html | '' {
  const t = pageTexts(page.locale);
  if (page.account === undefined) return '';
  if ('signInHref' in page.account) return html`<a class="kern-link kern-link--small kern-link--no-visited-state" href="${page.account.signInHref}">${t.signIn}</a>`;
  const { name, accountHref, signOutAction, csrf } = page.account;
  const shown = accountHref === undefined ? name : html`<a class="kern-link kern-link--small kern-link--no-visited-state" href="${accountHref}">${name}</a>`;
  return html`<div class="a-account"><span class="a-account__name"><span class="kern-sr-only">${t.signedInAs} </span>${shown}</span>${
    signOutAction !== undefined && csrf !== undefined
      ? html`<form class="a-account__form" method="post" action="${signOutAction}">${hiddenField({ name: '_csrf', value: csrf })}<button class="kern-btn kern-btn--tertiary kern-btn--x-small" type="submit"><span class="kern-label">${t.signOut}</span></button></form>`
      : ''
  }</div>`;
}
