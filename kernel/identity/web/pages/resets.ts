import { InvalidInput, NotFound } from '@allmende/errors';
import { definePage, redirect, show, type AnyPage } from '@allmende/http';
import { isUuid } from '@allmende/database';
import { decideFactorReset, listWaitingResets } from '../../actions/reset-factors.ts';
import { OwnRequest } from '../../domain/errors.ts';
import { approvePlatformResets, approveResets } from '../../domain/permissions.ts';
import { invitationAddress } from '../invitation-address.ts';
import { OFFICE_PEOPLE, peopleScope, PLATFORM_PEOPLE, type PeopleArea } from '../people-area.ts';
import { peopleTexts } from './people-texts.ts';
import { resetLinkView, resetsView } from './resets.view.ts';

function resetPagesOf(area: PeopleArea, access: typeof approveResets): AnyPage[] {
  const path = `${area.path}/resets`;
  return [
    definePage({
      method: 'GET', path, access,
      async handle(request) {
        const scope = peopleScope(area, request);
        return show(resetsView({ scope, resets: await listWaitingResets(request.ctx, scope), locale: request.locale, csrf: request.csrf }));
      },
    }),
    definePage({
      method: 'POST', path, access,
      async handle(request) {
        const { ctx, form, locale, csrf } = request;
        const scope = peopleScope(area, request);
        const outcome = form.has('approve') ? 'approved' : 'refused';
        const reset = form.text(form.has('approve') ? 'approve' : 'refuse');
        if (!isUuid(reset)) throw new NotFound();
        try {
          const key = await decideFactorReset(ctx, { tenant: scope.tenant, reset, outcome });
          if (key === undefined) return redirect(scope.href('resets'), { flash: { kind: 'success', title: peopleTexts(locale).resetRefused } });
          return show(resetLinkView({ scope, locale, link: invitationAddress(request, key) }));
        } catch (error) {
          if (!(error instanceof OwnRequest || error instanceof InvalidInput)) throw error;
          return show(resetsView({ scope, resets: await listWaitingResets(ctx, scope), locale, csrf, problem: peopleTexts(locale).ownRequest }));
        }
      },
    }),
  ];
}

export const resetPages: readonly AnyPage[] = [...resetPagesOf(OFFICE_PEOPLE, approveResets), ...resetPagesOf(PLATFORM_PEOPLE, approvePlatformResets)];
