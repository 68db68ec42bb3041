import { definePage, show, type AnyPage, type View } from '@allmende/http';
import type { Locale } from '@allmende/i18n';
import { liveFigures, type LiveFigure } from '../../actions/live-figures.ts';
import type { StartFigure } from '../../domain/figure.ts';
import { startView } from './start.view.ts';

/** The platform's start page. The busiest page of all: without new numbers it is not even rendered anew. */
export function startPage(figures: readonly StartFigure[]): AnyPage {
  const read = liveFigures(figures);
  const rendered = new Map<Locale, { figures: readonly LiveFigure[]; view: View }>();
  return definePage({
    method: 'GET', path: '/', access: 'anyone',
    async handle({ ctx, locale, urlFor }) {
      const now = await read(ctx);
      const last = rendered.get(locale);
      if (last?.figures === now) return show(last.view);
      const view = startView({ figures: now }, { locale, urlFor });
      rendered.set(locale, { figures: now, view });
      return show(view);
    },
  });
}
