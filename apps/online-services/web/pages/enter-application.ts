import { NotFound, type FieldProblem } from '@allmende/errors';
import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import { enterApplication, listEnterable } from '../../actions/enter-application.ts';
import { ENTRY_CHANNELS } from '../../domain/entry.ts';
import { enterApplications } from '../../domain/permissions.ts';
import { giveDraftCookie } from '../draft-cookie.ts';
import { enterApplicationView, type TypedEntry } from './enter-application.view.ts';

const path = '/:authority/office/enter';
type Asked = PageRequest<unknown, unknown>;

/** Where a member of staff begins an application for somebody at the desk. */
export const enterApplicationPage = definePage({ method: 'GET', path, access: enterApplications, handle: (request) => showChoices(request, { service: '', place: '', channel: 'counter' }, []) });

/** Begins it and goes on in the form that everybody fills in. */
export const enterApplicationPost = definePage({
  method: 'POST', path, access: enterApplications,
  async handle(request) {
    const { ctx, form, urlFor } = request;
    const typed = { service: form.text('service'), place: form.text('place'), channel: form.text('channel') };
    const { services, places } = await listEnterable(ctx);
    const [only, ...others] = places;
    const place = others.length === 0 ? only : places.find(({ ars }) => ars === typed.place);
    const channel = ENTRY_CHANNELS.find((one) => one === typed.channel);
    const service = services.find(({ id }) => id === typed.service);
    const problems: FieldProblem[] = [
      ...(service ? [] : [{ pointer: '/service', code: 'required', message: 'Wählen Sie die Leistung.' }]),
      ...(place ? [] : [{ pointer: '/place', code: 'required', message: 'Wählen Sie den Ort.' }]),
      ...(channel ? [] : [{ pointer: '/channel', code: 'required', message: 'Wählen Sie, wie der Antrag zu Ihnen kommt.' }]),
    ];
    if (!service || !place || !channel) return showChoices(request, typed, problems);
    try {
      const draft = await enterApplication(ctx, { service: service.id, ars: place.ars, channel });
      giveDraftCookie(request, draft, draft.placeSlug);
      return redirect(urlFor.place(draft.placeSlug, 'apply', draft.draft, draft.firstPage));
    } catch (error) {
      if (!(error instanceof NotFound)) throw error;
      return showChoices(request, typed, [{ pointer: '/place', code: 'not-offered', message: 'Für diesen Ort bietet Ihre Behörde diese Leistung nicht an.' }]);
    }
  },
});

async function showChoices(request: Asked, typed: TypedEntry, problems: readonly FieldProblem[]): Promise<PageResult> {
  return show(enterApplicationView({ ...(await listEnterable(request.ctx)), typed, problems }, { locale: request.locale, csrf: request.csrf, homeHref: request.urlFor.office(request.authority.slug), servicesHref: request.urlFor.office(request.authority.slug, 'services') }));
}
