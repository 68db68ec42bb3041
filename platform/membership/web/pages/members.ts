import { definePage, show } from '@allmende/http';
import { listApplications } from '../../actions/list-applications.ts';
import { listMembers } from '../../actions/list-members.ts';
import { listStatutes } from '../../actions/list-statutes.ts';
import { statutesOn } from '../../domain/statutes.ts';
import { seeMembers } from '../../domain/permissions.ts';
import { membersView } from './members.view.ts';

export const membersPage = definePage({
  method: 'GET', path: '/operator/members', access: seeMembers,
  async handle(request) {
    const { ctx } = request;
    const [applications, members, statutes] = await Promise.all([listApplications(ctx), listMembers(ctx), listStatutes(ctx)]);
    return show(membersView({ applications, members, hasStatutes: statutesOn(statutes, ctx.clock.today()) !== undefined }, request));
  },
});
