import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { after } from 'node:test';
import { accessMigrations, systemActor, type Actor, type AuthorityRole } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { PLATFORM_TENANT, tenantId, type Database, type TenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { closeDocuments } from '@allmende/documents';
import { deliveryMigrations, onlineServicesPort } from '@allmende/delivery';
import { deliveryModule } from '@allmende/delivery/module';
import { dispatchJob, eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { contextFor, type ActionContext } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { identityMigrations } from '@allmende/identity';
import { jobsMigrations, startWorker, type Worker } from '@allmende/jobs';
import { onlineServicesMigrations, publishPackages } from '@allmende/online-services';
import { competentAuthority, findPlaceBySlug, registerDirectory, registerMigrations } from '@allmende/register';
import { importTestEdition } from '@allmende/register/testing';
import { secretsMigrations } from '@allmende/secrets';
import { walletMigrations } from '@allmende/wallet';
import { casesMigrations, casesTarget, runCases } from '../index.ts';
import { casesModule } from '../module.ts';

/** The rooms that an application goes through, on the register's test places. */
export async function openStand() {
  const workers: Worker[] = [];
  // Before the database's own ending, which would pull it away under running jobs.
  after(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await closeDocuments();
  });
  const stand = await testDatabase([
    jobsMigrations, eventsMigrations, secretsMigrations, filesMigrations, auditMigrations, accessMigrations, identityMigrations, registerMigrations, onlineServicesMigrations, deliveryMigrations, casesMigrations, walletMigrations,
  ], {
    name: 'published_services',
    fill: async ({ database }) => {
      await importTestEdition(database);
      await publishPackages(contextFor(houseOn(database), systemActor('operator-command'), PLATFORM_TENANT), { folder: join(import.meta.dirname, '../../../efa') });
    },
  });
  const plain = houseOn(stand.database);
  const house = { ...plain, config: { ...plain.config, databaseUrls: stand.urls } };
  return { ...stand, house, workers };
}

const houseOn = (database: Database) => testHouse(database, { now: '2026-11-20T09:00:00Z', directory: registerDirectory(database) });

export type Stand = Awaited<ReturnType<typeof openStand>>;

/** A worker with the delivery's and the cases' jobs and subscriptions. */
export async function startCaseWorker({ house, workers }: Stand): Promise<void> {
  const delivery = deliveryModule({ targets: [casesTarget], applications: onlineServicesPort });
  workers.push(await startWorker(house, [dispatchJob(delivery.subscriptions ?? []), ...(delivery.jobs ?? []), ...(casesModule.jobs ?? [])]));
}

/** Somebody from the office of an authority. */
export function staff(stand: Stand, tenant: TenantId, role: AuthorityRole, name = 'Probe Beispiel'): ActionContext {
  const actor: Actor = { kind: 'staff', accountId: randomUUID(), name, grants: [{ tenant, role }] };
  return contextFor(stand.house, actor, tenant);
}

/** Lets an authority use cases. */
export async function runCasesFor(stand: Stand, tenant: TenantId): Promise<void> {
  await runCases(contextFor(stand.house, systemActor('operations'), tenant));
}

/** A place by its slug with the tenant of the authority that answers for dog tax there. */
export async function placeAndTenant(stand: Stand, slug: string): Promise<{ ars: string; tenant: TenantId }> {
  const place = await findPlaceBySlug(stand.house, { slug });
  const { authority } = await competentAuthority(stand.house, { ags: place?.ags ?? '', service: { id: 'hundesteuer-anmelden', usualAuthorityKind: 'municipality' } });
  if (!place || !authority) throw new Error(`the test edition has no ${slug}`);
  return { ars: place.ars, tenant: tenantId(authority.id) };
}

/** Waits until something is there. */
export async function until<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (let tries = 0; tries < 300; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => { setTimeout(resolve, 30); });
  }
  throw new Error('it did not happen in nine seconds');
}
