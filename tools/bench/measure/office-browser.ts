/** A browser with its cookies, no more. `client` is the address that the proxy in front names. */
export class OfficeBrowser {
  readonly #cookies = new Map<string, string>();
  readonly #address: string;
  readonly #client: string;

  constructor(address: string, client: string) {
    this.#address = address;
    this.#client = client;
  }

  get isSignedIn(): boolean {
    return this.#cookies.has('allmende-session');
  }

  /** Signs in with a password. Throws when it is refused. */
  async signIn(account: { readonly email: string; readonly password: string }): Promise<void> {
    await this.post('/sign-in', await this.get('/sign-in'), { email: account.email, password: account.password });
    if (!this.isSignedIn) throw new Error('the sign-in was refused');
  }

  /** The text of a page. Throws when it is not answered with 200. */
  async get(path: string): Promise<string> {
    const response = await this.#fetch(path, {});
    if (response.status !== 200) throw new Error(`${path} was answered with ${response.status}`);
    return response.text();
  }

  /** Sends a form with the token that the page carries. */
  async post(path: string, page: string, fields: Readonly<Record<string, string>>): Promise<Response> {
    const [, csrf = ''] = /name="_csrf" value="([^"]+)"/u.exec(page) ?? [];
    const response = await this.#fetch(path, { method: 'POST', body: new URLSearchParams({ _csrf: csrf, ...fields }) });
    await response.text();
    return response;
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const response = await fetch(`${this.#address}${path}`, { ...init, redirect: 'manual', headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '), 'x-forwarded-for': this.#client } });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/u.exec(cookie) ?? [];
      if (value === '') this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }
}
