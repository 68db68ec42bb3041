/** First part of the provider's addresses. */
export const PREFIX = 'oidc';

/** The issuer of an authority: by its id, as an issuer never changes (OpenID Connect Core § 2, `iss`). */
export function issuerAddress(publicAddress: string, tenant: string): string {
  return `${publicAddress}/${PREFIX}/${tenant}`;
}

/** Binds the sealed secret of a client to its place. */
export function secretContext(tenant: string, instance: string): string {
  return `single-sign-on/client:${tenant}:${instance}`;
}
