import { CITIZEN } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, type TenantTx } from '@allmende/database';
import type { ActionContext } from '@allmende/house';
import { createDataKey, destroyDataKey, unwrapDataKey } from '@allmende/secrets';
import { findAccountOfSubject, insertAccount, saveAccount } from '../data/account.ts';
import { insertDataUse } from '../data/data-use.ts';
import type { VerifiedIdentity } from '../domain/verified-identity.ts';
import { sealAccount, sealDataUse, subjectHash } from './account-seals.ts';

type Context = Pick<ActionContext, 'clock' | 'keys'>;

/** Finds or makes the account of a person who has just proven who they are, keeps what the proof told, and notes it for the person. Returns the account's id. `service` is the service that asked for the proof. */
export async function keepAccount(ctx: Context, tx: TenantTx, identity: VerifiedIdentity, service: string | undefined): Promise<string> {
  const hash = await subjectHash(ctx.keys, tx.tenant, identity.source, identity.subject);
  const at = ctx.clock.now();
  const content = { attributes: identity.attributes, source: identity.source, provenAt: at.toISOString() };
  const known = (await findAccountOfSubject(tx, hash)) ?? (await makeAccount(ctx, tx, hash, content));
  const key = await unwrapDataKey(ctx.keys, tx.tenant, known.dataKeyId, known.wrapped);
  await saveAccount(tx, known.id, sealAccount(key, tx.tenant, known.id, content));
  const use = newId();
  await insertDataUse(tx, {
    id: use, accountId: known.id, at,
    sealed: sealDataUse(key, tx.tenant, use, { kind: 'signed-in', level: identity.level, attributes: Object.keys(identity.attributes), ...(service === undefined ? {} : { service }) }),
  });
  await record(tx, { actor: CITIZEN, action: 'citizen-accounts/signed-in', subject: { kind: 'citizen-account', id: known.id }, facts: { level: identity.level, source: identity.source }, at });
  return known.id;
}

async function makeAccount(ctx: Context, tx: TenantTx, hash: Buffer, content: Parameters<typeof sealAccount>[3]): Promise<NonNullable<Awaited<ReturnType<typeof findAccountOfSubject>>>> {
  const id = newId();
  const { id: dataKeyId, key } = await createDataKey(tx, ctx.keys);
  // Two sign-ins of one person at once: the second finds the account of the first.
  if (!(await insertAccount(tx, { id, subjectHash: hash, dataKeyId, sealed: sealAccount(key, tx.tenant, id, content), at: ctx.clock.now() }))) await destroyDataKey(tx, dataKeyId);
  const made = await findAccountOfSubject(tx, hash);
  if (!made) throw new Error('the account was not kept');
  return made;
}
