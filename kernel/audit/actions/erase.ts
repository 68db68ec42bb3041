import type { TenantTx } from '@allmende/database';
import { deleteActor } from '../data/actor.ts';
import { deleteSalts, deleteSaltsOfSubject } from '../data/salt.ts';
import type { Subject } from '../domain/entry.ts';

/** Makes the commitments of one entry say nothing for ever; the proofs stay valid. Returns how many there were. Art. 17 DSGVO. */
export async function eraseCommitments(tx: TenantTx, entryId: string): Promise<number> {
  return deleteSalts(tx, entryId);
}

/** Makes the commitments of all entries about a subject say nothing for ever; the proofs stay valid. Returns how many there were. Art. 17 DSGVO. */
export async function eraseSubject(tx: TenantTx, subject: Subject): Promise<number> {
  return deleteSaltsOfSubject(tx, subject);
}

/**
 * Forgets which account stands behind a pseudonym in this authority's log; false when none did. The entries stay, nameless. If the account acts again, it gets a new
 * pseudonym. Art. 17 DSGVO.
 */
export async function eraseActor(tx: TenantTx, accountId: string): Promise<boolean> {
  return deleteActor(tx, accountId);
}
