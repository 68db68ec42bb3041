import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';

/** What the processes connect. */
export type MailboxPorts = {
  /** Whether the office that works on an application reads messages here; false where a foreign system does. Undefined while the application is not on its way yet: nobody is offered to write before. */
  readonly readsMessages: (house: House, application: { readonly tenant: TenantId; readonly application: string }) => Promise<boolean | undefined>;
};
