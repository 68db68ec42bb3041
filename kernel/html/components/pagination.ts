import { translations, type Language } from '@allmende/i18n';
import { html, type Html } from '../html.ts';

const texts = translations({
  de: { label: 'Seiten', previous: 'Zurück', next: 'Weiter', page: 'Seite', of: (page: number, pages: number) => `Seite ${page} von ${pages}` },
  en: { label: 'Pages', previous: 'Previous', next: 'Next', page: 'Page', of: (page: number, pages: number) => `Page ${page} of ${pages}` },
  'de-leicht': { label: 'Seiten', previous: 'Zurück', next: 'Weiter', page: 'Seite', of: (page: number, pages: number) => `Seite ${page} von ${pages}` },
  uk: { label: 'Сторінки', previous: 'Назад', next: 'Далі', page: 'Сторінка', of: (page: number, pages: number) => `Сторінка ${page} з ${pages}` },
  ar: { label: 'الصفحات', previous: 'السابق', next: 'التالي', page: 'صفحة', of: (page: number, pages: number) => `صفحة ${page} من ${pages}` },
});

export type Pagination = { locale?: Language | undefined } & (
  | {
      /** From 1. */
      page: number;
      pages: number;
      href: (page: number) => string;
    }
  | { /** For lists with a cursor. */ previousHref?: string | undefined; nextHref?: string | undefined }
);

/** Links to the other pages of a list; each can be bookmarked. Nothing when there is one page only. */
export function pagination(input: Pagination): Html | '' {
  const t = texts(input.locale ?? 'de');
  if (!('pages' in input)) {
    if (input.previousHref === undefined && input.nextHref === undefined) return '';
    return frame(t.label, html`${item(input.previousHref, t.previous, 'prev')}${item(input.nextHref, t.next, 'next')}`);
  }
  const { page, pages, href } = input;
  if (pages <= 1) return '';
  return frame(
    t.of(page, pages),
    html`${item(page > 1 ? href(page - 1) : undefined, t.previous, 'prev')}${shownPages(page, pages).map((number) =>
      number === 0
        ? html`<li aria-hidden="true">…</li>`
        : html`<li><a class="a-pagination__link" href="${href(number)}"${number === page ? html` aria-current="page"` : ''}><span class="kern-sr-only">${t.page} </span>${number}</a></li>`,
    )}${item(page < pages ? href(page + 1) : undefined, t.next, 'next')}`,
  );
}

function frame(label: string, items: Html): Html {
  return html`<nav class="a-pagination" aria-label="${label}"><ul class="a-bare">${items}</ul></nav>`;
}

function item(href: string | undefined, label: string, relation: 'prev' | 'next'): Html | '' {
  return href === undefined ? '' : html`<li><a class="a-pagination__link" href="${href}" rel="${relation}">${label}</a></li>`;
}

/** First, last and the neighbours of the page; 0 stands for a gap. */
function shownPages(page: number, pages: number): readonly number[] {
  const shown = [...new Set([1, page - 1, page, page + 1, pages])].filter((number) => number >= 1 && number <= pages);
  return shown.flatMap((number, index) => {
    const before = shown[index - 1];
    if (before === undefined || number === before + 1) return [number];
    return number === before + 2 ? [before + 1, number] : [0, number];
  });
}
