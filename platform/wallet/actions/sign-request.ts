import { sign } from 'node:crypto';
import type { House } from '@allmende/house';
import { createOpenid4vpAuthorizationRequest, type Openid4vpAuthorizationRequest } from '@openid4vc/openid4vp';
import { openWalletSide } from '../clients/open-wallet-side.ts';
import type { AccessKey } from '../domain/access-key.ts';
import { walletAddresses, type PresentationRequest } from '../domain/presentation-request.ts';
import { demand } from '../domain/refusal.ts';
import { walletQuery } from '../domain/wallet-query.ts';
import { allowPlainAddresses } from './allow-plain-addresses.ts';
import { openRequest } from './open-request.ts';

/** Ways of encryption that an answer may come in (HAIP 1.0, section 5). */
export const ENCRYPTIONS = ['A256GCM', 'A128GCM'];
/** Name of the one key in each request. */
export const ANSWER_KEY = 'answer';

/**
 * The signed request that a wallet fetches (RFC 9101, OpenID4VP 1.0, HAIP): `x509_hash`, DCQL, answer encrypted to a key of this request alone. `walletNonce` comes back in it, so that a wallet sees that it
 * is fresh. Throws WalletRefusal when there is none or it was answered.
 */
export async function signRequest(house: Pick<House, 'database' | 'keys' | 'config' | 'clock'>, address: { readonly tenant: string; readonly id: string; readonly walletNonce?: string | undefined }): Promise<string> {
  const { row, request } = await openRequest(house, address);
  demand(row.expires_at > house.clock.now(), 'request-expired');
  demand(row.state === 'waiting', 'request-answered-already');
  const access = await openWalletSide(house).accessKey();
  demand(access, 'request-unknown');
  const addresses = walletAddresses(house.config.publicAddress, address.tenant, address.id);
  allowPlainAddresses(house.config);
  const { jar } = await createOpenid4vpAuthorizationRequest({
    authorizationRequestPayload: requestPayload(request, { clientId: access.clientId, response: addresses.response }) as Openid4vpAuthorizationRequest,
    jar: { jwtSigner: { method: 'x5c', alg: 'ES256', x5c: [...access.chain] }, requestUri: addresses.request, expiresInSeconds: 300, additionalJwtPayload: { aud: 'https://self-issued.me/v2', ...(address.walletNonce === undefined ? {} : { wallet_nonce: address.walletNonce }), iat: Math.floor(house.clock.now().getTime() / 1000), exp: Math.floor(house.clock.now().getTime() / 1000) + 300 } },
    callbacks: { signJwt: (_signer, { header, payload }) => ({ jwt: signed(header, payload, access), signerJwk: access.key.export({ format: 'jwk' }) as { kty: string } }), encryptJwe: () => { throw new Error('requests are not encrypted'); } },
  });
  if (jar === undefined) throw new Error('the request was not signed');
  return jar.authorizationRequestJwt;
}

/** The request as a wallet reads it; the answer is checked against the same. */
export function requestPayload(request: PresentationRequest, by: { readonly clientId: string; readonly response: string }) {
  const { kty = '', crv = '', x = '', y = '' } = request.answerKey;
  return {
    response_type: 'vp_token' as const, response_mode: 'direct_post.jwt' as const, client_id: by.clientId, response_uri: by.response, nonce: request.nonce, dcql_query: walletQuery(request.asked),
    client_metadata: {
      client_name: request.verifier, jwks: { keys: [{ kty, crv, x, y, use: 'enc', alg: 'ECDH-ES', kid: ANSWER_KEY }] }, encrypted_response_enc_values_supported: ENCRYPTIONS,
      vp_formats_supported: { 'dc+sd-jwt': { 'sd-jwt_alg_values': ['ES256'], 'kb-jwt_alg_values': ['ES256'] }, mso_mdoc: { issuerauth_alg_values: [-7, -9], deviceauth_alg_values: [-7, -9] } },
    },
  };
}

function signed(header: object, payload: object, access: AccessKey): string {
  const head = [header, payload].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${head}.${sign('sha256', Buffer.from(head), { key: access.key, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}
