import type { House } from '@allmende/house';
import type { Instance } from '@allmende/operations';
import type { OrderableApps, VettingOf } from '@allmende/procurement';

/** What the broker asks about apps; the processes connect it with packages and gateway. */
export type AppsPort = {
  /** What orders of an app state. */
  readonly apps: OrderableApps;
  /** What orders freeze of the vetting of solutions. */
  readonly vettingOf: VettingOf;
  /** The version that a new instance gets, and whether it has an address of its own behind the gateway; undefined for apps without packages. */
  packageOf(house: Pick<House, 'database'>, app: string): Promise<{ readonly version: string; readonly hasEntrance: boolean } | undefined>;
  /** Where people open an instance; undefined when it has no address of its own. */
  addressOf(house: Pick<House, 'database' | 'clock' | 'config' | 'directory'>, instance: Instance): Promise<{ readonly address: string; readonly access: string } | undefined>;
};
