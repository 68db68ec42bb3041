import type { OidcClients } from '@allmende/operations';
import { ensureClient, removeClient } from '@allmende/single-sign-on';

const ITSELF = /^(?:localhost|.*\.localhost|127\.[0-9.]+|\[::1\])$/u;

/** Clients at the platform's single sign-on for instances whose package asks for it. From the end of an instance on its client is refused, and it is deleted with it. */
export const oidcClients: OidcClients = {
  make: async (ctx, { instance, redirectUri, backChannelLogoutUri }) => {
    const made = await ensureClient(ctx, {
      tenant: ctx.tenant, instance, callbackPath: new URL(redirectUri).pathname, ...(backChannelLogoutUri === undefined ? {} : { backChannelLogoutPath: new URL(backChannelLogoutUri).pathname }),
    });
    // On a machine for trying out the platform's address leads, from within a container, back to the container: the app is started all the same and signs people in by its own means.
    return ITSELF.test(new URL(made.issuer).hostname) ? { ...made, reach: [] } : made;
  },
  remove: (ctx, { instance }) => removeClient(ctx, { tenant: ctx.tenant, instance }),
};
