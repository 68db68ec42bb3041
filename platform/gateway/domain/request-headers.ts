/** Header fields as they came, name and value in turn. */
export type RawHeaders = readonly string[];

/** What the gateway itself knows about a request. */
export type Seen = { readonly host: string; readonly secure: boolean; readonly remoteAddress: string };

// RFC 9110 § 7.6.1, and what old proxies add.
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'proxy-connection', 'proxy-authenticate', 'proxy-authorization', 'te', 'trailer', 'transfer-encoding', 'upgrade', 'http2-settings', 'expect']);
// Apps believe these, so nobody but the gateway may say them; `proxy` becomes HTTP_PROXY in CGI (CVE-2016-5385).
const SPOOFABLE = /^(?:forwarded|via|proxy|x-forwarded-.*|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|cf-.*|x-original-.*|x-rewrite-.*|x-http-method-override|x-method-override|(?:x-)?remote-.*|x-auth-request-.*|x-webauth-.*|x-accel-.*|x-sendfile.*|allmende-.*|x-allmende-.*)$/u;
const OWN_COOKIE = /^(?:__host-|__secure-)?allmende-/iu;

/** Fields that belong to one connection only, with those that `Connection` names. */
export function isHopByHop(raw: RawHeaders): (name: string) => boolean {
  const named = new Set<string>();
  for (let index = 0; index < raw.length; index += 2) {
    if (raw[index]?.toLowerCase() === 'connection') for (const one of (raw[index + 1] ?? '').split(',')) named.add(one.trim().toLowerCase());
  }
  return (name) => HOP_BY_HOP.has(name) || named.has(name);
}

/**
 * The header fields with which a request goes on to an app: without what belongs to the connection, what could deceive the app about who asks, and the cookies of the platform; with `Forwarded`
 * (RFC 7239) and its forerunners. Names with an underscore are dropped: CGI cannot tell them from the same name with a hyphen.
 */
export function requestHeaders(raw: RawHeaders, seen: Seen): string[] {
  const sent: string[] = [];
  const cookies: string[] = [];
  const hop = isHopByHop(raw);
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? '';
    const value = raw[index + 1] ?? '';
    const lower = name.toLowerCase();
    if (lower === 'cookie') cookies.push(...cookiesForApp(value));
    else if (lower !== 'host' && !name.startsWith(':') && !name.includes('_') && !hop(lower) && !SPOOFABLE.test(lower)) sent.push(name, value);
  }
  if (cookies.length > 0) sent.push('Cookie', cookies.join('; '));
  const scheme = seen.secure ? 'https' : 'http';
  const port = /:(\d+)$/u.exec(seen.host)?.[1] ?? (seen.secure ? '443' : '80');
  const node = seen.remoteAddress.includes(':') ? `"[${seen.remoteAddress}]"` : seen.remoteAddress;
  sent.push('Host', seen.host, 'X-Forwarded-For', seen.remoteAddress, 'X-Forwarded-Host', seen.host, 'X-Forwarded-Port', port, 'X-Forwarded-Proto', scheme, 'X-Real-IP', seen.remoteAddress, 'Forwarded', `for=${node};host="${seen.host}";proto=${scheme}`);
  return sent;
}

/** The value of one of the gateway's own cookies. */
export function ownCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of (header ?? '').split(';')) {
    const [key = '', ...value] = pair.split('=');
    if (key.trim() === name) return value.join('=').trim();
  }
  return undefined;
}

function cookiesForApp(header: string): string[] {
  return header.split(';').map((pair) => pair.trim()).filter((pair) => pair !== '' && !OWN_COOKIE.test(pair));
}
