import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { namesOfAccounts } from '@allmende/identity';
import { readPublicKey, SealingProblem, thumbprintOf, type PublicKey } from '@allmende/sealing';
import { insertOfficerKey, listOfficerKeys as loadKeys, type OfficerKey } from '../data/officer-key.ts';
import { openOffers, seeCompetitions } from '../domain/permissions.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/** Somebody who can be chosen to open offers. */
export type NamedKey = OfficerKey & { readonly name: string };

/** Keeps the public key of the acting person for coming competitions; an earlier one serves only those that run. Returns its thumbprint. Throws InvalidInput (`/publicKey`). */
export async function keepOfficerKey(ctx: Context, input: { readonly publicKey: string }): Promise<string> {
  requirePermission(ctx.actor, openOffers, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const refuse = () => new InvalidInput([{ pointer: '/publicKey', code: 'key', message: 'Das ist kein öffentlicher Schlüssel. Erzeugen Sie ihn auf dieser Seite oder mit tools/seal und wählen Sie die Datei mit dem öffentlichen Teil.' }]);
  let key: PublicKey;
  let thumbprint: string;
  try {
    const given: unknown = JSON.parse(input.publicKey);
    // A private key must not even be looked at twice.
    if (typeof given === 'object' && given !== null && 'd' in given) throw refuse();
    key = readPublicKey(given);
    thumbprint = await thumbprintOf(key);
  } catch (error) {
    if (error instanceof SealingProblem || error instanceof SyntaxError) throw refuse();
    throw error;
  }
  const at = ctx.clock.now();
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    if (!(await insertOfficerKey(tx, { thumbprint, account: accountId, key, madeAt: at }))) throw new InvalidInput([{ pointer: '/publicKey', code: 'taken', message: 'Dieser Schlüssel ist schon eingetragen. Bitte erzeugen Sie einen neuen.' }]);
    await record(tx, { actor: ctx.actor, action: 'dynamic-purchasing/key-kept', subject: { kind: 'opening-key', id: `p256:${thumbprint}` }, facts: { thumbprint }, at });
  });
  return thumbprint;
}

/** Who can be chosen to open offers, by name. */
export async function listNamedKeys(ctx: Context): Promise<readonly NamedKey[]> {
  requirePermission(ctx.actor, seeCompetitions, ctx.tenant);
  const keys = await ctx.database.inTenant(ctx.tenant, loadKeys);
  const names = await namesOfAccounts(ctx, keys.map((one) => one.account));
  return keys.map((one) => ({ ...one, name: names.get(one.account) ?? '–' })).toSorted((one, other) => one.name.localeCompare(other.name, 'de'));
}
