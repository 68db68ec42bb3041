import { defineApi, TooManyRequests, type AnyApi } from '@allmende/http';
import { Type } from 'typebox';
import { endSession } from '../../actions/end-session.ts';
import { ownAccount } from '../../actions/own-account.ts';
import { signIn } from '../../actions/sign-in.ts';
import { SignInPaused } from '../../domain/errors.ts';
import { grantShape, namedGrants } from './account-shape.ts';

const createSession = defineApi({
  method: 'POST',
  path: '/sessions',
  tag: 'identity',
  operationId: 'createSession',
  summary: 'Signs a member of staff in; the token goes into the header "Authorization: Bearer". A token of an account with a one-time password opens nothing until the password is changed on the page, and on a platform in operation none does until the account has a second factor.',
  access: 'anyone',
  body: Type.Object({ email: Type.String({ maxLength: 254 }), password: Type.String({ maxLength: 1000 }), code: Type.Optional(Type.String({ maxLength: 100, description: 'Of the app, or a recovery code; needed when the account has a second factor' })) }, { additionalProperties: false }),
  status: 201,
  response: Type.Object({ token: Type.String(), expiresAt: Type.String({ format: 'date-time' }), name: Type.String(), mustChangePassword: Type.Boolean(), grants: Type.Array(grantShape) }),
  rateLimit: { max: 120, windowMs: 60_000 },
  async handle({ ctx, body, remoteAddress }) {
    try {
      const { token, expiresAt, account } = await signIn(ctx, { email: body.email, password: body.password, ...(body.code === undefined ? {} : { code: body.code }), remoteAddress });
      return { token, expiresAt: expiresAt.toISOString(), name: account.name, mustChangePassword: account.mustChange, grants: await namedGrants(ctx, account.grants) };
    } catch (error) {
      throw error instanceof SignInPaused ? new TooManyRequests(error.retryAfterSeconds) : error;
    }
  },
});

const endCurrentSession = defineApi({
  method: 'DELETE',
  path: '/sessions/current',
  tag: 'identity',
  operationId: 'endCurrentSession',
  summary: 'Ends the session of the token that is sent along.',
  access: 'signed-in',
  status: 204,
  async handle({ ctx, header }) {
    await endSession(ctx, (header('authorization') ?? '').replace(/^Bearer /u, ''));
    return undefined;
  },
});

const getMe = defineApi({
  method: 'GET',
  path: '/me',
  tag: 'identity',
  operationId: 'getMe',
  summary: 'Who is signed in, with the roles of today.',
  access: 'signed-in',
  response: Type.Object({ accountId: Type.String({ format: 'uuid' }), name: Type.String(), email: Type.String(), mustChangePassword: Type.Boolean(), grants: Type.Array(grantShape) }),
  async handle({ ctx }) {
    const { id, name, email, mustChange, grants } = await ownAccount(ctx);
    return { accountId: id, name, email, mustChangePassword: mustChange, grants: await namedGrants(ctx, mustChange ? [] : grants) };
  },
});

export const sessionOperations: readonly AnyApi[] = [createSession, endCurrentSession, getMe];
