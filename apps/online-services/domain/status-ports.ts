import type { TenantId } from '@allmende/database';

/** An application that whoever asks has shown reference and secret for. */
export type KnownApplication = { readonly tenant: TenantId; readonly application: string };

/** What rooms that stand above say for the applicant's status page; the processes connect them. `House` is what an action gets. */
export type StatusPorts<House> = {
  /** Whether the system that works on the application can be told that it was taken back; undefined while it is not on its way yet. */
  readonly takesWithdrawals?: (house: House, application: KnownApplication) => Promise<boolean | undefined>;
  /** Messages between applicant and office; undefined where there can be none. */
  readonly messagesOf?: (house: House, application: KnownApplication) => Promise<{ readonly unread: number; readonly total: number } | undefined>;
};
