import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';

const nonces = new WeakMap<FastifyRequest, string>();

/** The word that the page of this request may give to its scripts; every other script is refused by the content security policy. */
export function scriptNonceOf(request: FastifyRequest): string {
  const nonce = nonces.get(request) ?? randomUUID();
  nonces.set(request, nonce);
  return nonce;
}
