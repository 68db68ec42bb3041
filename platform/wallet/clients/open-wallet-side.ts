import type { House } from '@allmende/house';
import type { WalletSide } from '../domain/wallet-side.ts';
import { readAccessKey } from './access-key-file.ts';
import { statusListClient } from './fetch-status-list.ts';
import { readTrustFile } from './trust-file.ts';

const opened = new WeakMap<object, WalletSide>();

/** What the verifier needs from outside, once per configuration. */
export function openWalletSide(house: Pick<House, 'config' | 'clock'>): WalletSide {
  const known = opened.get(house.config);
  if (known) return known;
  const fetchStatusList = statusListClient(house.clock);
  let key: ReturnType<typeof readAccessKey> | undefined;
  const made: WalletSide = {
    accessKey: () => (key ??= readAccessKey(house.config).catch((error: unknown) => { key = undefined; throw error; })),
    trustList: () => readTrustFile(house.config),
    fetchStatusList,
  };
  opened.set(house.config, made);
  return made;
}
