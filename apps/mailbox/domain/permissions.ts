import { permission } from '@allmende/access';

/** Reading messages about cases. Each opening is recorded. */
export const readMessages = permission('mailbox/read-messages', { roles: ['caseworker', 'head-of-office'], perService: true });

/** Writing to applicants. */
export const writeMessages = permission('mailbox/write-messages', { roles: ['caseworker', 'head-of-office'], perService: true });

/** Setting when e-mails may go out. */
export const manageMailbox = permission('mailbox/manage-mailbox', { roles: ['digital-officer', 'head-of-office'] });

/** Seeing the e-mails that stayed on this machine because no mail server is configured; never in production. */
export const seeOutbox = permission('mailbox/see-outbox', { roles: ['operator'] });
