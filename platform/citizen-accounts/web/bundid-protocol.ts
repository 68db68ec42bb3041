import { NotFound } from '@allmende/errors';
import { withQuery, type AuthorityRef } from '@allmende/tenancy';
import type { Protocol, ProtocolAnswer, ProtocolRequest } from '@allmende/http';
import { providerMetadata } from '../actions/provider-metadata.ts';
import { takeAnswer } from '../actions/take-answer.ts';
import { AnswerRefused, NoIdentityProvider } from '../domain/errors.ts';

/**
 * The two addresses that BundID knows: an authority's metadata, and where answers come to. An answer is a form that another site lets the browser send: it carries none of our cookies, is judged by its signature alone, and is answered with the way back to a
 * page of ours, whatever came of it.
 */
export const bundidProtocol: Protocol = {
  name: 'bundid',
  bodyLimitBytes: 400 * 1024,
  takesForms: true,
  rateLimit: { max: 120, windowMs: 60_000 },
  routes: [
    { method: 'GET', path: '/:authority/metadata', handle: async (request) => ({
      status: 200, headers: { 'content-type': 'application/samlmetadata+xml; charset=utf-8', 'cache-control': 'public, max-age=3600' }, body: await providerMetadata(request.house, await authorityOf(request)),
    }) },
    { method: 'POST', path: '/:authority/answer', handle: answered },
  ],
  refuse: (error, _request, reference) => ({ status: error?.kind === 'not-found' ? 404 : error === undefined ? 500 : 400, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: error?.message ?? `Der Fehler liegt bei uns. Nennen Sie bei Rückfragen: ${reference}` }),
};

async function answered(request: ProtocolRequest): Promise<ProtocolAnswer> {
  const authority = await authorityOf(request);
  const { urlFor } = request.house;
  const fields = (request.body ?? {}) as Readonly<Record<string, unknown>>;
  try {
    const answer = fields['SAMLResponse'];
    if (typeof answer !== 'string') throw new AnswerRefused('unreadable');
    const { ticket } = await takeAnswer(request.house, { authority, answer });
    return goOn(withQuery(urlFor.place(authority.slug, 'identify', 'done'), { ticket }));
  } catch (error) {
    if (!(error instanceof AnswerRefused) && !(error instanceof NoIdentityProvider)) throw error;
    return goOn(urlFor.place(authority.slug, 'identify', 'failed'));
  }
}

function goOn(location: string): ProtocolAnswer {
  return { status: 303, headers: { location, 'content-type': 'text/plain; charset=utf-8' }, body: '' };
}

async function authorityOf({ house, params }: ProtocolRequest): Promise<AuthorityRef> {
  const found = await house.directory.findAuthorityBySlug(params['authority'] ?? '');
  if (!found) throw new NotFound();
  return found;
}
