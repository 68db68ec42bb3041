import { Type } from 'typebox';

/** The job that tells a bidder by e-mail that something stands on the platform; no content goes along but what it is about. */
export const TELL_BIDDER = {
  name: 'dynamic-purchasing/tell-bidder', maxAttempts: 12,
  payload: Type.Object({ bidder: Type.String(), about: Type.Union([Type.Literal('admission'), Type.Literal('invitation'), Type.Literal('award')]), authority: Type.Optional(Type.String()), competition: Type.Optional(Type.String()) }),
};
