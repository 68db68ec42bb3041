import type { ActionContext } from '@allmende/house';
import type { CaseLetter } from '../domain/case-letter.ts';

/** What the processes connect. */
export type CasesPorts = {
  /** The messages of a case, oldest first, for its file; reading them for that counts as read by nobody. Throws NotFound for whoever may not read them. Without it files hold no messages. */
  readonly lettersOf?: (ctx: Pick<ActionContext, 'database' | 'keys' | 'files' | 'actor' | 'tenant'>, input: { readonly case: string }) => Promise<readonly CaseLetter[]>;
};
