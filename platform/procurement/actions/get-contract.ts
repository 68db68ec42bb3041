import { requirePermission } from '@allmende/access';
import type { ActionContext } from '@allmende/house';
import { listAmendments } from '../data/amendment.ts';
import { getContract as loadContract, listDocuments, type StoredDocument } from '../data/contract.ts';
import { termOn, type Amendment } from '../domain/amendment.ts';
import type { Contract } from '../domain/contract.ts';
import { termDays, type ContractTerm, type TermDays } from '../domain/contract-term.ts';
import type { OrderLine } from '../domain/order-line.ts';
import { seeOrders } from '../domain/permissions.ts';
import { linesOn } from '../domain/price-change.ts';

/** A contract with what belongs to it: stored documents, amendments, the lines with the prices that count today, and the term that counts today with its days. */
export type FoundContract = { readonly contract: Contract; readonly documents: readonly StoredDocument[]; readonly amendments: readonly Amendment[]; readonly lines: readonly OrderLine[]; readonly term: ContractTerm; readonly days: TermDays | undefined };

/** One contract of the authority with everything that belongs to it; throws NotFound. */
export async function getContract(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { contract: string }): Promise<FoundContract> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  const today = ctx.clock.today();
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const contract = await loadContract(tx, input.contract);
    const amendments = await listAmendments(tx, contract.id);
    const term = termOn(contract.term, amendments, today);
    return { contract, documents: await listDocuments(tx, contract.id), amendments, lines: linesOn(contract.lines, amendments, today), term, days: contract.endsOn === null ? termDays(term, contract.startsOn, today) : undefined };
  });
}
