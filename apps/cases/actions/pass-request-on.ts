import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { findAuthority } from '@allmende/register';
import { findCase } from '../data/case-file.ts';
import { findParticipation, putStatementRequest, removeStatementRequest } from '../data/participation.ts';
import type { StatementRequest } from '../domain/participation.ts';

/**
 * Writes with the asked authority how a request stands now: reference, service and days, no contents. Of a deleted case it is taken away there. Each authority is written in a transaction of its
 * own; repeating it changes nothing.
 */
export async function passRequestOn(house: Pick<House, 'database'>, input: { readonly tenant: TenantId; readonly participation: string; readonly office: TenantId }): Promise<void> {
  const from = await findAuthority(house, { id: input.tenant });
  const request = await house.database.inTenant(input.tenant, async (tx): Promise<StatementRequest | undefined> => {
    const asked = await findParticipation(tx, input.participation);
    const found = asked && (await findCase(tx, asked.case));
    if (!asked || !found) return undefined;
    return { id: asked.id, fromTenant: input.tenant, fromName: from?.name ?? '', reference: found.file.reference, serviceName: found.file.serviceName, dueOn: asked.dueOn, askedAt: asked.askedAt, state: asked.state };
  });
  await house.database.inTenant(input.office, (tx) => (request ? putStatementRequest(tx, request) : removeStatementRequest(tx, input.participation)));
}
