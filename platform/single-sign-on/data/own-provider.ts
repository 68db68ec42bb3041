import { rows, tenantId, type TenantId, type TenantTx, type Tx } from '@allmende/database';
import { isRoleText, type OwnProvider } from '../domain/own-provider.ts';
import type { SingleSignOnTables } from './tables.ts';

/** The provider of the authority with its sealed secret; undefined without one. */
export async function findOwnProvider(tx: TenantTx): Promise<(OwnProvider & { readonly sealedSecret: Buffer }) | undefined> {
  const row = await rows<SingleSignOnTables>(tx).selectFrom('single_sign_on.own_provider').selectAll().where('tenant_id', '=', tx.tenant).executeTakeFirst();
  return row && {
    issuer: row.issuer, clientId: row.client_id, groupsClaim: row.groups_claim, ...(row.acr === null ? {} : { acr: row.acr }), isOpen: row.is_open, sealedSecret: row.sealed_secret,
    mapping: row.mapping.flatMap(({ group, role }) => (isRoleText(role) ? [{ group, role }] : [])),
  };
}

/** Writes the provider in place of the one before. */
export async function saveOwnProvider(tx: TenantTx, provider: OwnProvider & { readonly sealedSecret: Buffer; readonly at: Date; readonly by: string }): Promise<void> {
  const values = {
    issuer: provider.issuer, client_id: provider.clientId, sealed_secret: provider.sealedSecret, groups_claim: provider.groupsClaim, acr: provider.acr ?? null, mapping: JSON.stringify(provider.mapping), is_open: provider.isOpen, changed_at: provider.at, changed_by: provider.by,
  };
  await rows<SingleSignOnTables>(tx).insertInto('single_sign_on.own_provider').values({ tenant_id: tx.tenant, ...values }).onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(values)).execute();
}

/** Authorities whose people may sign in by a provider of their own; behind the door across authorities. */
export async function selectOpenProviders(tx: Tx): Promise<TenantId[]> {
  const { rows: found } = await tx.client.query<{ tenant_id: string }>({ name: 'single-sign-on-open-providers', text: 'select tenant_id from single_sign_on.own_provider where is_open' });
  return found.map((row) => tenantId(row.tenant_id));
}

/** The account of a subject; undefined at its first sign-in. */
export async function findLinkedAccount(tx: TenantTx, subject: { readonly issuer: string; readonly hash: Buffer }): Promise<string | undefined> {
  const row = await rows<SingleSignOnTables>(tx).selectFrom('single_sign_on.linked_account').select('account_id').where('tenant_id', '=', tx.tenant).where('issuer', '=', subject.issuer).where('subject_hash', '=', subject.hash).executeTakeFirst();
  return row?.account_id;
}

/** Notes whose account a subject is, for good. */
export async function linkAccount(tx: TenantTx, link: { readonly issuer: string; readonly hash: Buffer; readonly accountId: string; readonly at: Date }): Promise<void> {
  await rows<SingleSignOnTables>(tx).insertInto('single_sign_on.linked_account').values({ tenant_id: tx.tenant, issuer: link.issuer, subject_hash: link.hash, account_id: link.accountId, linked_at: link.at }).onConflict((conflict) => conflict.doNothing()).execute();
}
