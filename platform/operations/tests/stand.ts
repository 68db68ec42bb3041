import { accessMigrations, systemActor, type Actor } from '@allmende/access';
import { appPackagesMigrations } from '@allmende/app-packages';
import { auditMigrations } from '@allmende/audit';
import { newId, tenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { contextFor } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations } from '@allmende/jobs';
import { secretsMigrations } from '@allmende/secrets';
import { operationsMigrations, requestInstance, type RequestInstanceInput } from '../index.ts';

/** A database with everything that operations stands on, and a house on it. */
export async function openStand() {
  const stand = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, filesMigrations, auditMigrations, accessMigrations, appPackagesMigrations, operationsMigrations]);
  const house = testHouse(stand.database);
  const newAuthority = () => {
    const tenant = tenantId(newId());
    const officer: Actor = { kind: 'staff', accountId: newId(), name: 'Ada Beispiel', grants: [{ tenant, role: 'digital-officer' }] };
    const ctx = contextFor(house, officer, tenant);
    const request = (changes: Partial<RequestInstanceInput> = {}) =>
      house.database.inTenant(tenant, (tx) => requestInstance({ actor: systemActor('procurement'), clock: house.clock }, tx, {
        app: 'sample', contractId: newId(), agreementId: newId(), parameters: { services: ['hundesteuer'] }, approvedAt: house.clock.now(), ...changes,
      }));
    const one = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> => house.database.inTenant(tenant, async (tx) => (await tx.client.query<Row>({ text, values: [...values] })).rows);
    return { tenant, officer, ctx, request, sql: one };
  };
  return { ...stand, house, newAuthority };
}
