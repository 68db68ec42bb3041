import type { TenantId } from '@allmende/database';
import type { ActionContext } from '@allmende/house';

/** An app of an authority at which somebody is signed in through the platform. */
export type SignedInApp = { readonly instance: string; readonly tenant: TenantId; readonly title: string; readonly since: Date };

/** At which apps the acting person, who works for an authority, is signed in now; the room of single sign-on knows. */
export type AppsPort = (ctx: ActionContext) => Promise<readonly SignedInApp[]>;
