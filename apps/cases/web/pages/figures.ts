import { definePage, sendFile, show } from '@allmende/http';
import { withQuery } from '@allmende/tenancy';
import { Type } from 'typebox';
import { getFigures } from '../../actions/get-figures.ts';
import { seeFigures } from '../../domain/permissions.ts';
import { csvOf } from '../csv-of.ts';
import { figureTables, figuresView } from './figures.view.ts';

const FiguresQuery = Type.Object({ quarter: Type.Optional(Type.String({ pattern: '^\\d{4}-[1-4]$' })) });

export const figuresPage = definePage({
  method: 'GET', path: '/:authority/office/cases/figures', access: seeFigures, query: FiguresQuery,
  async handle({ ctx, query, locale, urlFor, authority }) {
    const listHref = urlFor.office(authority.slug, 'cases');
    const here = urlFor.office(authority.slug, 'cases', 'figures');
    const figures = await getFigures(ctx, query);
    return show(figuresView(figures, {
      locale, listHref, dueHref: withQuery(listHref, { order: 'due' }), quarterHref: (quarter) => withQuery(here, { quarter }), csvHref: withQuery(urlFor.office(authority.slug, 'cases', 'figures.csv'), { quarter: figures.quarter }),
    }));
  },
});

export const figuresFilePage = definePage({
  method: 'GET', path: '/:authority/office/cases/figures.csv', access: seeFigures, query: FiguresQuery,
  async handle({ ctx, query, locale, authority }) {
    const figures = await getFigures(ctx, query);
    const lines = Object.values(figureTables(figures, locale)).flatMap(({ title, head, rows }) => [[title], head, ...rows, []]);
    return sendFile({ bytes: Buffer.from(csvOf(lines)), contentType: 'text/csv; charset=utf-8', name: `${authority.slug}-${figures.quarter}.csv` });
  },
});
