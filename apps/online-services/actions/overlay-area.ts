import type { Database } from '@allmende/database';
import { findAuthority, type Authority } from '@allmende/register';
import type { OverlayArea } from '../data/parent-overlay.ts';

/** Where an authority inherits values from: its Land, and its district unless it is the district itself. */
export function areaOfAuthority(authority: Pick<Authority, 'kind' | 'land' | 'district'>): OverlayArea {
  return { land: authority.land.key, district: authority.kind === 'district' ? '' : (authority.district?.key ?? '') };
}

/** Likewise by tenant; nowhere for an authority that the register does not know. */
export async function overlayAreaOf(ctx: { database: Pick<Database, 'withoutTenant'>; tenant: string }): Promise<OverlayArea> {
  const authority = await findAuthority(ctx, { id: ctx.tenant });
  return authority ? areaOfAuthority(authority) : { land: '', district: '' };
}
