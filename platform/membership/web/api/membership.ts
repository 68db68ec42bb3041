import { InvalidInput } from '@allmende/errors';
import { defineApi, parseDay } from '@allmende/http';
import { cents } from '@allmende/money';
import { findAuthorityBySlug } from '@allmende/register';
import { Type } from 'typebox';
import { admitMember } from '../../actions/admit-member.ts';
import { applyForMembership } from '../../actions/apply-for-membership.ts';
import { enterContributionTable } from '../../actions/enter-contribution-table.ts';
import { enterPrivateShare } from '../../actions/enter-private-share.ts';
import { enterStatutes } from '../../actions/enter-statutes.ts';
import { listApplications } from '../../actions/list-applications.ts';
import { listContributionTables } from '../../actions/list-contribution-tables.ts';
import { listMembers } from '../../actions/list-members.ts';
import { listStatutes } from '../../actions/list-statutes.ts';
import { refuseApplication } from '../../actions/refuse-application.ts';
import { admitMembers, seeMembers } from '../../domain/permissions.ts';
import {
  AdmissionBody, ApplicationParams, ApplicationSchema, ApplyBody, ContributionTableBody, ContributionTableSchema, EnteredSchema, MemberSchema, PrivateShareBody, RefusalBody, StatutesBody, StatutesSchema,
} from './membership.schema.ts';

const tag = 'membership';

export const listMembersApi = defineApi({
  method: 'GET', path: '/members', tag, operationId: 'listMembers', summary: 'Who belongs, since when and on which decision', access: 'anyone', response: Type.Object({ members: Type.Array(MemberSchema) }),
  handle: async ({ ctx }) => ({
    members: (await listMembers(ctx)).map(({ member, authority }) => ({
      authority: member.authority, name: authority?.name ?? null, joinedOn: member.joinedOn, leftOn: member.leftOn, founding: member.founding, decision: { name: member.decision.name, decidedOn: member.decision.decidedOn },
    })),
  }),
});

export const applyForMembershipApi = defineApi({
  method: 'POST', path: '/membership-applications', tag, operationId: 'applyForMembership', summary: 'Apply for an authority', access: 'anyone', rateLimit: { max: 10, windowMs: 3_600_000 }, body: ApplyBody, status: 201, response: EnteredSchema,
  async handle({ ctx, body }) {
    const authority = await findAuthorityBySlug(ctx, { slug: body.authority });
    if (authority === undefined) throw new InvalidInput([{ pointer: '/authority', code: 'unknown', message: 'Bitte wählen Sie eine Behörde aus dem Verzeichnis.' }]);
    return applyForMembership(ctx, { authority: authority.id, contact: { ...body.contact, phone: body.contact.phone ?? '', message: body.contact.message ?? '' } });
  },
});

export const listApplicationsApi = defineApi({
  method: 'GET', path: '/membership-applications', tag, operationId: 'listMembershipApplications', summary: 'Applications that wait (operator)', access: seeMembers, response: Type.Object({ applications: Type.Array(ApplicationSchema) }),
  handle: async ({ ctx }) => ({
    applications: (await listApplications(ctx)).map(({ application, authority }) => ({ id: application.id, authority: application.authority, name: authority?.name ?? null, state: application.state, receivedAt: application.receivedAt.toISOString() })),
  }),
});

export const admitMemberApi = defineApi({
  method: 'POST', path: '/membership-applications/:application/admission', tag, operationId: 'admitMember', summary: 'Admit the authority of an application (operator)', access: admitMembers, params: ApplicationParams, body: AdmissionBody, response: Type.Object({ authority: Type.String() }),
  handle: async ({ ctx, params, body }) => admitMember(ctx, { application: params.application, name: body.decision, decidedOn: parseDay(body.decidedOn, 'decidedOn'), text: body.text }),
});

export const refuseApplicationApi = defineApi({
  method: 'POST', path: '/membership-applications/:application/refusal', tag, operationId: 'refuseMembershipApplication', summary: 'Refuse an application (operator)', access: admitMembers, params: ApplicationParams, body: RefusalBody, status: 204,
  async handle({ ctx, params, body }) { await refuseApplication(ctx, { application: params.application, decidedOn: parseDay(body.decidedOn, 'decidedOn'), text: body.text }); return undefined; },
});

export const listStatutesApi = defineApi({
  method: 'GET', path: '/statutes', tag, operationId: 'listStatutes', summary: 'Versions of the statutes', access: 'anyone', response: Type.Object({ statutes: Type.Array(StatutesSchema) }),
  handle: async ({ ctx }) => ({ statutes: (await listStatutes(ctx)).map(({ enteredBy: _, ...one }) => one) }),
});

export const enterPrivateShareApi = defineApi({
  method: 'POST', path: '/private-shares', tag, operationId: 'enterPrivateShare', summary: 'Enter that somebody private has a share in the body behind the platform, or the last day of it; meanwhile no order goes the in-house way (operator)', access: admitMembers,
  body: PrivateShareBody, status: 204,
  async handle({ ctx, body }) {
    await enterPrivateShare(ctx, { ...body, validFrom: parseDay(body.validFrom, 'validFrom'), validUntil: body.validUntil === null ? null : parseDay(body.validUntil, 'validUntil') });
    return undefined;
  },
});

export const enterStatutesApi = defineApi({
  method: 'POST', path: '/statutes', tag, operationId: 'enterStatutes', summary: 'Enter a version of the statutes (operator)', access: admitMembers, body: StatutesBody, status: 204,
  async handle({ ctx, body }) {
    await enterStatutes(ctx, { ...body, dated: parseDay(body.dated, 'dated'), validFrom: parseDay(body.validFrom, 'validFrom'), validUntil: body.validUntil === null ? null : parseDay(body.validUntil, 'validUntil') });
    return undefined;
  },
});

export const listContributionTablesApi = defineApi({
  method: 'GET', path: '/contribution-tables', tag, operationId: 'listContributionTables', summary: 'Tables of contribution classes', access: 'anyone', response: Type.Object({ tables: Type.Array(ContributionTableSchema) }),
  handle: async ({ ctx }) => ({ tables: (await listContributionTables(ctx)).map(({ enteredBy: _, classes, ...one }) => ({ ...one, classes: [...classes] })) }),
});

export const enterContributionTableApi = defineApi({
  method: 'POST', path: '/contribution-tables', tag, operationId: 'enterContributionTable', summary: 'Enter a table of contribution classes (operator)', access: admitMembers, body: ContributionTableBody, status: 204,
  async handle({ ctx, body }) {
    await enterContributionTable(ctx, { ...body, validFrom: parseDay(body.validFrom, 'validFrom'), classes: body.classes.map((one) => ({ ...one, centsPerYear: one.centsPerYear === null ? null : cents(one.centsPerYear) })) });
    return undefined;
  },
});
