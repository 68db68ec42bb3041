import { languageFacts } from '@allmende/i18n';
import { alert } from '../components/alert.ts';
import { spoken } from '../components/spoken.ts';
import { html, type Html } from '../html.ts';
import { drawnOnce } from './drawn-once.ts';
import type { Page } from './page.ts';
import { pageHeader } from './page-header.ts';
import { pageTexts } from './page-texts.ts';

/** The whole document as text. Holds no inline style and no inline script. */
export function renderPage(page: Page): string {
  const t = pageTexts(page.locale);
  const language = languageFacts(page.locale);
  const title = `${page.hasErrors ? t.error : ''}${page.title}${page.title === page.siteName ? '' : ` – ${page.siteName}`}`;
  return `<!DOCTYPE html>\n${html`<html lang="${language.tag}"${language.direction === 'rtl' ? html` dir="rtl"` : ''}><head><meta charset="utf-8"><title${titleLanguage(page)}>${title}</title><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark"><meta name="format-detection" content="telephone=no">${look(page.assets)}${
    page.assets.script === undefined ? '' : html`<script type="module" src="${page.assets.script}"${page.assets.scriptNonce === undefined ? '' : html` nonce="${page.assets.scriptNonce}"`}></script>`
  }${page.waitSeconds === undefined ? '' : html`<noscript><meta http-equiv="refresh" content="${page.waitSeconds}"></noscript>`}</head><body class="a-body a-area-${page.area}"><a class="a-skip" href="#main">${t.skip}</a>${header(page)}${languageFacts(page.mainLanguage ?? page.locale).checked ? '' : html`<p class="a-unchecked"><span class="a-container">${t.unchecked}</span></p>`}<div class="a-container a-content">${breadcrumbs(page)}<main class="a-main" id="main" tabindex="-1"${mainLanguage(page)}>${
    page.flash === undefined ? '' : html`<div class="a-flash" role="status">${alert({ ...page.flash })}</div>`
  }${page.main}</main></div>${footer(page)}</body></html>\n`.toString()}`;
}

function titleLanguage({ titleLanguage: own, locale }: Page): Html | '' {
  return own === undefined || own === locale ? '' : html` lang="${languageFacts(own).tag}"`;
}

function look({ fonts, stylesheet, icon }: Page['assets']): Html {
  const draw = () => html`${fonts?.map((font) => html`<link rel="preload" href="${font}" as="font" type="font/woff2" crossorigin>`)}<link rel="stylesheet" href="${stylesheet}">${icon === undefined ? '' : html`<link rel="icon" href="${icon}" type="image/svg+xml">`}`;
  return fonts === undefined ? draw() : drawnOnce(fonts, ['look', stylesheet, icon], draw);
}

// Who is signed in and at which address the language is switched are different every time; everything else is the same for all who look at the pages of a place.
function header(page: Page): Html {
  if (page.account !== undefined || page.languageForm === undefined) return pageHeader(page);
  return drawnOnce(page.navigation, ['header', page.locale, page.area, page.siteName, page.siteHref, page.languageForm, page.accent, page.languages?.join()], () => pageHeader(page));
}

function mainLanguage({ mainLanguage: own, locale }: Page): Html | '' {
  if (own === undefined || own === locale) return '';
  const { tag, direction } = languageFacts(own);
  return html` lang="${tag}" dir="${direction}"`;
}

function breadcrumbs(page: Page): Html | '' {
  if (page.breadcrumbs === undefined || page.breadcrumbs.length === 0) return '';
  return html`<nav class="a-breadcrumbs" aria-label="${pageTexts(page.locale).breadcrumbs}"><ol class="a-bare">${page.breadcrumbs.map((crumb) =>
    crumb.href === undefined
      ? html`<li><span aria-current="page">${spoken(crumb.label, crumb.language ?? page.locale, page.locale)}</span></li>`
      : html`<li><a class="kern-link kern-link--small kern-link--no-visited-state" href="${crumb.href}">${spoken(crumb.label, crumb.language ?? page.locale, page.locale)}</a></li>`,
  )}</ol></nav>`;
}

function footer(page: Page): Html {
  return drawnOnce(page.footer, ['footer', page.locale, page.siteName], () => html`<footer class="a-footer"><div class="a-container"><p class="a-footer__name">${page.siteName}</p><nav aria-label="${pageTexts(page.locale).footer}"><ul class="a-bare a-footer__links">${page.footer.map(
    (link) => html`<li><a class="kern-link kern-link--small kern-link--no-visited-state" href="${link.href}">${link.label}</a></li>`,
  )}</ul></nav></div></footer>`);
}
