import { cardGrid, emptyState, figures, heading, html, lead, link, section } from '@allmende/html';
import type { View } from '@allmende/http';
import { formatNumber, translations, type Locale } from '@allmende/i18n';

const texts = translations({
  de: { waiting: 'Das wartet heute', areas: 'Bereiche', none: 'Für Ihre Rollen gibt es hier noch nichts zu tun', noneText: 'Rollen vergeben die Digitalbeauftragten Ihrer Behörde.' },
  en: { waiting: 'Waiting today', areas: 'Areas', none: 'There is nothing to do here for your roles yet', noneText: 'Roles are given by the digital officers of your authority.' },
});

export type HomeModel = {
  readonly title: string;
  readonly preline: string;
  readonly lead: string;
  readonly figures: readonly { readonly label: string; readonly value: number; readonly href: string }[];
  readonly areas: readonly { readonly label: string; readonly href: string; readonly summary?: string }[];
};

/** The first page after signing in: what waits, and where one may go. */
export function homeView(model: HomeModel, locale: Locale): View {
  const t = texts(locale);
  const waiting = model.figures.length === 0 ? '' : section(html`${heading(t.waiting, 2)}${figures(model.figures.map((figure) => ({ label: figure.label, value: link({ label: formatNumber(figure.value, locale), href: figure.href, about: figure.label }) })))}`);
  const areas = model.areas.length === 0
    ? emptyState({ title: t.none, text: t.noneText })
    : html`${heading(t.areas, 2)}${cardGrid(model.areas.map((area) => ({ title: area.label, href: area.href, level: 3 as const, ...(area.summary === undefined ? {} : { body: area.summary }) })))}`;
  return { title: model.title, main: html`${heading(model.title, 1, { preline: model.preline })}${lead(model.lead)}${waiting}${section(areas)}` };
}
