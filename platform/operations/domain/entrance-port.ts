import type { House } from '@allmende/house';
import type { Instance } from './instance.ts';

/** Where people open an instance. */
export type InstanceAddress = { readonly address: string; readonly access: 'granted' | 'public' };

/** Answers where an instance is opened; undefined for apps without an entrance of their own. The gateway knows; the processes connect the two. */
export type AddressOf = (house: Pick<House, 'database' | 'clock' | 'config' | 'directory'>, instance: Instance) => Promise<InstanceAddress | undefined>;
