import type { createServer } from '@allmende/http';

export type Shown = { readonly url: string; readonly status: number; readonly body: string; readonly type: string; readonly retryAfter: string | undefined };

/** A browser without scripts: keeps cookies by path, follows redirects, sends what stands hidden in the last form, and takes a moment before it does. */
export function aBrowser(app: Awaited<ReturnType<typeof createServer>>, clock: { advanceMs(ms: number): void }, session?: string) {
  const cookies = new Map<string, { value: string; path: string }>();
  if (session) cookies.set('allmende-session', { value: session, path: '/' });
  let csrf = '';
  const stamps = new Map<string, string>();
  const ask = async (method: 'GET' | 'POST', url: string, fields?: Record<string, string>): Promise<Shown> => {
    const sent = [...cookies].filter(([, { path }]) => url.startsWith(path)).map(([name, { value }]) => `${name}=${value}`).join('; ');
    const response = await app.inject({
      method, url, headers: { ...(sent ? { cookie: sent } : {}), ...(fields ? { 'content-type': 'application/x-www-form-urlencoded' } : {}) },
      ...(fields ? { payload: new URLSearchParams({ _csrf: csrf, _stamp: stamps.get(pathOf(url)) ?? '', ...fields }).toString() } : {}),
    });
    for (const cookie of response.cookies) {
      if (cookie.value === '') cookies.delete(cookie.name);
      else cookies.set(cookie.name, { value: cookie.value, path: cookie.path ?? '/' });
    }
    if (response.statusCode === 303) return ask('GET', String(response.headers.location));
    const given = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`, 'u').exec(response.body)?.[1];
    csrf = given('_csrf') ?? csrf;
    const stamp = given('_stamp');
    if (stamp !== undefined) stamps.set(pathOf(url), stamp);
    const retryAfter = response.headers['retry-after'];
    return { url, status: response.statusCode, body: response.body, type: String(response.headers['content-type']), retryAfter: retryAfter === undefined ? undefined : String(retryAfter) };
  };
  return {
    get: (url: string) => ask('GET', url),
    /** Sends a form as a person does: who has not seen it yet opens it first. */
    post: async (url: string, fields: Record<string, string> = {}) => {
      if (url.includes('/apply/') && !stamps.has(pathOf(url))) await ask('GET', url);
      clock.advanceMs(2_000);
      return ask('POST', url, fields);
    },
    /** Sends at once, as no person does. */
    rush: (url: string, fields: Record<string, string> = {}) => ask('POST', url, fields),
    cookies,
  };
}

function pathOf(url: string): string {
  return url.split('?')[0] ?? '';
}

export type ABrowser = ReturnType<typeof aBrowser>;
