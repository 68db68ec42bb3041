import { may } from '@allmende/access';
import { definePage, redirect, show } from '@allmende/http';
import { Type } from 'typebox';
import { findSolutions } from '../../actions/find-solutions.ts';
import { getNeed } from '../../actions/get-need.ts';
import { listSimilarNeeds } from '../../actions/list-similar-needs.ts';
import { needCategoryName } from '../../actions/need-categories.ts';
import { withdrawNeed } from '../../actions/withdraw-need.ts';
import { recordNeeds, seeNeeds } from '../../domain/permissions.ts';
import { needView } from './need.view.ts';

const params = Type.Object({ need: Type.String({ format: 'uuid' }) });

export const needPage = definePage({
  method: 'GET', path: '/:authority/office/needs/:need', access: seeNeeds, params,
  async handle(request) {
    const { ctx } = request;
    const need = await getNeed(ctx, request.params);
    const [similar, solutions] = await Promise.all([listSimilarNeeds(ctx, need), findSolutions(ctx, { need })]);
    return show(needView({ need, category: needCategoryName(need.category, request.locale), similar, solutions, mayRecord: may(request.actor, recordNeeds, ctx.tenant) }, request));
  },
});

export const withdrawNeedPost = definePage({
  method: 'POST', path: '/:authority/office/needs/:need/withdraw', access: recordNeeds, params,
  async handle(request) {
    await withdrawNeed(request.ctx, request.params);
    return redirect(request.urlFor.office(request.authority.slug, 'needs'), { flash: { kind: 'success', title: request.locale === 'en' ? 'The need is withdrawn.' : 'Der Bedarf ist zurückgezogen.' } });
  },
});
