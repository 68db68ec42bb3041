import type { Config } from '@allmende/config';
import { openMailer, openOutbox } from '@allmende/mail';

/** Whether e-mails can leave this platform, or are kept in its outbox for trying out: otherwise nobody is asked for an address. */
export function canSendMails(config: Config): boolean {
  return (openMailer(config) ?? openOutbox(config)) !== undefined;
}
