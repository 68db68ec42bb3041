import { requireAccount } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { listPasskeys } from '../data/passkey.ts';
import { countRecoveryCodes } from '../data/recovery-code.ts';
import { findTimeCode } from '../data/time-code.ts';

/** The own second factors. */
export type OwnSecondFactors = {
  readonly passkeys: readonly { readonly id: string; readonly name: string; readonly createdAt: Date; readonly lastUsedAt: Date | null; readonly credentialId: string; readonly transports: readonly string[] }[];
  /** The app that makes codes, once it has shown a right one. */
  readonly app: { readonly since: Date } | undefined;
  readonly recoveryCodesLeft: number;
};

/** The own passkeys, oldest first, whether there is an app for codes, and how many recovery codes are left. */
export async function ownSecondFactors(ctx: Pick<ActionContext, 'database' | 'actor'>): Promise<OwnSecondFactors> {
  const { accountId } = requireAccount(ctx.actor);
  return ctx.database.withoutTenant(async (tx) => {
    const passkeys = await listPasskeys(tx, accountId);
    const app = await findTimeCode(tx, accountId);
    return {
      passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt, credentialId, transports }) => ({ id, name, createdAt, lastUsedAt, credentialId: credentialId.toString('base64url'), transports })),
      app: app && app.confirmedAt !== null ? { since: app.confirmedAt } : undefined,
      recoveryCodesLeft: await countRecoveryCodes(tx, accountId),
    };
  });
}
