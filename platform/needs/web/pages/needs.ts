import { may } from '@allmende/access';
import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, isEmptyDay, readDay, redirect, show, typedDay } from '@allmende/http';
import { Type } from 'typebox';
import { listNeeds } from '../../actions/list-needs.ts';
import { needCategories, needCategoryName } from '../../actions/need-categories.ts';
import { recordNeed } from '../../actions/record-need.ts';
import { recordNeeds, seeNeeds } from '../../domain/permissions.ts';
import { newNeedView, type TypedNeed } from './new-need.view.ts';
import { needsView } from './needs.view.ts';

const EMPTY_DAY = { day: '', month: '', year: '' };

export const needsPage = definePage({
  method: 'GET', path: '/:authority/office/needs', access: seeNeeds,
  async handle(request) {
    const needs = await listNeeds(request.ctx);
    return show(needsView({ needs: needs.map((need) => ({ ...need, category: needCategoryName(need.category, request.locale) })), mayRecord: may(request.actor, recordNeeds, request.ctx.tenant) }, request));
  },
});

export const newNeedPage = definePage({
  method: 'GET', path: '/:authority/office/needs/new', access: recordNeeds,
  query: Type.Object({ what: Type.Optional(Type.String({ maxLength: 150 })), title: Type.Optional(Type.String({ maxLength: 150 })), category: Type.Optional(Type.String({ maxLength: 60 })) }),
  async handle(request) {
    const { what, title, category } = request.query;
    return show(newNeedView({ categories: needCategories(request.locale), typed: { title: what ?? title ?? '', details: '', category: category ?? '', casesPerYear: '', wantedBy: EMPTY_DAY }, problems: [] }, request));
  },
});

export const newNeedPost = definePage({
  method: 'POST', path: '/:authority/office/needs/new', access: recordNeeds,
  async handle(request) {
    const { ctx, form } = request;
    const typed: TypedNeed = { title: form.text('title'), details: form.text('details'), category: form.text('category'), casesPerYear: form.text('casesPerYear'), wantedBy: typedDay(form, 'wantedBy') };
    try {
      const need = await recordNeed(ctx, {
        title: typed.title, details: typed.details, category: typed.category, casesPerYear: readCount(typed.casesPerYear), wantedBy: isEmptyDay(typed.wantedBy) ? null : readDay(typed.wantedBy, 'wantedBy'),
      });
      const flash = request.locale === 'en' ? 'The need is recorded.' : 'Der Bedarf ist eingetragen.';
      return redirect(request.urlFor.office(request.authority.slug, 'needs', need.id), { flash: { kind: 'success', title: flash } });
    } catch (error) {
      if (!(error instanceof InvalidInput)) throw error;
      const problems: readonly FieldProblem[] = error.fields;
      return show(newNeedView({ categories: needCategories(request.locale), typed, problems }, request));
    }
  },
});

/** A whole number as people type it; null when the field is empty, and a number that no need can have when it is none. */
function readCount(typed: string): number | null {
  const bare = typed.replaceAll(/[.\s]/gu, '');
  return bare === '' ? null : /^\d{1,9}$/u.test(bare) ? Number(bare) : Number.NaN;
}
