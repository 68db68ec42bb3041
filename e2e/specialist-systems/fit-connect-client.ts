import { importJWK, type CryptoKey, type JWK } from 'jose';

/** How to reach a FIT-Connect delivery service. Only these addresses differ between ours and the one of FITKO. */
export type Access = { readonly tokenUrl: string; readonly api: string; readonly clientId: string; readonly clientSecret: string; readonly destinationId: string };

export type PickUp = { readonly destinationId: string; readonly submissionId: string; readonly caseId: string };

export type Submission = PickUp & {
  readonly attachments?: readonly string[];
  readonly serviceType?: { readonly identifier: string };
  readonly publicService?: { readonly identifier: string };
  readonly region?: string;
  readonly encryptedMetadata?: string;
  readonly encryptedData?: string;
};

/** An answer that is not what was asked for; `status` 0 means that nobody answered. */
export class ServiceRefused extends Error {
  override name = 'ServiceRefused';
  readonly status: number;
  readonly type: string;

  constructor(status: number, type: string, call: string) {
    super(`${call}: ${status} ${type}`);
    this.status = status;
    this.type = type;
  }
}

const LIST = 100;
const PATIENCE_MS = 30_000;
const KEPT_MS = 60_000;

/** The calls of a receiving system, as the official description (Submission API 1.1.3) and what is known of v2 have them. */
export function fitConnectClient(access: Access) {
  const keys = new Map<string, { readonly key: CryptoKey | Uint8Array; readonly until: number }>();
  let token: { readonly value: string; readonly until: number } | undefined;

  async function bearer(): Promise<string> {
    if (token && token.until > Date.now()) return token.value;
    const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: access.clientId, client_secret: access.clientSecret, scope: `subscribe:destination:${access.destinationId}` });
    const response = await ask('token', () => fetch(access.tokenUrl, { method: 'POST', body: form, signal: AbortSignal.timeout(PATIENCE_MS) }));
    const given = (await response.json()) as { access_token?: string; expires_in?: number };
    if (typeof given.access_token !== 'string') throw new ServiceRefused(response.status, 'no-token', 'token');
    // Half of its life, so that it does not end under way.
    token = { value: given.access_token, until: Date.now() + (given.expires_in ?? 60) * 500 };
    return token.value;
  }

  async function call(method: string, path: string, body?: { readonly type: string; readonly text: string }): Promise<Response> {
    const headers = { authorization: `Bearer ${await bearer()}`, ...(body ? { 'content-type': body.type } : {}) };
    return ask(`${method} ${path}`, () => fetch(`${access.api}${path}`, { method, headers, ...(body ? { body: body.text } : {}), signal: AbortSignal.timeout(PATIENCE_MS) }));
  }

  async function ask(what: string, send: () => Promise<Response>): Promise<Response> {
    const response = await send().catch((error: unknown) => { throw new ServiceRefused(0, error instanceof Error ? error.name : 'unreachable', what); });
    if (response.ok) return response;
    if (response.status === 401) token = undefined;
    const problem = (await response.json().catch(() => ({}))) as { type?: unknown };
    throw new ServiceRefused(response.status, typeof problem.type === 'string' ? problem.type : 'unknown', what);
  }

  const json = <Shape>(response: Response) => response.json() as Promise<Shape>;
  return {
    /** What waits to be fetched, all pages of the list. */
    async list(): Promise<PickUp[]> {
      const found: PickUp[] = [];
      for (;;) {
        const page = await json<{ submissions: PickUp[]; totalCount?: number }>(await call('GET', `/v1/submissions?destinationId=${access.destinationId}&limit=${LIST}&offset=${found.length}`));
        found.push(...page.submissions);
        if (page.submissions.length < LIST) return found;
      }
    },
    submission: async (id: string) => json<Submission>(await call('GET', `/v2/submissions/${id}`)),
    attachment: async (submission: string, id: string) => (await call('GET', `/v1/submissions/${submission}/attachments/${id}`)).text(),
    async events(caseId: string): Promise<string[]> {
      const found: string[] = [];
      for (;;) {
        const { eventLog } = await json<{ eventLog: string[] }>(await call('GET', `/v2/cases/${caseId}/events?limit=${LIST}&offset=${found.length}`));
        found.push(...eventLog);
        if (eventLog.length < LIST) return found;
      }
    },
    async sendEvent(caseId: string, token_: string): Promise<void> {
      await call('POST', `/v2/cases/${caseId}/events`, { type: 'application/jose', text: token_ });
    },
    /** One of the service's own keys; asked without a token and kept for a minute. Undefined for an id that the service does not publish. */
    async key(kid: string): Promise<CryptoKey | Uint8Array | undefined> {
      const kept = keys.get(kid);
      if (kept && kept.until > Date.now()) return kept.key;
      const listed = await json<{ readonly keys: readonly (JWK & { readonly kid?: string })[] }>(await ask('jwks', () => fetch(`${access.api}/.well-known/jwks.json`, { signal: AbortSignal.timeout(PATIENCE_MS) })));
      const jwk = listed.keys.find((one) => one.kid === kid);
      if (jwk === undefined) return undefined;
      const key = await importJWK(jwk, 'PS512');
      keys.set(kid, { key, until: Date.now() + KEPT_MS });
      return key;
    },
    /** Replies as far as v2 is known: announced, filled, sent, like a submission the other way. */
    async announceReply(caseId: string, attachments: readonly string[]): Promise<string> {
      const { replyId } = await json<{ replyId: string }>(await call('POST', '/v2/replies', { type: 'application/json', text: JSON.stringify({ caseId, announcedAttachments: attachments }) }));
      return replyId;
    },
    async putReplyAttachment(reply: string, id: string, jwe: string): Promise<void> {
      await call('PUT', `/v2/replies/${reply}/attachments/${id}`, { type: 'application/jose', text: jwe });
    },
    async submitReply(reply: string, parts: { readonly encryptedMetadata: string; readonly encryptedData: string }): Promise<void> {
      await call('PUT', `/v2/replies/${reply}`, { type: 'application/json', text: JSON.stringify(parts) });
    },
  };
}

export type FitConnectClient = ReturnType<typeof fitConnectClient>;
