import { requirePermission, type Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantTx } from '@allmende/database';
import { InvalidInput, NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { listCredentials, listCredentialsAbout, listCredentialsByNumber, saveStatus } from '../data/credential.ts';
import type { CredentialStatus } from '../data/tables.ts';
import { credentialType } from '../domain/credential-types.ts';
import { manageCredentials, seeCredentials } from '../domain/permissions.ts';

/** That a credential was given out, as the office sees it. What it says lies only with its holder. */
export type GivenCredential = { readonly id: string; readonly type: string; readonly number: string; readonly about: string; readonly status: CredentialStatus; readonly since: Date; readonly issuedAt: Date; readonly expiresAt: Date };

type Office = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>;

/** The newest credentials of the authority, at most 200. Throws Forbidden. */
export async function listGivenCredentials(ctx: Pick<Office, 'database' | 'actor' | 'tenant'>): Promise<GivenCredential[]> {
  requirePermission(ctx.actor, seeCredentials, ctx.tenant);
  return (await ctx.database.inTenant(ctx.tenant, listCredentials)).map((row) => ({ id: row.id, type: row.type, number: row.number, about: row.about, status: row.status, since: row.status_since, issuedAt: row.issued_at, expiresAt: row.expires_at }));
}

/** Withdraws, suspends or restores a credential; a withdrawn one stays withdrawn. The reason is for the log. Throws Forbidden, InvalidInput, and NotFound where nothing would change. */
export async function changeCredentialStatus(ctx: Office, input: { readonly credential: string; readonly status: CredentialStatus; readonly reason: string }): Promise<void> {
  requirePermission(ctx.actor, manageCredentials, ctx.tenant);
  const reason = input.reason.trim();
  if (reason === '' || reason.length > 300) throw new InvalidInput([{ pointer: '/reason', code: 'required', message: 'Schreiben Sie kurz, warum. Höchstens 300 Zeichen.' }]);
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    if (!(await change(tx, { ...input, reason, actor: ctx.actor, at: ctx.clock.now() }))) throw new NotFound();
  });
}

/** Withdraws what the authority gave out on an application, by a rule of its own, such as that the dog is gone. Returns how many. */
export async function revokeCredentials(ctx: Office, input: { readonly type: string; readonly reason: string } & ({ readonly about: string } | { readonly number: string })): Promise<number> {
  if (!credentialType(input.type)) throw new TypeError(`there is no credential ${input.type}`);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const found = 'about' in input ? (await listCredentialsAbout(tx, input.about)).filter((row) => row.type === input.type) : await listCredentialsByNumber(tx, input.type, input.number);
    let revoked = 0;
    for (const row of found) if (await change(tx, { credential: row.id, status: 'revoked', reason: input.reason, actor: ctx.actor, at: ctx.clock.now() })) revoked += 1;
    return revoked;
  });
}

async function change(tx: TenantTx, to: { readonly credential: string; readonly status: CredentialStatus; readonly reason: string; readonly actor: Actor; readonly at: Date }): Promise<boolean> {
  if (!(await saveStatus(tx, to.credential, to))) return false;
  await record(tx, { actor: to.actor, action: 'wallet/credential-status-changed', subject: { kind: 'credential', id: to.credential }, facts: { status: to.status }, personal: { reason: to.reason }, at: to.at });
  return true;
}
