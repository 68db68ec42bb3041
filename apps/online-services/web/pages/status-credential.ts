import { NotFound } from '@allmende/errors';
import { definePage, show } from '@allmende/http';
import { offerCredential } from '../../actions/offer-credential.ts';
import { givenIn } from './status.ts';
import { credentialOfferView } from './status-credential.view.ts';

/** Offers a credential to the wallet of whoever has given reference and secret. The PIN is shown once, so the answer comes at once and not after a redirect. */
export const offerCredentialPage = definePage({
  method: 'POST', path: '/:place/status/credential', access: 'anyone', rateLimit: { max: 20, windowMs: 60_000 },
  async handle(request) {
    const given = givenIn(request);
    if (!given) throw new NotFound();
    const offer = await offerCredential(request.ctx, { ...given, type: request.form.text('type').slice(0, 60) });
    const { place, urlFor } = request;
    return show(credentialOfferView({ offer, place: { name: place.name, href: urlFor.place(place.slug) }, statusHref: urlFor.place(place.slug, 'status') }, request.locale));
  },
});
