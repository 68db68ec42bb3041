import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';
import { accessMigrations, systemActor, type Actor, type AuthorityRole } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { casesMigrations, casesTarget, listCases, runCases } from '@allmende/cases';
import { casesModule } from '@allmende/cases/module';
import { PLATFORM_TENANT, tenantId, type TenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { deliveryMigrations, onlineServicesPort, receiverOf } from '@allmende/delivery';
import { deliveryModule } from '@allmende/delivery/module';
import { dispatchJob, eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { contextFor, type ActionContext } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { jobsMigrations, startWorker, type Worker } from '@allmende/jobs';
import { onlineServicesMigrations, publishPackages } from '@allmende/online-services';
import { createOnlineServicesModule } from '@allmende/online-services/module';
import { offerDogTax } from '@allmende/online-services/testing';
import { competentAuthority, findPlaceBySlug, registerDirectory, registerMigrations } from '@allmende/register';
import { importTestEdition } from '@allmende/register/testing';
import { secretsMigrations } from '@allmende/secrets';
import { walletMigrations } from '@allmende/wallet';
import { mailboxMigrations, messagesForStatus, type MailboxPorts } from '../index.ts';
import { createMailboxModule } from '../module.ts';

const targets = { targets: [casesTarget], applications: onlineServicesPort } as const;

/** The office reads messages of what its cases have taken. */
export const ports: MailboxPorts = { readsMessages: async (house, application) => { const receiver = await receiverOf(house, targets, application); return receiver && receiver.target === casesTarget.name; } };

/** The rooms that a message goes through, with a worker, on the register's test places. E-mails stay in the outbox of `dataDir`. */
export async function openStand() {
  const workers: Worker[] = [];
  const dataDir = await mkdtemp(join(tmpdir(), 'allmende-mailbox-'));
  after(async () => {
    await Promise.all(workers.map((worker) => worker.stop()));
    await rm(dataDir, { recursive: true });
  });
  const stand = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, filesMigrations, auditMigrations, accessMigrations, registerMigrations, onlineServicesMigrations, deliveryMigrations, casesMigrations, mailboxMigrations, walletMigrations]);
  const plain = testHouse(stand.database, { now: '2026-11-20T09:00:00Z', directory: registerDirectory(stand.database) });
  const house = { ...plain, config: { ...plain.config, databaseUrls: stand.urls, dataDir } };
  await importTestEdition(stand.database);
  await publishPackages(contextFor(house, systemActor('operator-command'), PLATFORM_TENANT), { folder: join(import.meta.dirname, '../../../efa') });
  const rooms = [deliveryModule(targets), casesModule, createOnlineServicesModule({ status: { messagesOf: (of, application) => messagesForStatus(of, ports, application), takesWithdrawals: async (of, application) => (await receiverOf(of, targets, application))?.takesWithdrawals } }), createMailboxModule(ports)];
  workers.push(await startWorker(house, [dispatchJob(rooms.flatMap(({ subscriptions }) => subscriptions ?? [])), ...rooms.flatMap(({ jobs }) => jobs ?? []).filter(({ cron, name }) => cron === undefined && name !== 'online-services/render-receipt')]));
  return { ...stand, house, rooms, dataDir };
}

export type Stand = Awaited<ReturnType<typeof openStand>>;

/** Somebody from the office of an authority. */
export function staff(stand: Stand, tenant: TenantId, role: AuthorityRole, name = 'Tilda Probeamt'): ActionContext {
  const actor: Actor = { kind: 'staff', accountId: randomUUID(), name, grants: [{ tenant, role }] };
  return contextFor(stand.house, actor, tenant);
}

/** A place by its slug with the tenant that answers for dog tax there; the authority offers it and works on it with cases. */
export async function placeWithCases(stand: Stand, slug: string): Promise<{ ars: string; tenant: TenantId }> {
  const place = await findPlaceBySlug(stand.house, { slug });
  const { authority } = await competentAuthority(stand.house, { ags: place?.ags ?? '', service: { id: 'hundesteuer-anmelden', usualAuthorityKind: 'municipality' } });
  if (!place || !authority) throw new Error(`the test edition has no ${slug}`);
  const tenant = tenantId(authority.id);
  await offerDogTax(staff(stand, tenant, 'digital-officer'));
  await runCases(contextFor(stand.house, systemActor('operations'), tenant));
  return { ars: place.ars, tenant };
}

/** The id of the case that an application became. */
export async function caseOf(ctx: ActionContext, reference: string): Promise<string> {
  return (await until(async () => (await listCases(ctx, { q: reference })).cases[0])).id;
}

/** The pages and the API behind the real server. `people` are signed in by their token (20 characters or more). */
export async function openWeb(stand: Stand, people: Readonly<Record<string, Actor>>) {
  return createServer({ house: stand.house, sessions: { findActor: async (token) => people[token] }, assets: await buildAssets(), pages: stand.rooms.flatMap(({ pages }) => pages ?? []), api: stand.rooms.flatMap(({ api }) => api ?? []), navigation: [] });
}

/** Waits until something is there. */
export async function until<Value>(look: () => Promise<Value | undefined>): Promise<Value> {
  for (let tries = 0; tries < 1000; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => { setTimeout(resolve, 30); });
  }
  throw new Error('it did not happen in half a minute');
}
