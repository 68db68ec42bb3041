// Browsers drop tabs and line breaks inside an address and spaces and control characters before it.
const ignoredByBrowsers = /[\u0000-\u0020\u007f-\u009f]/g;
const scheme = /^[a-z][a-z0-9+.-]*:/i;
// The last two open a wallet (OpenID4VP 1.0, OpenID4VCI 1.0).
const allowed = /^(?:https?|mailto|tel|openid4vp|openid-credential-offer):/i;

/** Returns the address if it is relative, http(s), mailto, tel or for a wallet; `#` otherwise, so that no `javascript:` or `data:` address is ever linked. */
export function safeUrl(url: string): string {
  const seen = url.replace(ignoredByBrowsers, '');
  return scheme.test(seen) && !allowed.test(seen) ? '#' : url;
}
