import { systemActor } from '@allmende/access';
import { recordUse } from '@allmende/catalog';
import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { listContracts } from '../data/contract.ts';
import { usesOf } from '../domain/solution-use.ts';

/** Shows in the store what an authority uses by its contracts, each solution from its first day to the last day of its last contract. Repeating it changes nothing. */
export async function recordContractUse(house: House, input: { tenant: TenantId; contract: string }): Promise<void> {
  const contracts = await house.database.inTenant(input.tenant, (tx) => listContracts(tx));
  const changed = new Set(contracts.find((one) => one.id === input.contract)?.lines.map((line) => line.solution));
  for (const use of usesOf(contracts)) {
    if (changed.has(use.solution)) await recordUse({ ...house, actor: systemActor('procurement') }, { ...use, authority: input.tenant });
  }
}
