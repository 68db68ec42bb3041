import { importJWK, type CryptoKey, type JWK } from 'jose';
import { sendRequest, type Answer } from './send-request.ts';

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
    const answer = await ask('token', 'POST', access.tokenUrl, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, body: form.toString() });
    const given = json<{ access_token?: string; expires_in?: number }>(answer);
    if (typeof given.access_token !== 'string') throw new ServiceRefused(answer.status, 'no-token', 'token');
    // Half of its life, so that it does not end under way.
    token = { value: given.access_token, until: Date.now() + (given.expires_in ?? 60) * 500 };
    return token.value;
  }

  async function call(method: string, path: string, body?: { readonly type: string; readonly text: string }): Promise<Answer> {
    const headers = { authorization: `Bearer ${await bearer()}`, ...(body ? { 'content-type': body.type } : {}) };
    return ask(`${method} ${path}`, method, `${access.api}${path}`, { headers, ...(body ? { body: body.text } : {}) });
  }

  async function ask(what: string, method: string, address: string, options: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string } = {}): Promise<Answer> {
    const answer = await sendRequest(method, address, { ...options, patienceMs: PATIENCE_MS }).catch((error: unknown) => { throw new ServiceRefused(0, error instanceof Error ? error.name : 'unreachable', what); });
    if (answer.status >= 200 && answer.status <= 299) return answer;
    if (answer.status === 401) token = undefined;
    throw new ServiceRefused(answer.status, typeOf(answer.text), what);
  }

  return {
    /** What waits to be fetched, all pages of the list. */
    async list(): Promise<PickUp[]> {
      const found: PickUp[] = [];
      for (;;) {
        const page = json<{ submissions: PickUp[]; totalCount?: number }>(await call('GET', `/v1/submissions?destinationId=${access.destinationId}&limit=${LIST}&offset=${found.length}`));
        found.push(...page.submissions);
        if (page.submissions.length < LIST) return found;
      }
    },
    submission: async (id: string) => json<Submission>(await call('GET', `/v2/submissions/${id}`)),
    attachment: async (submission: string, id: string) => (await call('GET', `/v1/submissions/${submission}/attachments/${id}`)).text,
    async events(caseId: string): Promise<string[]> {
      const found: string[] = [];
      for (;;) {
        const { eventLog } = json<{ eventLog: string[] }>(await call('GET', `/v2/cases/${caseId}/events?limit=${LIST}&offset=${found.length}`));
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
      const listed = json<{ readonly keys: readonly (JWK & { readonly kid?: string })[] }>(await ask('jwks', 'GET', `${access.api}/.well-known/jwks.json`));
      const jwk = listed.keys.find((one) => one.kid === kid);
      if (jwk === undefined) return undefined;
      const key = await importJWK(jwk, 'PS512');
      keys.set(kid, { key, until: Date.now() + KEPT_MS });
      return key;
    },
    /** Replies as far as v2 is known: announced, filled, sent, like a submission the other way. */
    async announceReply(caseId: string, attachments: readonly string[]): Promise<string> {
      const { replyId } = json<{ replyId: string }>(await call('POST', '/v2/replies', { type: 'application/json', text: JSON.stringify({ caseId, announcedAttachments: attachments }) }));
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

function json<Shape>({ text }: Answer): Shape {
  return JSON.parse(text) as Shape;
}

function typeOf(problem: string): string {
  try {
    const { type } = JSON.parse(problem) as { type?: unknown };
    return typeof type === 'string' ? type : 'unknown';
  } catch {
    return 'unknown';
  }
}

export type FitConnectClient = ReturnType<typeof fitConnectClient>;
