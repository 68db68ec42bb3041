import { isHopByHop, type RawHeaders } from './request-headers.ts';

// Clear-Site-Data empties the cookies of the whole registrable domain, the others would lead browsers past the gateway.
const NOT_FOR_APPS = new Set(['clear-site-data', 'alt-svc', 'public-key-pins', 'nel', 'report-to']);
const OWN_COOKIE = /^\s*(?:__host-|__secure-)?allmende-/iu;

/**
 * The header fields of an app's answer as they go to the browser: without what belongs to the connection, without cookies for other hosts or in the gateway's name. A `Domain` that names the
 * app's own host or one above it is taken off, so that every cookie stays with its host.
 */
export function responseHeaders(raw: RawHeaders, seen: { readonly host: string; readonly secure: boolean }): string[] {
  const sent: string[] = [];
  const present = new Set<string>();
  const hop = isHopByHop(raw);
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? '';
    const lower = name.toLowerCase();
    if (hop(lower) || NOT_FOR_APPS.has(lower)) continue;
    const value = lower === 'set-cookie' ? cookieForHost(raw[index + 1] ?? '', seen.host) : raw[index + 1];
    if (value === undefined) continue;
    present.add(lower);
    sent.push(name, value);
  }
  // Apps of different authorities share the apps domain: each gets a process of its own in the browser.
  if (!present.has('origin-agent-cluster')) sent.push('Origin-Agent-Cluster', '?1');
  if (seen.secure && !present.has('strict-transport-security')) sent.push('Strict-Transport-Security', 'max-age=31536000');
  return sent;
}

/** The cookie without its domain; undefined when it may not be set at all. */
export function cookieForHost(cookie: string, host: string): string | undefined {
  if (OWN_COOKIE.test(cookie)) return undefined;
  const name = host.replace(/:\d+$/u, '').toLowerCase();
  const kept: string[] = [];
  for (const part of cookie.split(';')) {
    const domain = /^\s*domain\s*(?:=(.*))?$/iu.exec(part);
    if (!domain) {
      kept.push(part);
      continue;
    }
    const wanted = (domain[1] ?? '').trim().toLowerCase().replace(/^\./u, '');
    if (wanted !== '' && wanted !== name && !name.endsWith(`.${wanted}`)) return undefined;
  }
  return kept.join(';');
}
