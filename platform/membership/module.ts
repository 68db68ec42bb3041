import type { RoomModule } from '@allmende/module';
import { membershipMigrations } from './data/migrations.ts';
import { admitMembers, seeMembers } from './domain/permissions.ts';
import {
  admitMemberApi, applyForMembershipApi, enterContributionTableApi, enterPrivateShareApi, enterStatutesApi, listApplicationsApi, listContributionTablesApi, listMembersApi, listStatutesApi, refuseApplicationApi,
} from './web/api/membership.ts';
import { applicationPage, applicationPost } from './web/pages/application.ts';
import { contributionsPage, contributionsPost } from './web/pages/contributions.ts';
import { joinPage, joinPost, joinReceivedPage } from './web/pages/join.ts';
import { membersPage } from './web/pages/members.ts';
import { privateSharePost, statutesPage, statutesPost } from './web/pages/statutes.ts';
import './web/english-refusals.ts';

export const membershipModule: RoomModule = {
  name: 'membership',
  migrations: membershipMigrations,
  permissions: [admitMembers, seeMembers],
  pages: [joinPage, joinPost, joinReceivedPage, membersPage, applicationPage, applicationPost, statutesPage, statutesPost, privateSharePost, contributionsPage, contributionsPost],
  api: [listMembersApi, applyForMembershipApi, listApplicationsApi, admitMemberApi, refuseApplicationApi, listStatutesApi, enterStatutesApi, enterPrivateShareApi, listContributionTablesApi, enterContributionTableApi],
  navigation: [
    { area: 'public', label: { de: 'Mitglied werden', en: 'Become a member', uk: 'Стати учасником', ar: 'الانضمام كعضو' }, segments: ['join'], access: 'anyone', order: 50 },
    { area: 'operator', label: { de: 'Mitglieder', en: 'Members' }, segments: ['members'], access: seeMembers, order: 10, summary: { de: 'Aufnahmen entscheiden, Mitglieder ansehen', en: 'Decide on admissions, see the members' } },
    { area: 'operator', label: { de: 'Satzung', en: 'Statutes' }, segments: ['statutes'], access: seeMembers, order: 20, summary: { de: 'Fassungen, auf denen Bestellungen ohne Ausschreibung beruhen', en: 'Versions that orders without a tender rest on' } },
    { area: 'operator', label: { de: 'Beiträge', en: 'Contributions' }, segments: ['contributions'], access: seeMembers, order: 25, summary: { de: 'Beitragsklassen nach Einwohnerzahl', en: 'Contribution classes by number of inhabitants' } },
  ],
};
