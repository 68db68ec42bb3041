import { subscription } from '@allmende/events';
import type { RoomModule } from '@allmende/module';
import { applicationErased, applicationMoved } from '@allmende/online-services';
import { forgetApplication } from './actions/forget-application.ts';
import type { MailboxPorts } from './actions/mailbox-ports.ts';
import { orderNotice } from './actions/order-notice.ts';
import { mailboxMigrations } from './data/migrations.ts';
import { manageMailbox, readMessages, seeOutbox, writeMessages } from './domain/permissions.ts';
import { checkAttachmentJob } from './jobs/check-attachment.ts';
import { readBouncesJob } from './jobs/read-bounces.ts';
import { sendNoticeJob } from './jobs/send-notice.ts';
import { tellCaseJob } from './jobs/tell-case.ts';
import { createMessagesApi } from './web/api/messages.ts';
import { createApplicantPages } from './web/pages/applicant-messages.ts';
import { caseAttachmentPage, caseMessagesPage, caseMessagesPost } from './web/pages/case-messages.ts';
import { mailboxSettingsPage, mailboxSettingsPost } from './web/pages/mailbox-settings.ts';
import { outboxPage } from './web/pages/outbox.ts';
import './web/english-refusals.ts';

/** Messages between applicants and offices. The processes say which applications an office reads messages about here. */
export const createMailboxModule = (ports: MailboxPorts): RoomModule => ({
  name: 'mailbox',
  migrations: mailboxMigrations,
  permissions: [readMessages, writeMessages, manageMailbox, seeOutbox],
  pages: [...createApplicantPages(ports), caseMessagesPage, caseMessagesPost, caseAttachmentPage, mailboxSettingsPage, mailboxSettingsPost, outboxPage],
  api: createMessagesApi(ports),
  jobs: [checkAttachmentJob, tellCaseJob, sendNoticeJob, readBouncesJob],
  subscriptions: [
    subscription(applicationMoved, 'mailbox/tells-of-news', (house, { tenant, payload }) => house.database.inTenant(tenant, async (tx) => { await orderNotice(house, tx, payload.application); })),
    subscription(applicationErased, 'mailbox/forgets-application', (house, { tenant, payload }) => forgetApplication(house, { tenant, application: payload.application })),
  ],
  navigation: [{ area: 'office', label: { de: 'E-Mails an Antragstellende', en: 'E-mails to applicants' }, segments: ['mailbox'], access: manageMailbox, order: 62, group: 'services', summary: { de: 'Ruhezeit einstellen und sehen, was nicht ankam', en: 'Set quiet hours and see what did not arrive' } }],
});
