import { request } from 'node:http';

/** What a visitor was shown. */
export type Shown = { readonly url: URL; readonly status: number; readonly body: string };

/** A browser without scripts, of somebody of their own, for the hosts of a platform on this machine: cookies, redirects, forms. Rejects when nothing answers within 20 s. */
export type Visitor = {
  /** Goes to an address and on to where it leads. Throws after 25 addresses. */
  walk(start: URL, headers?: Readonly<Record<string, string>>): Promise<Shown>;
  /** Sends the form of a page that has a field of this name, or leads to this path, as its button would; goes on to where that leads. Throws when the page has none. */
  submit(shown: Shown, of: { readonly field: string } | { readonly action: string }, typed: Readonly<Record<string, string>>): Promise<Shown>;
  /** Asks once with what the browser holds for the address; `at` asks another server (`http://10.1.2.3:8080`) as a gateway would. */
  ask(url: URL, more?: { readonly at?: string | undefined; readonly headers?: Readonly<Record<string, string>>; readonly form?: Readonly<Record<string, string>> }): Promise<Shown>;
};

type Answer = Shown & { readonly next: URL | undefined };
type Cookie = { readonly host: string; readonly name: string; readonly value: string; readonly path: string };

const PATIENCE_MS = 20_000;
const MOST_BYTES = 4 * 1024 ** 2;
const MOST_STEPS = 25;

export function openVisitor(): Visitor {
  const jar = new Map<string, Cookie>();
  const cookiesFor = (url: URL) => [...jar.values()].filter(({ host, path }) => host === url.hostname && (url.pathname === path || url.pathname.startsWith(path.endsWith('/') ? path : `${path}/`))).map(({ name, value }) => `${name}=${value}`).join('; ');
  const keep = (url: URL, lines: readonly string[]) => {
    for (const line of lines) {
      const [pair = '', ...rest] = line.split(';').map((part) => part.trim());
      const name = pair.slice(0, pair.indexOf('='));
      const value = pair.slice(name.length + 1);
      const attribute = (wanted: string) => rest.find((part) => part.toLowerCase().startsWith(`${wanted}=`))?.slice(wanted.length + 1);
      const path = attribute('path') ?? '/';
      const key = `${url.hostname} ${path} ${name}`;
      if (value === '' || attribute('max-age') === '0' || /1970/u.test(attribute('expires') ?? '')) jar.delete(key);
      else jar.set(key, { host: url.hostname, name, value, path });
    }
  };
  const send = (url: URL, more: NonNullable<Parameters<Visitor['ask']>[1]> = {}): Promise<Answer> => new Promise((resolve, reject) => {
    const body = more.form === undefined ? undefined : new URLSearchParams(more.form).toString();
    const [cookie, server] = [cookiesFor(url), new URL(more.at ?? `http://127.0.0.1:${url.port || '80'}`)];
    const asked = request({
      // Names below localhost are known to browsers, and not to every machine.
      host: server.hostname, port: server.port, method: body === undefined ? 'GET' : 'POST', path: `${url.pathname}${url.search}`, agent: false, timeout: PATIENCE_MS,
      headers: {
        host: url.host, accept: 'text/html,application/json;q=0.9', 'accept-language': 'de', 'user-agent': 'Allmende-Erprobung', ...(cookie === '' ? {} : { cookie }),
        ...(body === undefined ? {} : { origin: url.origin, 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) }),
        ...(more.at === undefined ? {} : { 'x-forwarded-host': url.host, 'x-forwarded-proto': url.protocol.slice(0, -1), 'x-forwarded-port': url.port || '80' }), ...more.headers,
      },
    }, (answer) => {
      const parts: Buffer[] = [];
      let length = 0;
      answer.on('data', (part: Buffer) => { length += part.length; if (length <= MOST_BYTES) parts.push(part); });
      answer.on('error', reject);
      answer.on('end', () => {
        keep(url, answer.headers['set-cookie'] ?? []);
        const refresh = answer.headers['refresh'];
        const to = answer.headers.location ?? /url=(.*)$/iu.exec(typeof refresh === 'string' ? refresh : '')?.[1];
        resolve({ url, status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString('utf8'), next: to === undefined || !URL.canParse(to, url) ? undefined : new URL(to, url) });
      });
    });
    asked.on('timeout', () => asked.destroy(new Error(`${url.origin} antwortete nicht.`)));
    asked.on('error', reject);
    asked.end(body);
  });
  const follow = async (first: Answer, headers?: Readonly<Record<string, string>>): Promise<Shown> => {
    let shown = first;
    for (let step = 0; shown.next !== undefined; step += 1) {
      if (step > MOST_STEPS) throw new Error(`Der Weg nahm kein Ende; zuletzt ${shown.url.origin}${shown.url.pathname}`);
      shown = await send(shown.next, headers === undefined ? {} : { headers });
    }
    return shown;
  };
  return {
    ask: send,
    walk: async (start, headers) => follow(await send(start, headers === undefined ? {} : { headers }), headers),
    submit: async (shown, of, typed) => {
      const form = formsOf(shown).find(({ action, names }) => ('field' in of ? names.has(of.field) : action.pathname === of.action));
      if (!form) throw new Error(`Auf ${shown.url.pathname} war kein Formular mit „${'field' in of ? of.field : of.action}“.`);
      return follow(await send(form.action, { form: { ...form.hidden, ...typed } }));
    },
  };
}

/** The forms of a page of the platform, with the values that they send along unseen. */
function formsOf({ body, url }: Shown): readonly { readonly action: URL; readonly names: ReadonlySet<string>; readonly hidden: Readonly<Record<string, string>> }[] {
  return [...body.matchAll(/<form\b([^>]*)>(.*?)<\/form>/gsu)].map(([, head = '', content = '']) => {
    const inputs = [...content.matchAll(/<input\b([^>]*)>/gsu)].map(([, attributes = '']) => ({ type: valueOf(attributes, 'type'), name: valueOf(attributes, 'name') ?? '', value: valueOf(attributes, 'value') ?? '' }));
    return { action: new URL(valueOf(head, 'action') ?? url.href, url), names: new Set(inputs.map(({ name }) => name)), hidden: Object.fromEntries(inputs.filter(({ type }) => type === 'hidden').map(({ name, value }) => [name, value])) };
  });
}

function valueOf(attributes: string, name: string): string | undefined {
  return new RegExp(`\\b${name}="([^"]*)"`, 'u').exec(attributes)?.[1]?.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
