import { randomBytes } from 'node:crypto';
import { newId, type TenantTx } from '@allmende/database';
import { ensureActor } from '../data/actor.ts';
import { insertEntry, type NamedSalt } from '../data/entry.ts';
import { commitTo, newSalt } from '../domain/commitment.ts';
import { checkEntry, entryText, type ActorMark, type AuditEntry, type Facts, type Subject } from '../domain/entry.ts';

/** Who acts, as far as the log asks; every `Actor` of `@allmende/access` is one. Names of persons are not looked at. */
export type RecordedActor =
  | { readonly kind: 'staff' | 'supplier'; readonly accountId: string }
  | { readonly kind: 'system'; readonly name: string }
  | { readonly kind: 'citizen' | 'anonymous' };

export type RecordInput = {
  readonly actor: RecordedActor;
  /** `room/what-happened`. */
  readonly action: string;
  readonly subject: Subject;
  /** Must hold nothing personal: see `checkEntry`. */
  readonly facts: Facts;
  /** Personal values that are only committed to: the log keeps a salted hash, the value stays where it is. */
  readonly personal?: Readonly<Record<string, string>>;
  readonly at: Date;
};

const REMEMBERED = 20_000;
const refs = new Map<string, string>();

/**
 * Writes one entry to the log of the transaction's authority, in the act's own transaction and as a rule in one round trip; returns its id. Its place in the tree follows
 * within a second. For an act of the operator open the transaction with `inTenant(PLATFORM_TENANT, …)`, behind another door hand in `{ ...tx, tenant }`.
 * Throws UnrecordableAct when the shape is not allowed.
 */
export async function record(tx: TenantTx, input: RecordInput): Promise<string> {
  const id = newId();
  const personal = Object.entries(input.personal ?? {}).map(([name, value]) => ({ name, value, salt: newSalt() }));
  const entry = (actor: ActorMark): AuditEntry => checkEntry({
    v: 1, id, tenant: tx.tenant, at: input.at.toISOString(), action: input.action, subject: { kind: input.subject.kind, id: input.subject.id }, actor, facts: { ...input.facts },
    commitments: Object.fromEntries(personal.map((one) => [one.name, commitTo(one.salt, one.value)])),
  });
  const { actor } = input;
  if (actor.kind === 'staff' || actor.kind === 'supplier') {
    await recordForAccount(tx, actor.accountId, (ref) => entry({ kind: 'account', ref }), personal);
    return id;
  }
  const unnamed = entry(actor.kind === 'system' ? { kind: 'system', name: actor.name } : { kind: actor.kind });
  if (!(await insertEntry(tx, unnamed, entryText(unnamed), personal, undefined))) throw new Error('the audit entry was not written');
  return id;
}

// The pseudonym is remembered per process; the statement itself checks it, so a stale one costs a second try and never a wrong entry.
async function recordForAccount(tx: TenantTx, accountId: string, entryOf: (ref: string) => AuditEntry, salts: readonly NamedSalt[]): Promise<void> {
  const key = `${tx.tenant}/${accountId}`;
  const known = refs.get(key);
  if (known !== undefined) {
    const entry = entryOf(known);
    if (await insertEntry(tx, entry, entryText(entry), salts, { accountId, ref: known })) return;
    refs.delete(key);
  }
  const ref = await ensureActor(tx, accountId, randomBytes(12).toString('base64url'));
  const entry = entryOf(ref);
  if (!(await insertEntry(tx, entry, entryText(entry), salts, { accountId, ref }))) throw new Error('the audit entry was not written');
  if (refs.size >= REMEMBERED) refs.delete(refs.keys().next().value ?? '');
  refs.set(key, ref);
}
