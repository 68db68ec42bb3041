import type { House } from '@allmende/house';

/** The whole address of an invitation, for sending. */
export function invitationAddress(request: { readonly ctx: Pick<House, 'config' | 'urlFor'> }, key: string): string {
  return new URL(request.ctx.urlFor.public('invitation', key), request.ctx.config.publicAddress).href;
}
