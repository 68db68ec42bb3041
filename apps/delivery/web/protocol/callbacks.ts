import { FitConnectRefusal } from '@allmende/fit-connect';
import type { Protocol } from '@allmende/http';
import { NotFound } from '@allmende/errors';
import { receiveCallback } from '../../actions/receive-callback.ts';

/** Where FIT-Connect delivery services say that something waits for an authority. Signed by HMAC; a wrong signature and an unknown reception look alike. */
export const callbackProtocol: Protocol = {
  name: 'fit-connect-callbacks', bodyLimitBytes: 256 * 1024, rateLimit: { max: 1_200, windowMs: 60_000 },
  routes: [{
    method: 'POST', path: '/:tenant/:reception',
    async handle(request) {
      try {
        await receiveCallback(request.house, {
          tenant: request.params['tenant'] ?? '', reception: request.params['reception'] ?? '', authentication: request.header('callback-authentication'), timestamp: request.header('callback-timestamp'), body: request.text ?? '',
        });
      } catch (error) {
        if (error instanceof FitConnectRefusal) throw new NotFound();
        throw error;
      }
      return { status: 200, body: {} };
    },
  }],
  refuse: (error, _request, reference) => ({
    status: error === undefined ? 500 : error.kind === 'not-found' ? 404 : error.code === 'http/too-many-requests' ? 429 : error.code === 'http/too-large' ? 413 : 400,
    headers: { 'content-type': 'application/problem+json' }, body: JSON.stringify({ type: 'about:blank', title: error?.code ?? 'fault', ...(error === undefined ? { instance: `urn:reference:${reference}` } : {}) }),
  }),
};
