import { may } from '@allmende/access';
import { definePage, show } from '@allmende/http';
import { Type } from 'typebox';
import { listCases } from '../../actions/list-cases.ts';
import { decideCases, listCasesPermission, seeFigures } from '../../domain/permissions.ts';
import { CaseFilterSchema } from '../api/cases.schema.ts';
import { casesView } from './cases.view.ts';

export const casesPage = definePage({
  method: 'GET',
  path: '/:authority/office/cases',
  access: listCasesPermission,
  query: Type.Object(CaseFilterSchema.properties),
  async handle({ ctx, query, locale, urlFor, authority }) {
    const list = await listCases(ctx, query);
    return show(casesView({ ...list, today: ctx.clock.today() }, { filter: query, locale, start: urlFor.office(authority.slug, 'cases'), caseHref: (id) => urlFor.office(authority.slug, 'cases', id), storeHref: urlFor.office(authority.slug, 'store'), severalHref: may(ctx.actor, decideCases, ctx.tenant) ? urlFor.office(authority.slug, 'cases', 'bulk') : undefined, figuresHref: may(ctx.actor, seeFigures, ctx.tenant) ? urlFor.office(authority.slug, 'cases', 'figures') : undefined }));
  },
});
