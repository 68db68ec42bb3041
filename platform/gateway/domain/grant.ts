/** That a person may use one instance. */
export type InstanceGrant = {
  readonly id: string;
  readonly instance: string;
  readonly accountId: string;
  readonly since: Date;
  /** Until when; undefined without an end. */
  readonly until: Date | undefined;
  /** Who gave it; undefined for the platform itself. */
  readonly by: string | undefined;
};
