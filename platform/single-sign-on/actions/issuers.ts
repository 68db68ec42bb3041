import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import type { Provider } from 'oidc-provider';
import { openVault } from './open-vault.ts';
import { signingKeys } from './signing-keys.ts';
import type { AddressesOf } from '../domain/ports.ts';
import { createProvider } from './create-provider.ts';

/** The providers of the authorities in this process. */
export type Issuers = {
  /** The provider of an authority with its keys of now; undefined when there is no such authority. */
  open(house: House, tenant: TenantId): Promise<Provider | undefined>;
};

type Kept = { readonly keys: string; readonly provider: Provider; lookedAtMs: number };

/** Far more than are in use at once in one process; the one that was not asked for longest makes room. */
const MOST = 300;
/** A new key is published a day before it signs, so a minute is soon enough. */
const LOOK_MS = 60_000;

/** Keeps the providers of a process: they are costly to make, and their keys change rarely. */
export function createIssuers(options: { readonly addressesOf: AddressesOf }): Issuers {
  // By database: in tests several platforms live in one process.
  const houses = new WeakMap<House['database'], Map<TenantId, Promise<Kept | undefined>>>();
  const make = async (house: House, tenant: TenantId, former: Kept | undefined): Promise<Kept | undefined> => {
    if (!former && (await house.directory.namesOf([tenant])).length === 0) return undefined;
    const vault = await openVault(house, tenant);
    const keys = await signingKeys(house, tenant, vault);
    const mark = keys.map((key) => key.kid).join(' ');
    const lookedAtMs = house.clock.elapsedMs();
    if (former?.keys === mark) return Object.assign(former, { lookedAtMs });
    return { keys: mark, provider: createProvider(house, { tenant, vault, keys, addressesOf: options.addressesOf }), lookedAtMs };
  };
  return {
    open: async (house, tenant) => {
      const kept = houses.get(house.database) ?? new Map<TenantId, Promise<Kept | undefined>>();
      houses.set(house.database, kept);
      const known = kept.get(tenant);
      const there = await known;
      if (there && house.clock.elapsedMs() - there.lookedAtMs < LOOK_MS) {
        kept.delete(tenant);
        kept.set(tenant, Promise.resolve(there));
        return there.provider;
      }
      // Whoever asks meanwhile waits for the same one.
      const current = kept.get(tenant);
      const coming = current !== undefined && current !== known ? current : make(house, tenant, there);
      kept.set(tenant, coming);
      for (const oldest of kept.keys()) {
        if (kept.size <= MOST) break;
        kept.delete(oldest);
      }
      try {
        const made = await coming;
        if (!made) kept.delete(tenant);
        return made?.provider;
      } catch (error) {
        kept.delete(tenant);
        throw error;
      }
    },
  };
}
