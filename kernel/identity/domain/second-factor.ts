/** What somebody shows when they sign in. */
export type SignInMethod = 'password' | 'passkey' | 'time-code' | 'recovery-code' | /** The authority's own, which asks for second factors itself. */ 'identity-provider';

/** A passkey as its owner sees it. */
export type Passkey = {
  readonly id: string;
  readonly accountId: string;
  readonly credentialId: Buffer;
  readonly publicKey: Buffer;
  readonly counter: number;
  readonly transports: readonly string[];
  readonly name: string;
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
};

/** Most passkeys of one person. */
export const PASSKEYS_MOST = 20;

/** A name for a passkey, cleaned; undefined when it has more than 60 characters. An empty one is called after its place in the list. */
export function passkeyName(typed: string, place: number): string | undefined {
  const name = typed.normalize('NFC').replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  if (name.length > 60) return undefined;
  return name === '' ? `Passkey ${place}` : name;
}

/** Whether everybody needs a second factor before roles count: always in production, never where accounts are invented. */
export function needsSecondFactor(config: { readonly environment: string }): boolean {
  return config.environment === 'production';
}
