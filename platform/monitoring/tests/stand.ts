import { accessMigrations, systemActor, type Actor } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { newId, PLATFORM_TENANT, tenantId, type TenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { contextFor } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations } from '@allmende/jobs';
import { operationsMigrations, requestInstance, type ObservedState, type WantedState } from '@allmende/operations';
import { registerMigrations } from '@allmende/register';
import { secretsMigrations } from '@allmende/secrets';
import { monitoringMigrations } from '../index.ts';

export type Town = Awaited<ReturnType<typeof openStand>>['newTown'] extends (slug: string) => infer Made ? Made : never;

/** A database with everything that monitoring stands on, and a house on it whose clock stands still. */
export async function openStand(now = '2026-11-21T09:00:00Z') {
  const stand = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, filesMigrations, auditMigrations, accessMigrations, registerMigrations, operationsMigrations, monitoringMigrations]);
  const towns = new Map<string, { readonly tenant: TenantId; readonly name: string }>();
  const refOf = (slug: string, town: { tenant: TenantId; name: string }) => ({ tenant: town.tenant, slug, name: town.name, land: '08' });
  const house = testHouse(stand.database, {
    now,
    directory: {
      findAuthorityBySlug: async (slug) => { const found = towns.get(slug); return found && refOf(slug, found); },
      findPlaceBySlug: async () => undefined,
      namesOf: async (tenants) => [...towns].filter(([, town]) => tenants.includes(town.tenant)).map(([slug, town]) => refOf(slug, town)),
    },
  });
  const staff = (role: 'digital-officer' | 'auditor' | 'caseworker' | 'operator' | 'platform-auditor', tenant: TenantId): Extract<Actor, { kind: 'staff' }> => ({ kind: 'staff', accountId: newId(), name: 'Ada Beispiel', grants: [{ tenant, role }] });
  const operator = contextFor(house, staff('operator', PLATFORM_TENANT), PLATFORM_TENANT);
  const system = (tenant: TenantId = PLATFORM_TENANT) => contextFor(house, systemActor('monitoring'), tenant);

  const newTown = (slug: string) => {
    const tenant = tenantId(newId());
    towns.set(slug, { tenant, name: `Stadt ${slug}` });
    const officer = contextFor(house, staff('digital-officer', tenant), tenant);
    const order = (changes: { app?: string; title?: string; contract?: string } = {}) => house.database.inTenant(tenant, (tx) => requestInstance({ actor: systemActor('procurement'), clock: house.clock }, tx, {
      app: changes.app ?? 'online-services', title: changes.title ?? 'Online-Dienste', contractId: changes.contract ?? newId(), agreementId: newId(), parameters: {}, approvedAt: house.clock.now(),
    }));
    /** What the reconciler would note of an instance, at the time of the clock. */
    const see = (instance: string, observed: ObservedState, wanted: WantedState = 'running') => house.database.inTenant(tenant, (tx) => tx.client.query(
      `update operations.instance set observed = $3, wanted = $4, observed_since = $5, running_at = case when $3 = 'running' then coalesce(running_at, $5) else running_at end where tenant_id = $1 and id = $2`,
      [tenant, instance, observed, wanted, house.clock.now()],
    ));
    const sql = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> => house.database.inTenant(tenant, async (tx) => (await tx.client.query<Row>({ text, values: [...values] })).rows);
    return { slug, tenant, officer, order, see, sql };
  };
  const platformSql = async <Row extends object>(text: string, values: readonly unknown[] = []): Promise<Row[]> => house.database.inTenant(PLATFORM_TENANT, async (tx) => (await tx.client.query<Row>({ text, values: [...values] })).rows);
  return { ...stand, house, towns, staff, operator, system, newTown, platformSql };
}
