import type { Grant } from '@allmende/access';
import type { RecordInput } from '@allmende/audit';
import type { Tx } from '@allmende/database';
import type { House } from '@allmende/house';
import type { Account } from '../domain/account.ts';
import { knownBrowserMark } from '../domain/known-browser.ts';
import { needsSecondFactor, type SignInMethod } from '../domain/second-factor.ts';
import type { SessionGround } from '../domain/session.ts';
import { hasSecondFactor } from './has-second-factor.ts';
import { startSession, type StartedSession } from './start-session.ts';

/** Somebody who signed in. */
export type SignedIn = {
  /** For the cookie or the bearer header; nowhere else to be had again. */
  readonly token: string;
  readonly expiresAt: Date;
  /** For a cookie that lasts: with it strangers' failures do not make this browser wait. */
  readonly browserMark: string;
  readonly account: {
    readonly id: string;
    readonly name: string;
    /** Only the page for a new password is open. */
    readonly mustChange: boolean;
    /** Only the pages for a second factor are open. */
    readonly mustEnrol: boolean;
    readonly grants: readonly Grant[];
    /** The person works for a supplier and for no authority. */
    readonly isSupplier: boolean;
  };
};

type Log = (entry: RecordInput) => Promise<void>;

/** Begins the session of somebody who has shown enough, in the transaction that checked it. */
export async function beginSession(house: Pick<House, 'clock' | 'config'>, tx: Tx, log: Log, input: { readonly account: Account; readonly grants: readonly Grant[]; readonly methods: readonly SignInMethod[]; readonly ground?: SessionGround }): Promise<SignedIn> {
  const { account, grants, methods } = input;
  const at = house.clock.now();
  const started = await startSession(tx, account.id, at, methods, input.ground);
  const mustEnrol = needsSecondFactor(house.config) && !methods.includes('identity-provider') && !(await hasSecondFactor(tx, account.id));
  return noteSignIn(house, log, { account, grants, methods, started, mustEnrol });
}

/** Tells the logs of a session that has just begun, and says what its browser is told. */
export async function noteSignIn(house: Pick<House, 'clock' | 'config'>, log: Log, input: { readonly account: Pick<Account, 'id' | 'name' | 'email' | 'passwordMustChange' | 'supplierId'>; readonly grants: readonly Grant[]; readonly methods: readonly SignInMethod[]; readonly started: StartedSession; readonly mustEnrol: boolean }): Promise<SignedIn> {
  const { account, grants, methods, started, mustEnrol } = input;
  await log({ actor: { kind: 'staff', accountId: account.id }, action: 'identity/signed-in', subject: { kind: 'session', id: started.sessionId }, facts: { with: methods.join('+') }, at: house.clock.now() });
  const { id, name, passwordMustChange: mustChange } = account;
  return { token: started.token, expiresAt: started.expiresAt, browserMark: knownBrowserMark(house.config.secret, account.email), account: { id, name, mustChange, mustEnrol, grants: mustChange || mustEnrol ? [] : grants, isSupplier: typeof account.supplierId === 'string' } };
}
