import type { OidcClients } from '@allmende/operations';
import { DOOR_NAME, ensureClient, metadataAtDoor, removeClient } from '@allmende/single-sign-on';

const ITSELF = /^(?:localhost|.*\.localhost|127\.[0-9.]+|\[::1\])$/u;

/** Clients at the platform's single sign-on for instances whose package asks for it. From the end of an instance on its client is refused, and it is deleted with it. */
export const oidcClients: OidcClients = {
  make: async (ctx, { instance, redirectUri, backChannelLogoutUri, runtime, takesMetadata }) => {
    const made = await ensureClient(ctx, {
      tenant: ctx.tenant, instance, callbackPath: pathOf(redirectUri), ...(backChannelLogoutUri === undefined ? {} : { backChannelLogoutPath: pathOf(backChannelLogoutUri) }),
    });
    // Containers of this machine reach what apps ask the provider for at a door of its own, and nothing else of the platform.
    if (runtime === 'podman' && takesMetadata) {
      const port = ctx.config.apps.signInPort;
      return { ...made, metadata: metadataAtDoor(port, ctx.tenant), reach: [], door: { host: DOOR_NAME, port } };
    }
    const metadata = `${made.issuer}/.well-known/openid-configuration`;
    // The platform's address for trying out leads, from within a container, back to the container: the app is started all the same and signs people in by its own means.
    return ITSELF.test(new URL(made.issuer).hostname) ? { ...made, metadata, reach: [] } : { ...made, metadata };
  },
  remove: (ctx, { instance }) => removeClient(ctx, { tenant: ctx.tenant, instance }),
};

// Some apps tell the one from the other by the query alone.
function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return `${pathname}${search}`;
}
