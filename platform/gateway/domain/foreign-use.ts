/** What tells where a request comes from. */
export type Origins = { readonly method: string; readonly isUpgrade: boolean; readonly origin: string; header(name: string): string | undefined };

/**
 * Whether another site, or another app below the apps domain, uses the signed-in person's browser against this app. Apps of different authorities are one site for browsers, so SameSite does not
 * keep them apart. Source: W3C Fetch Metadata, "resource isolation policy". A link that leads here is welcome; frames, scripts, forms and sockets from elsewhere are not.
 */
export function isForeignUse(request: Origins): boolean {
  const site = request.header('sec-fetch-site');
  const origin = request.header('origin');
  if (request.isUpgrade) return origin !== undefined && origin !== request.origin;
  if (site === undefined) return origin !== undefined && origin !== request.origin && !isSafe(request.method);
  if (site === 'same-origin' || site === 'none') return false;
  const destination = request.header('sec-fetch-dest');
  return !(request.header('sec-fetch-mode') === 'navigate' && isSafe(request.method) && (destination === undefined || destination === 'document'));
}

function isSafe(method: string): boolean {
  return method === 'GET' || method === 'HEAD';
}
