import type { RoomModule } from '@allmende/module';
import { approvePlatformResets, approveResets, manageDirectory, managePeople, managePlatformPeople, seePeople, seePlatformPeople, seeRights } from './domain/permissions.ts';
import { forgetOldSignInsJob } from './jobs/forget-old-sign-ins.ts';
import { identityMigrations } from './migrations.ts';
import { peopleOperations } from './web/api/people.ts';
import { sessionOperations } from './web/api/sessions.ts';
import { acceptInvitationPage, submitAcceptInvitation } from './web/pages/accept-invitation.ts';
import { createAccountPage, submitEndSessions } from './web/pages/account.ts';
import { firstOfficerPage, submitFirstOfficer } from './web/pages/first-officer.ts';
import { createInvitationPages } from './web/pages/invitation.ts';
import { createOfficesPage } from './web/pages/offices.ts';
import { passwordPage, submitPassword } from './web/pages/password.ts';
import { createPeoplePages } from './web/pages/people.ts';
import { createPersonPages } from './web/pages/person.ts';
import { appPage, submitApp } from './web/pages/app.ts';
import { confirmPage, submitConfirm } from './web/pages/confirm.ts';
import { factorsPage, submitFactors } from './web/pages/factors.ts';
import { secondStepPage, submitSecondStep } from './web/pages/second-step.ts';
import { signInPage, submitPasskey, submitSignIn } from './web/pages/sign-in.ts';
import { createDirectoryPages } from './web/pages/directory.ts';
import { resetPages } from './web/pages/resets.ts';
import { signOut } from './web/pages/sign-out.ts';
import type { AppsPort } from './web/apps-port.ts';
import type { ServicesPort } from './web/people-area.ts';
import { scimProtocol } from './web/scim/scim-protocol.ts';
import './web/english-refusals.ts';

export { createRightsPages } from './web/pages/rights.ts';
export type { ServicesPort } from './web/people-area.ts';

/** Accounts, sign-in and roles, for the processes, which alone know what services an authority offers. `createRightsPages` adds what comes of the permissions of all rooms. */
export function createIdentityModule({ servicesOf, appsOf }: { readonly servicesOf: ServicesPort; readonly appsOf?: AppsPort }): RoomModule {
  return {
    name: 'identity',
    migrations: identityMigrations,
    permissions: [seePeople, managePeople, seePlatformPeople, managePlatformPeople, approveResets, approvePlatformResets, seeRights, manageDirectory],
    pages: [signInPage, submitSignIn, submitPasskey, secondStepPage, submitSecondStep, signOut, factorsPage, submitFactors, appPage, submitApp, confirmPage, submitConfirm, createAccountPage(servicesOf, appsOf), submitEndSessions, passwordPage, submitPassword, createOfficesPage(servicesOf), firstOfficerPage, submitFirstOfficer, acceptInvitationPage, submitAcceptInvitation, ...createPeoplePages(servicesOf), ...createInvitationPages(servicesOf), ...resetPages, ...createDirectoryPages(servicesOf), ...createPersonPages(servicesOf)],
    api: [...sessionOperations, ...peopleOperations],
    protocols: [scimProtocol],
    jobs: [forgetOldSignInsJob],
    navigation: [
      { area: 'office', label: { de: 'Personen', en: 'People' }, segments: ['people'], access: seePeople, order: 90, summary: { de: 'Wer hier arbeitet und was er oder sie darf', en: 'Who works here and what they may do' } },
      { area: 'operator', label: { de: 'Personen', en: 'People' }, segments: ['people'], access: seePlatformPeople, order: 90, summary: { de: 'Wer die Plattform betreibt, und die erste Person einer neuen Behörde', en: 'Who operates the platform, and the first person of a new authority' } },
    ],
  };
}
