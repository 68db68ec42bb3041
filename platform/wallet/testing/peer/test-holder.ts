import { sign, X509Certificate, verify } from 'node:crypto';
import { cbor, fields, wrapped, type Cbor } from './cbor.ts';
import { b64, jwe, jws, sha256, thumbprint, type Pair } from './jose.ts';
import type { SdJwt, TestMdoc } from './test-issuer.ts';

const PID = 'eu.europa.ec.eudi.pid.1';

/** A request as a wallet reads it. */
export type WalletRequest = {
  readonly client_id: string; readonly nonce: string; readonly response_uri: string; readonly wallet_nonce?: string;
  readonly dcql_query: { readonly credentials: readonly { readonly id: string; readonly format: string; readonly claims: readonly { readonly path: readonly string[] }[] }[] };
  readonly client_metadata: { readonly client_name?: string; readonly jwks: { readonly keys: readonly [Record<string, string>] } };
};

/** Reads and verifies a signed request as HAIP wants it; throws with the reason. `authority` is the certificate (PEM) that access certificates are signed with. */
export function readRequest(text: string, clientId: string, authority: string, now: Date): WalletRequest {
  const [head = '', body = '', signature = ''] = text.split('.');
  const header = JSON.parse(Buffer.from(head, 'base64url').toString()) as { alg: string; typ: string; x5c: [string] };
  if (header.alg !== 'ES256' || header.typ !== 'oauth-authz-req+jwt') throw new Error('the request is of another kind');
  const leaf = new X509Certificate(Buffer.from(header.x5c[0], 'base64'));
  if (clientId !== `x509_hash:${b64(sha256(leaf.raw))}`) throw new Error('the client id is not that of the certificate');
  if (!leaf.verify(new X509Certificate(authority).publicKey) || now > leaf.validToDate) throw new Error('nobody vouches for the verifier');
  if (!verify('sha256', Buffer.from(`${head}.${body}`), { key: leaf.publicKey, dsaEncoding: 'ieee-p1363' }, Buffer.from(signature, 'base64url'))) throw new Error('the request is not signed rightly');
  const request = JSON.parse(Buffer.from(body, 'base64url').toString()) as WalletRequest & { aud: string; response_mode: string; exp: number };
  if (request.client_id !== clientId || request.aud !== 'https://self-issued.me/v2' || request.response_mode !== 'direct_post.jwt' || request.exp < now.getTime() / 1000) throw new Error('the request says something else');
  return request;
}

/** Names of what a request asks for, as paths with points. */
export function askedPaths(request: WalletRequest, format: string): string[] {
  return request.dcql_query.credentials.find((one) => one.format === format)?.claims.map(({ path }) => (format === 'mso_mdoc' ? (path[1] ?? '') : path.join('.'))) ?? [];
}

/** Shows an SD-JWT: the disclosures at these paths and those that lead to them, bound to the request. `binding` and `head` overwrite what would stand there. */
export function presentSdJwt(credential: SdJwt, paths: readonly string[], request: Pick<WalletRequest, 'client_id' | 'nonce'>, holder: Pair, options: { readonly now: Date; readonly binding?: object; readonly head?: object; readonly more?: readonly string[] }): string {
  const wanted = new Set(paths.flatMap((path) => path.split('.').map((_, index, steps) => steps.slice(0, index + 1).join('.'))));
  const shown = `${[credential.jwt, ...Object.entries(credential.disclosures).filter(([path]) => wanted.has(path)).map(([, text]) => text), ...(options.more ?? [])].join('~')}~`;
  const payload = { iat: Math.floor(options.now.getTime() / 1000), aud: request.client_id, nonce: request.nonce, sd_hash: b64(sha256(shown)), ...options.binding };
  return `${shown}${jws({ alg: 'ES256', typ: 'kb+jwt', ...options.head }, payload, holder.privateKey)}`;
}

/** Shows an mdoc: these elements, signed for the request (OpenID4VP 1.0, annex B.2.6.1). */
export function presentMdoc(credential: TestMdoc, elements: readonly string[], request: WalletRequest, holder: Pair, options: { readonly type?: string; readonly twice?: boolean; readonly items?: readonly Cbor[] } = {}): string {
  const [key] = request.client_metadata.jwks.keys;
  const info = cbor([request.client_id, request.nonce, thumbprint(key), request.response_uri]);
  const transcript: Cbor = [null, null, ['OpenID4VPHandover', sha256(info)]];
  const nothing = wrapped(new Map());
  const type = options.type ?? PID;
  const payload = cbor(wrapped(['DeviceAuthentication', transcript, type, nothing]));
  const head = cbor(new Map<Cbor, Cbor>([[1, -7]]));
  const signature = sign('sha256', cbor(['Signature1', head, new Uint8Array(), payload]), { key: holder.privateKey, dsaEncoding: 'ieee-p1363' });
  const document = fields({
    docType: type, issuerSigned: fields({ nameSpaces: fields({ [PID]: options.items ?? elements.map((name) => credential.items[name] ?? null) }), issuerAuth: credential.issuerAuth }),
    deviceSigned: fields({ nameSpaces: nothing, deviceAuth: fields({ deviceSignature: [head, new Map(), null, signature] }) }),
  });
  return b64(cbor(fields({ version: '1.0', documents: options.twice ? [document, document] : [document], status: 0 })));
}

/** The answer to a request, encrypted to its key. */
export function answer(request: WalletRequest, id: string, presentation: string, options: { readonly payload?: object; readonly header?: object; readonly enc?: 'A256GCM' | 'A128GCM' } = {}): string {
  const [key] = request.client_metadata.jwks.keys;
  return jwe(JSON.stringify({ vp_token: { [id]: [presentation] }, ...options.payload }), key, options);
}
