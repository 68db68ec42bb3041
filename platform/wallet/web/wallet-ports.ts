import type { IdentityPorts } from '@allmende/citizen-accounts/module';

/** What the pages ask of rooms that this one does not know. */
export type WalletPorts = Pick<IdentityPorts, 'purposeOf'>;
