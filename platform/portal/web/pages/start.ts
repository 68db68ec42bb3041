import { definePage, show, type AnyPage, type View } from '@allmende/http';
import type { Language } from '@allmende/i18n';
import { liveFigures, type LiveFigure } from '../../actions/live-figures.ts';
import type { StartFigure } from '../../domain/figure.ts';
import { startView } from './start.view.ts';

/** The platform's start page. The busiest page of all: without new numbers it is not even rendered anew. */
export function startPage(figures: readonly StartFigure[]): AnyPage {
  const read = liveFigures(figures);
  const rendered = new Map<Language, { figures: readonly LiveFigure[]; view: View }>();
  return definePage({
    method: 'GET', path: '/', access: 'anyone', speaksAll: true,
    async handle({ ctx, language, urlFor }) {
      const now = await read(ctx);
      const last = rendered.get(language);
      if (last?.figures === now) return show(last.view);
      const view = startView({ figures: now }, { locale: language, urlFor });
      rendered.set(language, { figures: now, view });
      return show(view);
    },
  });
}
