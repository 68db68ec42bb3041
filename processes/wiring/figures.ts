import { decideCases, listCases } from '@allmende/cases';
import { listDeadLetters } from '@allmende/jobs';
import { countMembers, listApplications, seeMembers } from '@allmende/membership';
import { countInstances, listFleet, retryJobs, seeFleet } from '@allmende/operations';
import type { StartFigure, WorkFigure } from '@allmende/portal';
import { approveOrders, listNoticeDays, listOrders, placeOrders } from '@allmende/procurement';

/** Numbers on the platform's start page. */
export const startFigures: readonly StartFigure[] = [
  { label: { de: 'Mitglieder', en: 'Members' }, value: countMembers },
  { label: { de: 'Laufende Anwendungen', en: 'Running applications' }, value: countInstances },
];

/** Numbers on the home pages of offices: what waits for the person who looks. */
export const officeFigures: readonly WorkFigure[] = [
  {
    label: { de: 'Neue Fälle', en: 'New cases' }, permission: decideCases, href: (urlFor, authority) => urlFor.office(authority, 'cases'),
    value: async (ctx) => (await listCases(ctx, { state: 'new' })).counts.states.new,
  },
  {
    label: { de: 'Meine Fälle', en: 'My cases' }, permission: decideCases, href: (urlFor, authority) => urlFor.office(authority, 'cases'),
    value: async (ctx) => (await listCases(ctx, { assignee: 'mine' })).counts.mine,
  },
  {
    label: { de: 'Bestellungen zur Freigabe', en: 'Orders to approve' }, permission: approveOrders, href: (urlFor, authority) => urlFor.office(authority, 'orders'),
    value: async (ctx) => (await listOrders(ctx)).filter((order) => order.state === 'submitted').length,
  },
  {
    label: { de: 'Verträge, die bald zu kündigen wären', en: 'Contracts with a notice day soon' }, permission: placeOrders, href: (urlFor, authority) => urlFor.office(authority, 'contracts'),
    value: async (ctx) => (await listNoticeDays(ctx)).length,
  },
  {
    label: { de: 'Bestellungen im Entwurf', en: 'Orders in draft' }, permission: placeOrders, href: (urlFor, authority) => urlFor.office(authority, 'orders'),
    value: async (ctx) => (await listOrders(ctx)).filter((order) => order.state === 'draft').length,
  },
];

/** Numbers on the home page of the operator. */
export const operatorFigures: readonly WorkFigure[] = [
  {
    label: { de: 'Anträge auf Mitgliedschaft', en: 'Applications for membership' }, permission: seeMembers, href: (urlFor) => urlFor.operator('members'),
    value: async (ctx) => (await listApplications(ctx)).length,
  },
  {
    label: { de: 'Anwendungen mit Störung', en: 'Failing applications' }, permission: seeFleet, href: (urlFor) => urlFor.operator('instances'),
    value: async (ctx) => (await listFleet(ctx)).filter(({ instance }) => instance.observed === 'failing').length,
  },
  {
    label: { de: 'Liegengebliebene Aufgaben', en: 'Jobs that gave up' }, permission: retryJobs, href: (urlFor) => urlFor.operator('jobs'),
    value: async (ctx) => (await ctx.database.acrossTenants('operations/list-dead-letters', listDeadLetters)).length,
  },
];
