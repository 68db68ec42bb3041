import { may } from '@allmende/access';
import { DomainError, InvalidInput, type FieldProblem } from '@allmende/errors';
import { definePage, readDay, redirect, show, typedDay, type PageRequest, type PageResult } from '@allmende/http';
import { clearApp, listClearances } from '../../actions/clear-app.ts';
import { clearApps, seeOrders } from '../../domain/permissions.ts';
import { clearancesView, type TypedClearance } from './clearances.view.ts';

const path = '/:authority/office/clearances';
const NOTHING: TypedClearance = { which: '', checkedBy: '', checkedOn: { day: '', month: '', year: '' }, reference: '' };

/** The pages on which an authority clears versions of apps; `version` is that of the apps of our own. */
export function clearancePages(version: string) {
  return [
    definePage({ method: 'GET', path, access: seeOrders, handle: (request) => showClearances(request, version, NOTHING, []) }),
    definePage({
      method: 'POST', path, access: clearApps,
      async handle(request) {
        const { ctx, form } = request;
        const typed: TypedClearance = { which: form.text('which'), checkedBy: form.text('checkedBy'), checkedOn: typedDay(form, 'checkedOn'), reference: form.text('reference') };
        const [app = '', appVersion = ''] = typed.which.split(' ');
        try {
          await clearApp(ctx, version, { app, version: appVersion, checkedBy: typed.checkedBy, checkedOn: readDay(typed.checkedOn, 'checkedOn'), reference: typed.reference });
        } catch (error) {
          if (error instanceof InvalidInput) return showClearances(request, version, typed, error.fields);
          if (error instanceof DomainError && error.kind === 'not-found') return showClearances(request, version, typed, [{ pointer: '/which', code: 'unknown', message: 'Bitte wählen Sie eine Anwendung, die jetzt läuft.' }]);
          throw error;
        }
        return redirect(request.urlFor.office(request.authority.slug, 'clearances'), { flash: { kind: 'success', title: request.locale === 'en' ? 'The clearance has been entered.' : 'Die Freigabe ist eingetragen.' } });
      },
    }),
  ];
}

async function showClearances(request: Pick<PageRequest, 'ctx' | 'actor' | 'locale' | 'csrf' | 'urlFor' | 'authority'>, version: string, typed: TypedClearance, problems: readonly FieldProblem[]): Promise<PageResult> {
  const found = await listClearances(request.ctx, version);
  return show(clearancesView({ ...found, mayClear: may(request.actor, clearApps, request.ctx.tenant), typed, problems }, request), problems.length > 0 ? { status: 422 } : {});
}
