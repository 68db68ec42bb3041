import type { House } from '@allmende/house';
import type { Instance } from '@allmende/operations';

/** Where people open an instance: its address, and those of the authority's own domains. Undefined for apps without an entrance. */
export type AddressesOf = (house: Pick<House, 'database' | 'clock' | 'config' | 'directory'>, instance: Instance) => Promise<{ readonly address: string; readonly own: readonly string[] } | undefined>;
