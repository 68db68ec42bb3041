export { openMailer } from './clients/smtp-mailer.ts';
export type { Mail, Mailer } from './mailer.ts';
