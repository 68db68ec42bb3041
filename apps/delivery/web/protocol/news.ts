import type { Protocol } from '@allmende/http';
import { hearNews } from '../../actions/sending/hear-news.ts';

/** Where FIT-Connect delivery services say that there is news about a submission that we sent. Signed by HMAC; a wrong signature and an unknown submission look alike. One service tells about all its submissions, so the limit is high: a wrong call costs one HMAC. */
export const newsProtocol: Protocol = {
  name: 'fit-connect-news', bodyLimitBytes: 256 * 1024, rateLimit: { max: 30_000, windowMs: 60_000 },
  routes: [{
    method: 'POST', path: '/:tenant/:application',
    async handle(request) {
      await hearNews(request.house, {
        tenant: request.params['tenant'] ?? '', application: request.params['application'] ?? '', authentication: request.header('callback-authentication'), timestamp: request.header('callback-timestamp'), body: request.text ?? '',
      });
      return { status: 200, body: {} };
    },
  }],
  refuse: (error, _request, reference) => ({
    status: error === undefined ? 500 : error.kind === 'unauthenticated' ? 401 : error.kind === 'not-found' ? 404 : error.code === 'http/too-many-requests' ? 429 : error.code === 'http/too-large' ? 413 : 400,
    headers: { 'content-type': 'application/problem+json' }, body: JSON.stringify({ type: 'about:blank', title: error?.code ?? 'fault', ...(error === undefined ? { instance: `urn:reference:${reference}` } : {}) }),
  }),
};
