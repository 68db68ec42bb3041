import { accessMigrations, type Actor } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { citizenAccountsMigrations, findCitizen, signInCitizen, type Citizen, type VerifiedIdentity } from '@allmende/citizen-accounts';
import { PLATFORM_TENANT, tenantId, type Database, type TenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import { contextFor, type ActionContext } from '@allmende/house';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations } from '@allmende/jobs';
import { competentAuthority, findPlaceBySlug, registerDirectory, registerMigrations } from '@allmende/register';
import { importTestEdition } from '@allmende/register/testing';
import { secretsMigrations } from '@allmende/secrets';
import { activateService, onlineServicesMigrations, publishPackages, runApp, saveOverlay } from '../index.ts';
import { overlayInputValues } from '../domain/parse-overlay-input.ts';
import { inputValuesOf } from '../domain/parse-field.ts';
import { anOverlay, completeAnswers, theDogTaxPackage } from '../testing/index.ts';
import { join } from 'node:path';

export const SERVICE = 'hundesteuer-anmelden';

/** A room with the register's test places and the published dog tax. */
export async function openStand() {
  const stand = await testDatabase([accessMigrations, auditMigrations, secretsMigrations, jobsMigrations, eventsMigrations, filesMigrations, registerMigrations, citizenAccountsMigrations, onlineServicesMigrations], {
    name: 'published_services',
    fill: async ({ database }) => {
      await importTestEdition(database);
      await publishPackages(contextFor(houseOn(database), { kind: 'system', name: 'operator-command' }, PLATFORM_TENANT), { folder: join(import.meta.dirname, '../../../efa') });
    },
  });
  return { ...stand, house: houseOn(stand.database) };
}

const houseOn = (database: Database) => testHouse(database, { now: '2026-05-20T09:00:00Z', directory: registerDirectory(database) });

export type Stand = Awaited<ReturnType<typeof openStand>>;

/** The context of somebody from the office of an authority. */
export function officer(stand: Stand, tenant: TenantId, role: 'digital-officer' | 'caseworker' | 'auditor' = 'digital-officer'): ActionContext {
  const actor: Actor = { kind: 'staff', accountId: '0190a000-0000-7000-8000-00000000000a', name: 'Probe Beispiel', grants: [{ tenant, role }] };
  return contextFor(stand.house, actor, tenant);
}

/** The context of a citizen. */
export function citizen(stand: Stand, tenant: TenantId): ActionContext {
  return contextFor(stand.house, { kind: 'anonymous' }, tenant);
}

/** Runs the app for an authority and switches the dog tax on with example rates. */
export async function offerDogTax(stand: Stand, tenant: TenantId): Promise<void> {
  const ctx = officer(stand, tenant);
  await runApp(ctx);
  await saveOverlay(ctx, { service: SERVICE, body: overlayInputValues(theDogTaxPackage(), anOverlay()) });
  await activateService(ctx, { service: SERVICE });
}

/** A place by its slug with the tenant of the authority that answers for dog tax there. */
export async function placeAndTenant(stand: Stand, slug: string): Promise<{ ars: string; tenant: TenantId }> {
  const place = await findPlaceBySlug(stand.house, { slug });
  const { authority } = await competentAuthority(stand.house, { ags: place?.ags ?? '', service: { id: SERVICE, usualAuthorityKind: 'municipality' } });
  if (!place || !authority) throw new Error(`the test edition has no ${slug}`);
  return { ars: place.ars, tenant: tenantId(authority.id) };
}

/** What a browser would send for a page with complete answers. */
export function typed(page: string): Record<string, string> {
  const ids = theDogTaxPackage().flow.pages.find(({ id }) => id === page)?.fields ?? [];
  const answers = completeAnswers();
  return Object.assign({}, ...ids.map((id) => inputValuesOf(theDogTaxPackage().fields.find((field) => field.id === id)!, answers[id]))) as Record<string, string>;
}

/** Somebody who has just proven to an authority who they are, with the token of their session. */
export async function aCitizen(stand: Stand, tenant: TenantId, identity: Partial<VerifiedIdentity> = {}): Promise<{ citizen: Citizen; token: string }> {
  const { token } = await signInCitizen(stand.house, { tenant, identity: { source: 'bundid', level: 'high', subject: 'BPK2-somebody', attributes: {}, ...identity } });
  const found = await findCitizen(stand.house, { tenant, token });
  if (!found) throw new Error('the session did not begin');
  return { citizen: found.citizen, token };
}
