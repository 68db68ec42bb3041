import { accessMigrations, type Actor, type Role } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { catalogMigrations } from '@allmende/catalog';
import { newId, PLATFORM_TENANT, tenantId, type Database, type RoomMigrations, type TenantId } from '@allmende/database';
import { eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import type { testHouse } from '@allmende/house/testing';
import { identityMigrations } from '@allmende/identity';
import { aStaffMember } from '@allmende/identity/testing';
import { jobsMigrations } from '@allmende/jobs';
import { procurementMigrations } from '@allmende/procurement';
import { authorityId, registerMigrations } from '@allmende/register';
import { anEdition, importTestEdition } from '@allmende/register/testing';
import { newRecipientKey, openKeyFile, type PrivateKey } from '@allmende/sealing';
import { secretsMigrations } from '@allmende/secrets';
import { suppliersMigrations } from '@allmende/suppliers';
import { aSupplier } from '@allmende/suppliers/testing';
import { plainDate } from '@allmende/time';
import { dynamicPurchasingMigrations, decideAdmission, enterBidder, keepOfficerKey, openSystem, requestAdmission, listAdmissions } from '../index.ts';

/** All tables that a competition touches, in their order. */
export const STAND_MIGRATIONS: readonly RoomMigrations[] = [jobsMigrations, eventsMigrations, secretsMigrations, filesMigrations, auditMigrations, accessMigrations, identityMigrations, registerMigrations, suppliersMigrations, catalogMigrations, dynamicPurchasingMigrations, procurementMigrations];

type House = ReturnType<typeof testHouse>;
const PASSPHRASE = 'drei Birken am Teich';

/** An officer with the private key that lies on the own machine only. */
export type Officer = { readonly ctx: House & { readonly tenant: TenantId; readonly locale: 'de'; readonly actor: Actor }; readonly key: PrivateKey; readonly thumbprint: string };

/** Fills a test database with a system, two admitted bidders, one that is not, and three officers of Heilbronn with keys. All are invented. */
export async function openStand(house: House) {
  await importTestEdition(house.database as Database, anEdition());
  const heilbronn = tenantId(authorityId('town', '08121000'));
  const amt = tenantId(authorityId('association', '130725255'));
  const as = (actor: Actor, tenant: TenantId = PLATFORM_TENANT) => ({ ...house, actor, tenant, locale: 'de' as const });
  const person = async (name: string, ...roles: Role[]) => as((await aStaffMember(house, { tenant: heilbronn, roles, name })).actor, heilbronn);
  const operator = as({ kind: 'staff', accountId: newId(), name: 'Olga Operativ', grants: [{ tenant: PLATFORM_TENANT, role: 'operator' }] });
  const [officer, approver, treasurer] = [await person('Erika Erfunden', 'digital-officer'), await person('Franz Frei', 'approver'), await person('Kim Kasse', 'treasurer')];
  const officers: Officer[] = [];
  for (const ctx of [officer, approver, treasurer]) {
    const file = await newRecipientKey(PASSPHRASE);
    officers.push({ ctx, key: await openKeyFile(JSON.stringify(file), PASSPHRASE), thumbprint: await keepOfficerKey(ctx, { publicKey: JSON.stringify(file.publicKey) }) });
  }
  const system = await openSystem(operator, {
    title: 'Arbeitsplatz-IT', subject: 'Marktübliche Geräte, etwa 500 im Jahr', notice: 'Beispiel 2026/S 1', publishedOn: house.clock.today(), runsUntil: plainDate('2030-12-31'),
    categories: [{ name: 'Notebooks', description: 'Tragbare Rechner', suitability: 'Zwei vergleichbare Aufträge' }, { name: 'Bildschirme', description: 'Monitore', suitability: 'Ein vergleichbarer Auftrag' }],
  });
  const bidders = [];
  for (const name of ['Musterwerk eG', 'Nordlicht GmbH', 'Spätzünder KG']) {
    const { actor } = await aSupplier(house, { name });
    const ctx = as(actor);
    const bidder = await enterBidder(ctx, { address: 'Hauptstraße 1, 12345 Musterstadt', email: 'vergabe@musterwerk.example' });
    await requestAdmission(ctx, { system: system.id, category: system.categories[0]?.id ?? '', statement: `Wir haben zwei vergleichbare Aufträge ausgeführt. ${name}` });
    bidders.push({ ctx, id: bidder.id });
  }
  for (const request of await listAdmissions(operator, { system: system.id })) {
    if (request.bidder !== bidders[2]?.id) await decideAdmission(operator, { request: request.id, decision: 'admitted', reason: '' });
  }
  const [first, second, outsider] = bidders as [(typeof bidders)[number], (typeof bidders)[number], (typeof bidders)[number]];
  return { heilbronn, amt, as, operator, officer, approver, treasurer, officers: officers as [Officer, Officer, Officer], system, category: system.categories[0]?.id ?? '', first, second, outsider };
}
