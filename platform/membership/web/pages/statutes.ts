import { InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, isEmptyDay, readDay, redirect, show, typedDay } from '@allmende/http';
import { enterPrivateShare } from '../../actions/enter-private-share.ts';
import { enterStatutes } from '../../actions/enter-statutes.ts';
import { listPrivateShares } from '../../actions/list-private-shares.ts';
import { listStatutes } from '../../actions/list-statutes.ts';
import { AlreadyEntered } from '../../domain/errors.ts';
import { admitMembers, seeMembers } from '../../domain/permissions.ts';
import { statutesView, type TypedShare, type TypedStatutes } from './statutes.view.ts';

const EMPTY = { day: '', month: '', year: '' };
const NOTHING: TypedStatutes = { version: '', organisation: '', dated: EMPTY, validFrom: EMPTY, validUntil: EMPTY, label: '', source: '' };
const NO_SHARE: TypedShare = { shareFrom: EMPTY, shareUntil: EMPTY, holder: '', shareSource: '' };

export const statutesPage = definePage({
  method: 'GET', path: '/operator/statutes', access: seeMembers,
  async handle(request) {
    const [statutes, shares] = await Promise.all([listStatutes(request.ctx), listPrivateShares(request.ctx)]);
    return show(statutesView({ statutes, shares, share: NO_SHARE, today: request.ctx.clock.today(), typed: { ...NOTHING, organisation: statutes[0]?.organisation ?? '' }, problems: [] }, request));
  },
});

export const statutesPost = definePage({
  method: 'POST', path: '/operator/statutes', access: admitMembers,
  async handle(request) {
    const { ctx, form } = request;
    const typed: TypedStatutes = {
      version: form.text('version'), organisation: form.text('organisation'), dated: typedDay(form, 'dated'), validFrom: typedDay(form, 'validFrom'), validUntil: typedDay(form, 'validUntil'), label: form.text('label'), source: form.text('source'),
    };
    try {
      await enterStatutes(ctx, {
        version: typed.version.trim(), organisation: typed.organisation.trim(), dated: readDay(typed.dated, 'dated'), validFrom: readDay(typed.validFrom, 'validFrom'),
        validUntil: isEmptyDay(typed.validUntil) ? null : readDay(typed.validUntil, 'validUntil'), label: typed.label.trim() === '' ? null : typed.label.trim(), source: typed.source.trim(),
      });
    } catch (error) {
      const problems: readonly FieldProblem[] | undefined = error instanceof InvalidInput ? error.fields : error instanceof AlreadyEntered ? [{ pointer: '/version', code: 'exists', message: error.message }] : undefined;
      if (problems === undefined) throw error;
      return show(statutesView({ statutes: await listStatutes(ctx), shares: await listPrivateShares(ctx), share: NO_SHARE, today: ctx.clock.today(), typed, problems }, request));
    }
    return redirect(request.urlFor.operator('statutes'), { flash: { kind: 'success', title: request.locale === 'en' ? 'The version has been entered.' : 'Die Fassung ist eingetragen.' } });
  },
});

export const privateSharePost = definePage({
  method: 'POST', path: '/operator/statutes/private-shares', access: admitMembers,
  async handle(request) {
    const { ctx, form } = request;
    const share: TypedShare = { shareFrom: typedDay(form, 'shareFrom'), shareUntil: typedDay(form, 'shareUntil'), holder: form.text('holder'), shareSource: form.text('shareSource') };
    try {
      await enterPrivateShare(ctx, { validFrom: readDay(share.shareFrom, 'shareFrom'), validUntil: isEmptyDay(share.shareUntil) ? null : readDay(share.shareUntil, 'shareUntil'), holder: share.holder.trim(), source: share.shareSource.trim() });
    } catch (error) {
      const problems: readonly FieldProblem[] | undefined = error instanceof InvalidInput ? error.fields : error instanceof AlreadyEntered ? [{ pointer: '/shareFrom', code: 'exists', message: error.message }] : undefined;
      if (problems === undefined) throw error;
      return show(statutesView({ statutes: await listStatutes(ctx), shares: await listPrivateShares(ctx), share, today: ctx.clock.today(), typed: NOTHING, problems }, request));
    }
    return redirect(request.urlFor.operator('statutes'), { flash: { kind: 'success', title: request.locale === 'en' ? 'The private share has been entered.' : 'Die private Beteiligung ist eingetragen.' } });
  },
});
