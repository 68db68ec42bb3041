import { createHash } from 'node:crypto';
import { parseOpenid4vpAuthorizationResponse, type Openid4vpAuthorizationRequest } from '@openid4vc/openid4vp';
import { DcqlPresentationResult, DcqlQuery } from 'dcql';
import type { PresentationRequest } from '../domain/presentation-request.ts';
import { isObject } from '../domain/read-token.ts';
import { demand, WalletRefusal } from '../domain/refusal.ts';
import type { TrustedIssuer } from '../domain/trust-list.ts';
import { AS_MDOC, AS_SD_JWT, walletQuery } from '../domain/wallet-query.ts';
import type { IdentifiedPerson } from '../domain/identified-person.ts';
import type { FetchStatusList } from './check-status.ts';
import { requestPayload } from './sign-request.ts';
import { verifyMdoc } from './verify-mdoc.ts';
import { verifySdJwt, type VerifiedCredential } from './verify-sd-jwt.ts';

/** What an answer is held against. */
export type ResponseContext = { readonly clientId: string; readonly responseAddress: string; readonly now: Date; readonly trusted: readonly TrustedIssuer[]; readonly fetchStatusList: FetchStatusList };

/**
 * Verifies the decrypted answer to a request: shape (OpenID4VP 1.0, section 8), exactly one presentation in one of the two formats, its signatures, validity and trust, and that it satisfies the query.
 * `jwe` is the answer as it came. Throws WalletRefusal.
 */
export async function verifyResponse(jwe: string, plain: string, request: PresentationRequest, by: ResponseContext): Promise<IdentifiedPerson> {
  const payload = requestPayload(request, { clientId: by.clientId, response: by.responseAddress });
  demand(!/^[\w-]+\.[\w-]+\.[\w-]*$/u.test(plain.trim()), 'response-format');
  const { id, presentation } = await presentationOf(jwe, plain, payload);
  const expected = { ...by, nonce: request.nonce, asked: request.asked, askedAt: new Date(request.askedAt) };
  const verified = id === AS_SD_JWT ? await verifySdJwt(presentation, expected) : await verifyMdoc(presentation, { ...expected, answerKey: thumbprint(request.answerKey) });
  const format = id === AS_SD_JWT ? 'dc+sd-jwt' : 'mso_mdoc';
  satisfies(id, verified, request);
  return { holder: verified.holder, level: verified.issuer.level, attributes: verified.attributes, issuer: verified.issuer.name, format, at: by.now.toISOString() };
}

async function presentationOf(jwe: string, plain: string, authorizationRequestPayload: ReturnType<typeof requestPayload>): Promise<{ readonly id: typeof AS_SD_JWT | typeof AS_MDOC; readonly presentation: string }> {
  let token: unknown;
  try {
    const parsed = await parseOpenid4vpAuthorizationResponse({
      authorizationResponse: { response: jwe }, authorizationRequestPayload: authorizationRequestPayload as Openid4vpAuthorizationRequest,
      callbacks: { decryptJwe: () => ({ decrypted: true, payload: plain, decryptionJwk: { kty: 'EC' } }), verifyJwt: () => ({ verified: false }) },
    });
    demand('dcql' in parsed, 'response-format');
    token = parsed.dcql.presentations;
  } catch (error) {
    throw error instanceof WalletRefusal ? error : new WalletRefusal('response-format', { cause: error });
  }
  demand(isObject(token), 'response-format');
  const answers = Object.entries(token);
  const [[id, presentations] = []] = answers;
  demand(answers.length === 1 && (id === AS_SD_JWT || id === AS_MDOC) && Array.isArray(presentations) && presentations.length === 1, 'response-format');
  const [presentation] = presentations as unknown[];
  demand(typeof presentation === 'string', 'response-format');
  return { id, presentation };
}

function satisfies(id: string, verified: VerifiedCredential, request: PresentationRequest): void {
  const claims = JSON.parse(JSON.stringify(verified.claims)) as never;
  const dcqlQuery = DcqlQuery.parse(walletQuery(request.asked) as DcqlQuery.Input);
  const shown = id === AS_SD_JWT
    ? { credential_format: 'dc+sd-jwt' as const, vct: verified.type, claims, cryptographic_holder_binding: true }
    : { credential_format: 'mso_mdoc' as const, doctype: verified.type, namespaces: claims, cryptographic_holder_binding: true };
  demand(DcqlPresentationResult.fromDcqlPresentation({ [id]: [shown] }, { dcqlQuery }).can_be_satisfied, 'claims-missing');
}

/** SHA-256 thumbprint of the public key (RFC 7638). */
function thumbprint({ crv, kty, x, y }: Readonly<Record<string, string>>): Uint8Array {
  return createHash('sha256').update(JSON.stringify({ crv, kty, x, y })).digest();
}
