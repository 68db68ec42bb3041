/** The link that opens a wallet with a request (OpenID4VP 1.0, section 5): as a scheme for any wallet, or the address of the test wallet. */
export function wishLink(start: string, wish: { readonly clientId: string; readonly requestAddress: string }): string {
  return `${start}?${new URLSearchParams({ client_id: wish.clientId, request_uri: wish.requestAddress, request_uri_method: 'post' }).toString()}`;
}

/** The link that opens a wallet with a credential to fetch (OpenID4VCI 1.0, section 4.1). */
export function offerLink(start: string, offer: object): string {
  return `${start}?${new URLSearchParams({ credential_offer: JSON.stringify(offer) }).toString()}`;
}

export const PRESENT_SCHEME = 'openid4vp://';
export const OFFER_SCHEME = 'openid-credential-offer://';
