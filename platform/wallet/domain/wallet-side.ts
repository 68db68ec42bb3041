import type { AccessKey } from './access-key.ts';
import type { TrustList } from './trust-list.ts';

/** What the verifier needs from outside. */
export type WalletSide = {
  /** Undefined where no wallet can be asked. */
  readonly accessKey: () => Promise<AccessKey | undefined>;
  readonly trustList: () => Promise<TrustList | undefined>;
  readonly fetchStatusList: (address: string) => Promise<string>;
};
