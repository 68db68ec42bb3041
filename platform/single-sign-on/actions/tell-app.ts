import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import type { Issuers } from './issuers.ts';
import { findSignIn } from '../data/sign-in.ts';

/** Tells an app that a sign-in is over (OpenID Connect Back-Channel Logout 1.0). Throws when it does not take it, so that the job tries again; an instance that is gone or hears nothing of such things is left alone. */
export async function tellApp(house: House, issuers: Issuers, input: { readonly tenant: TenantId; readonly sid: string }): Promise<void> {
  const signIn = await house.database.inTenant(input.tenant, (tx) => findSignIn(tx, input.sid));
  const provider = signIn && (await issuers.open(house, input.tenant));
  const client = signIn && (await provider?.Client.find(signIn.instance));
  if (!signIn || !provider || client?.backchannelLogoutUri === undefined) return;
  const tell = client['backchannelLogout'] as (subject: string, sid: string) => Promise<void>;
  await tell.call(client, signIn.accountId, signIn.sid);
}
