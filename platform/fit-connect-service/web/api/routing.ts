import { findAreas } from '../../actions/find-areas.ts';
import { findRoutes } from '../../actions/find-routes.ts';
import { refuse } from '../../domain/errors.ts';
import { json, list } from './answer.ts';
import { numberOf, type Asked } from './asked.ts';
import type { Route } from './route.ts';

/** Finding destinations and areas; open to everybody, with a budget of requests. */
export const routingRoutes: readonly Route[] = [
  {
    method: 'GET', path: '/routes',
    async handle(asked) {
      const page = strictPage(asked);
      const one = (name: string) => {
        const values = asked.query(name);
        if (values.length > 1) throw refuse('bad-query', name);
        return values[0];
      };
      const { total, routes } = await findRoutes(asked.house, { leikaKey: one('leikaKey'), ags: one('ags'), ars: one('ars'), areaId: one('areaId'), ...page });
      return json(200, list('routes', routes, { offset: page.offset, total }));
    },
  },
  {
    method: 'GET', path: '/areas',
    async handle(asked) {
      const page = strictPage(asked);
      const areas = await findAreas(asked.house, asked.query('areaSearchexpression'));
      return json(200, list('areas', areas.slice(page.offset, page.offset + page.limit), { offset: page.offset, total: areas.length }));
    },
  },
];

function strictPage(asked: Asked): { readonly limit: number; readonly offset: number } {
  return {
    limit: numberOf(asked.query('limit')[0] ?? null, { fallback: 100, least: 1, most: 500, isStrict: true }), offset: numberOf(asked.query('offset')[0] ?? null, { fallback: 0, least: 0, most: 2_147_483_647, isStrict: true }),
  };
}
