import type { PersonAttribute } from './pid.ts';

/** What was asked of a wallet; lies sealed until the answer. */
export type PresentationRequest = {
  readonly nonce: string;
  /** Private key (JWK) to which the wallet encrypts its answer; used once. */
  readonly answerKey: Readonly<Record<string, string>>;
  readonly asked: readonly PersonAttribute[];
  /** Name of the authority that asks, for the wallet to show. */
  readonly verifier: string;
  /** Page of the person's browser, without host. */
  readonly page: string;
  /** Where the person goes on afterwards, without host. */
  readonly next: string;
  /** Where the person begins again, without host. */
  readonly again: string;
  readonly askedAt: string;
};

/** How long a wallet may take, and how long what it showed is kept before it must be used. */
export const MINUTES_TO_ANSWER = 10;
export const MINUTES_TO_USE = 30;
/** Wrong numbers that the browser may send. */
export const CONFIRM_TRIES = 5;

/** Our addresses for wallets. */
export function walletAddresses(home: string, tenant: string, id: string): { readonly request: string; readonly response: string } {
  return { request: `${home}/wallet/${tenant}/requests/${id}`, response: `${home}/wallet/${tenant}/responses/${id}` };
}
