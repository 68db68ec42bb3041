import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { auditMigrations } from '@allmende/audit';
import { newId, tenantId, type TenantId } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { testHouse } from '@allmende/house/testing';
import { buildAssets } from '@allmende/html';
import { createServer } from '@allmende/http';
import { jobsMigrations } from '@allmende/jobs';
import { citizenAccountsMigrations } from '@allmende/citizen-accounts';
import { eventsMigrations } from '@allmende/events';
import { secretsMigrations } from '@allmende/secrets';
import type { Directory } from '@allmende/tenancy';
import { walletMigrations } from '../index.ts';
import { createWalletModule } from '../module.ts';
import { TestIssuer } from '../testing/index.ts';

export const STATUS_ADDRESS = 'https://status.pid-provider.example/lists/';

/** The room on a real database with one authority and one place; `status` is what the outside issuer's status list answers. */
export async function openWalletStand() {
  const { database } = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, auditMigrations, citizenAccountsMigrations, walletMigrations]);
  const tenant: TenantId = tenantId(newId());
  const other: TenantId = tenantId(newId());
  const authorities = [{ tenant, slug: 'musterstadt', name: 'Stadt Musterstadt', land: '08' }, { tenant: other, slug: 'nachbarstadt', name: 'Stadt Nachbarstadt', land: '08' }];
  const directory: Directory = {
    findAuthorityBySlug: async (slug) => authorities.find((one) => one.slug === slug), namesOf: async (tenants) => authorities.filter((one) => tenants.includes(one.tenant)),
    findPlaceBySlug: async (slug) => (slug === 'musterstadt' ? { ars: '080000000000', slug, name: 'Musterstadt', land: '08' } : undefined),
  };
  const house = testHouse(database, { now: '2026-11-22T09:00:00Z', directory });
  const issuer = new TestIssuer({ statusAddress: STATUS_ADDRESS, now: house.clock.now() });
  trust(house.config.dataDir, issuer.trustList('2026-11-01', '2027-12-31'));
  const log: { readonly reason?: string }[] = [];
  const own = { ...house, log: Object.assign(Object.create(house.log) as typeof house.log, { warn: (entry: { reason?: string }) => { log.push(entry); }, error: (entry: { err?: unknown }) => { console.error(entry.err); } }) };
  const walletModule = createWalletModule({ purposeOf: async (_house, { service }) => (service === 'hundesteuer-anmelden' ? { name: 'Hundesteuer anmelden', attributes: ['givenName', 'familyName', 'birthDate', 'street', 'postcode', 'town'], consent: undefined } : undefined) });
  const app = await createServer({ house: own, sessions: { findActor: async () => undefined }, assets: await buildAssets(), pages: walletModule.pages ?? [], api: [], navigation: [], protocols: walletModule.protocols ?? [] });
  return { house: own, database, tenant, other, issuer, app, log, ctx: { ...own, tenant, actor: { kind: 'citizen' as const }, locale: 'de' as const } };
}

/** Writes a trust list where the demonstration looks for it. */
export function trust(dataDir: string, list: object): void {
  mkdirSync(path.join(dataDir, 'test-wallet'), { recursive: true });
  writeFileSync(path.join(dataDir, 'test-wallet', 'trust.json'), JSON.stringify(list));
}
