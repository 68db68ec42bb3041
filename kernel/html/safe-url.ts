// Browsers drop tabs and line breaks inside an address and spaces and control characters before it.
const ignoredByBrowsers = /[\u0000-\u0020\u007f-\u009f]/g;
const scheme = /^[a-z][a-z0-9+.-]*:/i;
const allowed = /^(?:https?|mailto|tel):/i;

/** Returns the address if it is relative or http(s), mailto or tel; `#` otherwise, so that no `javascript:` or `data:` address is ever linked. */
export function safeUrl(url: string): string {
  const seen = url.replace(ignoredByBrowsers, '');
  return scheme.test(seen) && !allowed.test(seen) ? '#' : url;
}
