/** A passkey that is known, as the browser is told of it. */
export type KnownPasskey = { readonly id: string; readonly transports: readonly string[] };

const TIMEOUT_MS = 300_000;

/** What a browser is asked to show a passkey; any of this host when none is named. Source: Web Authentication Level 3, § 5.5, in its JSON form. */
export function passkeyRequest(input: { readonly challenge: string; readonly host: string; readonly known?: readonly KnownPasskey[] }): object {
  return { challenge: input.challenge, rpId: input.host, timeout: TIMEOUT_MS, userVerification: 'required', allowCredentials: described(input.known ?? []) };
}

/** What a browser is asked to make a passkey that can be found without a name and makes sure who holds it. Source: Web Authentication Level 3, § 5.4, in its JSON form. */
export function passkeyCreation(input: { readonly challenge: string; readonly host: string; readonly account: { readonly id: string; readonly email: string; readonly name: string }; readonly known: readonly KnownPasskey[] }): object {
  return {
    challenge: input.challenge, rp: { id: input.host, name: 'Allmende' }, timeout: TIMEOUT_MS, attestation: 'none',
    user: { id: Buffer.from(input.account.id.replaceAll('-', ''), 'hex').toString('base64url'), name: input.account.email, displayName: input.account.name },
    // EdDSA, ECDSA with P-256, RSA PKCS #1 with SHA-256: what authenticators speak. Source: IANA, COSE Algorithms.
    pubKeyCredParams: [-8, -7, -257].map((alg) => ({ type: 'public-key', alg })),
    authenticatorSelection: { residentKey: 'required', requireResidentKey: true, userVerification: 'required' }, excludeCredentials: described(input.known),
  };
}

function described(known: readonly KnownPasskey[]): object[] {
  return known.map(({ id, transports }) => ({ type: 'public-key', id, ...(transports.length === 0 ? {} : { transports }) }));
}
