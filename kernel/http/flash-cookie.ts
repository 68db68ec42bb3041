import { createHmac, timingSafeEqual } from 'node:crypto';
import type { House } from '@allmende/house';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { FlashMessage } from './page-request.ts';
import { isSecure } from './request-scope.ts';

const NAME = 'allmende-flash';

/** Keeps a message for the next page in a signed cookie. */
export function setFlash(house: House, reply: FastifyReply, message: FlashMessage): void {
  const text = Buffer.from(JSON.stringify(message)).toString('base64url');
  reply.setCookie(NAME, `${text}.${signature(house, text)}`, { path: '/', httpOnly: true, sameSite: 'lax', secure: isSecure(house), maxAge: 60 });
}

/** The kept message, once; undefined when there is none or it is not ours. */
export function readFlash(house: House, request: FastifyRequest, reply: FastifyReply): FlashMessage | undefined {
  const cookie = request.cookies[NAME];
  if (cookie === undefined) return undefined;
  reply.clearCookie(NAME, { path: '/' });
  const [text = '', given = ''] = cookie.split('.');
  const expected = signature(house, text);
  if (given.length !== expected.length || !timingSafeEqual(Buffer.from(given), Buffer.from(expected))) return undefined;
  return JSON.parse(Buffer.from(text, 'base64url').toString('utf8')) as FlashMessage;
}

function signature(house: House, text: string): string {
  return createHmac('sha256', house.config.secret).update(`flash:${text}`).digest('base64url');
}
