import { covers, may, servicesFor } from '@allmende/access';
import { definePage, redirect, sendFile, show } from '@allmende/http';
import { translations } from '@allmende/i18n';
import { withQuery } from '@allmende/tenancy';
import { Type } from 'typebox';
import type { CasesPorts } from '../../actions/cases-ports.ts';
import { assignCase } from '../../actions/assign-case.ts';
import { findNextCase } from '../../actions/find-next-case.ts';
import { exportCase } from '../../actions/export-case.ts';
import { getCase } from '../../actions/get-case.ts';
import { readEvidenceFile } from '../../actions/read-evidence-file.ts';
import { readNoticeFile } from '../../actions/read-notice-file.ts';
import { decideCases, deleteCases, exportCases, listCasesPermission, seeCases } from '../../domain/permissions.ts';
import { CaseParams } from '../api/cases.schema.ts';
import { refusalFlash } from '../refusal-flash.ts';
import { caseView } from './case.view.ts';

const texts = translations({ de: { assigned: 'Sie haben den Fall übernommen.', released: 'Der Fall ist wieder frei.', none: 'Für Sie ist kein offener Fall mehr da.' }, en: { assigned: 'You have taken the case on.', released: 'The case is free again.', none: 'There is no open case left for you.' } });

export const casePage = definePage({
  method: 'GET',
  path: '/:authority/office/cases/:case',
  access: listCasesPermission,
  params: CaseParams,
  async handle({ ctx, params, locale, urlFor, authority, csrf }) {
    const opened = await getCase(ctx, params);
    const href = (...more: string[]) => urlFor.office(authority.slug, 'cases', params.case, ...more);
    const accountId = ctx.actor.kind === 'staff' ? ctx.actor.accountId : undefined;
    return show(caseView(opened, {
      locale, csrf, href, listHref: urlFor.office(authority.slug, 'cases'), mayDecide: covers(servicesFor(ctx.actor, decideCases, ctx.tenant), opened.file.service), mayDelete: may(ctx.actor, deleteCases, ctx.tenant), mayExport: opened.content !== undefined && covers(servicesFor(ctx.actor, exportCases, ctx.tenant), opened.file.service),
      today: ctx.clock.today(), nextHref: withQuery(urlFor.office(authority.slug, 'cases', 'next'), { after: params.case }), postHref: urlFor.office(authority.slug, 'cases', 'post'),
      isMine: opened.file.assignee !== null && opened.file.assignee.accountId === accountId,
    }));
  },
});

/** The next open case: one's own or a free one, first those that are due first. After the last one it is the list. */
export const nextCasePage = definePage({
  method: 'GET',
  path: '/:authority/office/cases/next',
  access: decideCases,
  query: Type.Object({ after: Type.Optional(Type.String({ format: 'uuid' })) }),
  async handle({ ctx, query, locale, urlFor, authority }) {
    const id = await findNextCase(ctx, { after: query.after });
    if (id !== undefined) return redirect(urlFor.office(authority.slug, 'cases', id));
    return redirect(urlFor.office(authority.slug, 'cases'), { flash: { kind: 'success', title: texts(locale).none } });
  },
});

export const assignCasePost = definePage({
  method: 'POST',
  path: '/:authority/office/cases/:case/assign',
  access: decideCases,
  params: CaseParams,
  async handle({ ctx, params, form, locale, urlFor, authority }) {
    const to = form.text('to') === 'nobody' ? 'nobody' : 'me';
    const back = urlFor.office(authority.slug, 'cases', params.case);
    try {
      await assignCase(ctx, { case: params.case, version: Number(form.text('version')), to });
    } catch (error) {
      return redirect(back, { flash: refusalFlash(error, locale) });
    }
    return redirect(back, { flash: { kind: 'success', title: to === 'me' ? texts(locale).assigned : texts(locale).released } });
  },
});

/** A document of a case. What people uploaded is sent so that it can run nothing. */
export const evidenceFilePage = definePage({
  method: 'GET',
  path: '/:authority/office/cases/:case/evidence/:evidence',
  access: seeCases,
  params: Type.Object({ case: Type.String({ format: 'uuid' }), evidence: Type.String({ format: 'uuid' }) }),
  async handle({ ctx, params }) {
    return sendFile({ ...await readEvidenceFile(ctx, params), isForeign: true });
  },
});

export const noticeFilePage = definePage({
  method: 'GET',
  path: '/:authority/office/cases/:case/notice.pdf',
  access: seeCases,
  params: CaseParams,
  async handle({ ctx, params }) {
    const { bytes, contentType, name } = await readNoticeFile(ctx, params);
    return sendFile({ bytes, contentType, name, inline: true });
  },
});

/** The whole file for another system, as a ZIP by xdomea 3.0. */
export const createXdomeaPage = (ports: CasesPorts) => definePage({
  method: 'GET',
  path: '/:authority/office/cases/:case/xdomea.zip',
  access: exportCases,
  params: CaseParams,
  async handle({ ctx, params, authority }) {
    return sendFile({ ...await exportCase(ctx, { case: params.case, authority: authority.name }, ports), contentType: 'application/zip' });
  },
});
