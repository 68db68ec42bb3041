import type { House } from '@allmende/house';
import { listPasskeys } from '../data/passkey.ts';
import { findPendingSignIn } from '../data/pending-sign-in.ts';
import { SignInStepOver } from '../domain/errors.ts';
import type { KnownPasskey } from '../domain/passkey-options.ts';
import { sessionTokenHash } from '../domain/session.ts';

/** With which passkeys a sign-in whose password was right can go on. Throws SignInStepOver. */
export async function secondStep(house: Pick<House, 'database' | 'clock'>, step: string): Promise<{ readonly passkeys: readonly KnownPasskey[] }> {
  return house.database.withoutTenant(async (tx) => {
    const accountId = await findPendingSignIn(tx, sessionTokenHash(step), house.clock.now());
    if (accountId === undefined) throw new SignInStepOver();
    return { passkeys: (await listPasskeys(tx, accountId)).map(({ credentialId, transports }) => ({ id: credentialId.toString('base64url'), transports })) };
  });
}
