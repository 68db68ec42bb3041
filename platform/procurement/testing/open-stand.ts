import { accessMigrations, systemActor, type Actor, type Role } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import { catalogMigrations, registerOffers } from '@allmende/catalog';
import { aPubliccodeFile } from '@allmende/catalog/testing';
import { newId, tenantId, type Database, type RoomMigrations, type TenantId } from '@allmende/database';
import { eventsMigrations } from '@allmende/events';
import { filesMigrations } from '@allmende/files';
import type { House } from '@allmende/house';
import { jobsMigrations } from '@allmende/jobs';
import { membershipMigrations } from '@allmende/membership';
import { enterSampleBasis } from '@allmende/membership/testing';
import { cents } from '@allmende/money';
import { needsMigrations } from '@allmende/needs';
import { operationsMigrations } from '@allmende/operations';
import { authorityId, registerMigrations } from '@allmende/register';
import { anEdition, importTestEdition } from '@allmende/register/testing';
import { secretsMigrations } from '@allmende/secrets';
import { plainDate } from '@allmende/time';
import { enterSampleAgreement } from '../actions/enter-agreement-text.ts';
import { procurementMigrations } from '../data/migrations.ts';
import type { OrderableApps } from '../domain/orderable-app.ts';

/** All tables that an order touches, in their order. */
export const STAND_MIGRATIONS: readonly RoomMigrations[] = [
  jobsMigrations, eventsMigrations, secretsMigrations, filesMigrations, auditMigrations, accessMigrations, registerMigrations, membershipMigrations, catalogMigrations, needsMigrations, operationsMigrations, procurementMigrations,
];

/** Apps as procurement sees them: one whose orders state services, and one that leaves nothing open. */
export const STAND_APPS: OrderableApps = (app) => (app !== 'online-services' ? undefined : {
  parameters: async ({ locale }) => ({
    type: 'object', additionalProperties: false,
    properties: { services: { type: 'array', title: locale === 'en' ? 'Services' : 'Leistungen', items: { oneOf: [{ const: 'hundesteuer', title: 'Hundesteuer anmelden' }, { const: 'wohngeld', title: 'Wohngeld beantragen' }] }, uniqueItems: true } },
  }),
  nextSteps: async (ctx) => [{ label: 'Sätze eintragen', state: 'open', href: ctx.urlFor.public('sample', 'rates') }],
});

/** People and offers to try orders with; all persons are invented. */
export type Stand = {
  readonly heilbronn: TenantId;
  readonly amt: TenantId;
  readonly offers: { readonly onlineServices: string; readonly cases: string };
  /** Somebody with these roles in an authority, as the context of an action. */
  as<Base extends House>(house: Base, tenant: TenantId, ...roles: Role[]): Base & { readonly tenant: TenantId; readonly locale: 'de'; readonly actor: Extract<Actor, { kind: 'staff' }> };
};

/** Fills a test database so that Heilbronn and Amt Güstrow-Land can order: members, statutes, classes, prices and the sample agreement, all with invented values. */
export async function openStand(house: House, options: { readonly statutesUntil?: string; readonly withoutAgreement?: boolean } = {}): Promise<Stand> {
  await importTestEdition(house.database as Database, anEdition());
  await enterSampleBasis(house, options.statutesUntil === undefined ? {} : { validUntil: options.statutesUntil });
  const start = { ...house, actor: systemActor('start') };
  if (options.withoutAgreement !== true) await enterSampleAgreement(start);
  const offer = async (appId: string, name: string, price: number) => {
    const { offers } = await registerOffers(start, {
      appId, publiccode: aPubliccodeFile({ name, repository: `https://example.org/${appId}.git`, category: 'digital-citizenship' }),
      plans: [{
        plan: 'standard', name, description: `${name} für Mitglieder`, inHouse: true,
        prices: ['A', 'B', 'C'].map((contributionClass, index) => ({ contributionClass, centsPerYear: cents(price * (index + 1)), validFrom: plainDate('2026-01-01'), label: 'Beispielwerte' })),
      }],
    });
    return offers[0]?.id ?? '';
  };
  return {
    heilbronn: tenantId(authorityId('town', '08121000')), amt: tenantId(authorityId('association', '130725255')),
    offers: { onlineServices: await offer('online-services', 'Online-Dienste', 120_000), cases: await offer('cases', 'Fälle', 80_000) },
    as: (base, tenant, ...roles) => ({ ...base, tenant, locale: 'de', actor: { kind: 'staff', accountId: newId(), name: 'Erika Erfunden', grants: roles.map((role) => ({ tenant, role })) } }),
  };
}
