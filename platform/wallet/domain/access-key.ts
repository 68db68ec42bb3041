import type { KeyObject } from 'node:crypto';

/** With what the verifier shows wallets who it is: the key, its certificate with those above it (base64 of DER), and the name that follows from it. */
export type AccessKey = { readonly clientId: string; readonly key: KeyObject; readonly chain: readonly string[] };
