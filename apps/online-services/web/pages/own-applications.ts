import { citizenOf, identifyAddress, type Citizen } from '@allmende/citizen-accounts';
import { definePage, redirect, show, type PageRequest, type PageResult } from '@allmende/http';
import { findPlace } from '@allmende/register';
import { NotFound } from '@allmende/errors';
import { listOwnApplications, openOwnApplication } from '../../actions/list-own-applications.ts';
import { ownApplicationsView } from './own-applications.view.ts';
import { rememberGiven } from './status.ts';

const PATH = '/:authority/my-account/applications';
type Asked = Omit<PageRequest, 'params' | 'query'>;

/** Where the account page of a citizen leads to: the processes put it there. */
export const OWN_APPLICATIONS = { segments: ['applications'], label: { de: 'Meine Anträge', en: 'My applications', 'de-leicht': 'Meine Anträge', uk: 'Мої заяви', ar: 'طلباتي' } } as const;

/** What a citizen has sent with this account; whoever is not signed in is led to it. */
export const ownApplicationsPage = definePage({
  method: 'GET', path: PATH, access: 'anyone', speaksAll: true,
  handle: (request) => asCitizen(request, async (citizen) => {
    const { ctx, authority, csrf, language, urlFor } = request;
    return show(ownApplicationsView({ applications: await listOwnApplications(ctx, citizen, { language }), authority: authority.name, csrf, accountHref: urlFor.place(authority.slug, 'my-account') }, language));
  }),
});

/** Opens the status page of one of them, as reference and access code would. */
export const openOwnApplicationPage = definePage({
  method: 'POST', path: PATH, access: 'anyone', speaksAll: true, rateLimit: { max: 60, windowMs: 60_000 },
  handle: (request) => asCitizen(request, async (citizen) => {
    const { reference, secret, placeArs } = await openOwnApplication(request.ctx, citizen, { application: request.form.text('application') });
    // AGS, 8 digits: the ARS without the four digits of the association.
    const place = await findPlace(request.ctx, { ags: `${placeArs.slice(0, 5)}${placeArs.slice(9)}` });
    if (!place) throw new NotFound();
    if (secret !== '') rememberGiven(request, place.slug, { reference, secret });
    return redirect(request.urlFor.place(place.slug, 'status'));
  }),
});

async function asCitizen(request: Asked, handle: (citizen: Citizen) => Promise<PageResult>): Promise<PageResult> {
  const { authority, urlFor } = request;
  const citizen = await citizenOf(request, authority.tenant);
  return citizen ? handle(citizen) : redirect(identifyAddress(urlFor, authority.slug, { level: 'basic', next: urlFor.place(authority.slug, 'my-account', 'applications') }));
}
