export { messagesForStatus, readAsApplicant, writeAsApplicant } from './actions/applicant-messages.ts';
export { readCaseMessages, writeCaseMessage } from './actions/case-messages.ts';
export { lettersOfCase } from './actions/letters-of-case.ts';
export type { MailboxPorts } from './actions/mailbox-ports.ts';
export { withMailbox } from './app.ts';
export { mailboxMigrations } from './data/migrations.ts';
export type { Message } from './domain/message.ts';
