import type { Protocol, ProtocolAnswer, ProtocolRequest } from '@allmende/http';
import { receiveResponse } from '../../actions/receive-response.ts';
import { signRequest } from '../../actions/sign-request.ts';
import { REFUSALS, WalletRefusal } from '../../domain/refusal.ts';
import { fieldsOf } from './fields-of.ts';
import { issuerRoutes } from './issuer-routes.ts';
import { refuseInWords } from './refuse-in-words.ts';

const BODY_LIMIT_BYTES = 300 * 1024;

/** OpenID4VP 1.0 and OpenID4VCI 1.0 below `/wallet`: wallets fetch signed requests, answer them, and fetch credentials. */
export const walletProtocol: Protocol = {
  name: 'wallet', bodyLimitBytes: BODY_LIMIT_BYTES, takesForms: true, rateLimit: { max: 600, windowMs: 60_000 }, refuse: refuseInWords,
  routes: [
    { method: 'GET', path: '/:tenant/requests/:id', handle: (request) => inWords(() => giveRequest(request)) },
    { method: 'POST', path: '/:tenant/requests/:id', handle: (request) => inWords(() => giveRequest(request)) },
    { method: 'POST', path: '/:tenant/responses/:id', handle: (request) => inWords(() => takeResponse(request)) },
    ...issuerRoutes,
  ],
};

async function giveRequest({ house, params, body }: ProtocolRequest): Promise<ProtocolAnswer> {
  const walletNonce = fieldsOf(body)['wallet_nonce'];
  const jwt = await signRequest(house, { tenant: params['tenant'] ?? '', id: params['id'] ?? '', ...(walletNonce !== undefined && walletNonce.length <= 200 ? { walletNonce } : {}) });
  return { status: 200, headers: { 'content-type': 'application/oauth-authz-req+jwt', 'cache-control': 'no-store' }, body: jwt };
}

async function takeResponse({ house, params, body }: ProtocolRequest): Promise<ProtocolAnswer> {
  const { redirect } = await receiveResponse(house, { tenant: params['tenant'] ?? '', id: params['id'] ?? '', fields: fieldsOf(body) });
  return { status: 200, headers: { 'cache-control': 'no-store' }, body: { redirect_uri: redirect } };
}

// The wallet learns that it was refused and roughly why; the precise reason is for the log.
async function inWords(answer: () => Promise<ProtocolAnswer>): Promise<ProtocolAnswer> {
  try {
    return await answer();
  } catch (error) {
    if (!(error instanceof WalletRefusal)) throw error;
    const kind = REFUSALS[error.reason];
    const isUnknown = error.reason === 'request-unknown';
    return { status: isUnknown ? 404 : kind === 'late' ? 410 : 400, headers: { 'cache-control': 'no-store' }, body: { error: isUnknown || kind === 'late' ? 'invalid_request_uri' : 'invalid_request', error_description: kind } };
  }
}
