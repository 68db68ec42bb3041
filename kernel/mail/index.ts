export { readBounceFolder } from './clients/bounce-folder.ts';
export { listOutbox, openOutbox, type KeptMail } from './clients/outbox.ts';
export { openMailer } from './clients/smtp-mailer.ts';
export { MailRefused } from './mail-refused.ts';
export type { Bounce } from './read-bounce.ts';
export type { Mail, Mailer } from './mailer.ts';
