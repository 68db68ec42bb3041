import type { House } from '@allmende/house';
import { Type, type Static } from 'typebox';
import { fits } from '@allmende/http';
import { PasskeyRefused } from './domain/errors.ts';
import type { Passkey } from './domain/second-factor.ts';

const base64url = (most: number) => Type.String({ pattern: '^[A-Za-z0-9_-]+$', minLength: 1, maxLength: most });
const common = { id: base64url(1400), rawId: base64url(1400), type: Type.Literal('public-key') };

/** What a browser sends for an existing passkey. */
const answerShape = Type.Object({
  ...common,
  response: Type.Object({ clientDataJSON: base64url(8000), authenticatorData: base64url(8000), signature: base64url(8000), userHandle: Type.Optional(Type.Union([base64url(200), Type.Null()])) }),
});

/** What a browser sends for a new passkey. */
const newShape = Type.Object({
  ...common,
  response: Type.Object({ clientDataJSON: base64url(8000), attestationObject: base64url(60_000), transports: Type.Optional(Type.Array(Type.String({ maxLength: 40 }), { maxItems: 10 })) }),
});

export type PasskeyAnswer = Static<typeof answerShape>;
export type NewPasskeyAnswer = Static<typeof newShape>;

/** Reads what the page's script sent for an existing passkey; throws PasskeyRefused for anything of another shape. */
export function readPasskeyAnswer(text: string): PasskeyAnswer {
  const sent = parsed(text);
  if (!fits(answerShape, sent)) throw new PasskeyRefused();
  return sent as PasskeyAnswer;
}

/** Reads what the page's script sent for a new passkey; throws PasskeyRefused for anything of another shape. */
export function readNewPasskey(text: string): NewPasskeyAnswer {
  const sent = parsed(text);
  if (!fits(newShape, sent)) throw new PasskeyRefused();
  return sent as NewPasskeyAnswer;
}

function parsed(text: string): unknown {
  if (text.length > 100_000) throw new PasskeyRefused();
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new PasskeyRefused(error);
  }
}

/** Host and origin that passkeys of this platform are bound to. */
export function relyingParty(house: Pick<House, 'config'>): { readonly id: string; readonly origin: string } {
  const { hostname, origin } = new URL(house.config.publicAddress);
  return { id: hostname, origin };
}

/**
 * Checks the answer of a passkey: signature, origin, host, that the person was there and proved it, and that the authenticator's count went on. Returns the new count and the challenge that was answered; throws PasskeyRefused.
 * Source: Web Authentication Level 2, § 7.2; the challenge is checked by the caller's `isExpected`.
 */
export async function checkPasskeyAnswer(house: Pick<House, 'config'>, input: { readonly answer: PasskeyAnswer; readonly passkey: Pick<Passkey, 'credentialId' | 'publicKey' | 'counter'>; readonly isExpected: (challenge: string) => boolean | Promise<boolean> }): Promise<{ readonly counter: number; readonly challenge: string }> {
  // Loaded when first needed: the library brings the formats of all attestations along.
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const { answer, passkey } = input;
  const { id, origin } = relyingParty(house);
  let challenge = '';
  const expectedChallenge = (given: string) => {
    challenge = given;
    return input.isExpected(given);
  };
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      response: { id: answer.id, rawId: answer.rawId, type: 'public-key', clientExtensionResults: {}, response: { ...answer.response, userHandle: answer.response.userHandle ?? undefined } } as never,
      expectedChallenge, expectedOrigin: origin, expectedRPID: id, requireUserVerification: true,
      credential: { id: passkey.credentialId.toString('base64url'), publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter },
    });
    if (verified) return { counter: authenticationInfo.newCounter, challenge };
  } catch (error) {
    throw new PasskeyRefused(error);
  }
  throw new PasskeyRefused();
}

/** Checks a new passkey; returns what is stored of it. Throws PasskeyRefused. Where the authenticator comes from is not asked (attestation `none`). Source: Web Authentication Level 2, § 7.1. */
export async function checkNewPasskey(house: Pick<House, 'config'>, input: { readonly answer: NewPasskeyAnswer; readonly isExpected: (challenge: string) => Promise<boolean> }): Promise<Pick<Passkey, 'credentialId' | 'publicKey' | 'counter' | 'transports'>> {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const { answer } = input;
  const { id, origin } = relyingParty(house);
  try {
    const { registrationInfo } = await verifyRegistrationResponse({
      response: { id: answer.id, rawId: answer.rawId, type: 'public-key', clientExtensionResults: {}, response: answer.response } as never,
      expectedChallenge: input.isExpected, expectedOrigin: origin, expectedRPID: id, requireUserVerification: true, supportedAlgorithmIDs: [-8, -7, -257],
    });
    if (registrationInfo) {
      const { credential } = registrationInfo;
      return { credentialId: Buffer.from(credential.id, 'base64url'), publicKey: Buffer.from(credential.publicKey), counter: credential.counter, transports: (answer.response.transports ?? []).filter((one) => /^[a-z-]{1,20}$/u.test(one)) };
    }
  } catch (error) {
    throw new PasskeyRefused(error);
  }
  throw new PasskeyRefused();
}
