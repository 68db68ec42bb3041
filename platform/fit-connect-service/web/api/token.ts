import { issueToken } from '../../actions/issue-token.ts';
import { json, type Answer } from './answer.ts';
import type { FastifyRequest } from 'fastify';
import type { House } from '@allmende/house';

const LARGEST = 16 * 1024;

/** Gives a client its token; refusals in the words of RFC 6749. Credentials in a header are not taken: FIT-Connect wants them in the form. */
export async function answerToken(house: House, request: FastifyRequest): Promise<Answer> {
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase();
  const text = type === 'application/x-www-form-urlencoded' ? await readForm(request) : undefined;
  if (text === undefined) return refusedToken('invalid_request', 400);
  const form = new URLSearchParams(text);
  if (new Set(form.keys()).size !== form.size) return refusedToken('invalid_request', 400);
  const field = (name: string) => form.get(name) ?? undefined;
  if (request.headers.authorization !== undefined) return refusedToken('invalid_client', 401);
  const answer = await issueToken(house, { grantType: field('grant_type'), clientId: field('client_id'), clientSecret: field('client_secret'), scope: field('scope') });
  if ('error' in answer) return refusedToken(answer.error, answer.error === 'invalid_client' ? 401 : 400);
  return json(200, { access_token: answer.accessToken, token_type: 'Bearer', expires_in: answer.expiresIn, scope: answer.scopes.join(' ') }, NO_STORE);
}

const NO_STORE = { 'cache-control': 'no-store', pragma: 'no-cache' };

const WORDS = {
  invalid_request: 'Send grant_type, client_id and client_secret as application/x-www-form-urlencoded, each once.',
  invalid_client: 'Unknown client, wrong secret, or credentials elsewhere than in the form body.',
  unsupported_grant_type: 'Only client_credentials is spoken here.', invalid_scope: 'The client has no scopes, or not those that were asked for.',
} as const;

/** A refusal in the words of RFC 6749. */
export function refusedToken(error: keyof typeof WORDS, status: number): Answer {
  return json(status, { error, error_description: WORDS[error] }, NO_STORE);
}

async function readForm(request: FastifyRequest): Promise<string | undefined> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request.raw as AsyncIterable<Uint8Array>) {
    size += part.length;
    if (size > LARGEST) return undefined;
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}
