import type { Permission } from '@allmende/access';
import { PLATFORM_TENANT, type TenantId } from '@allmende/database';
import type { AuthorityRef, UrlFor } from '@allmende/tenancy';
import { seeLog, seePlatformLog } from '../domain/permissions.ts';

/** Whose log the pages and operations show: that of an authority, or the platform's own. */
export type LogArea = {
  /** Start of the paths of its pages, and of its operations. */
  readonly pages: string;
  readonly api: string;
  readonly see: Permission;
  /** Ends the ids of its operations. */
  readonly idSuffix: '' | 'OfPlatform';
};

export const OFFICE_LOG: LogArea = { pages: '/:authority/office/audit', api: '/authorities/:authority/audit', see: seeLog, idSuffix: '' };
export const PLATFORM_LOG: LogArea = { pages: '/operator/audit', api: '/platform/audit', see: seePlatformLog, idSuffix: 'OfPlatform' };

/** Where the links of a page lead, and the names of the files that are taken away. */
export type LogLinks = { readonly href: (...segments: readonly string[]) => string; readonly fileName: string; readonly bundleName: string };

/** The links of one request. */
export function logLinks(request: { readonly ctx: { readonly tenant: TenantId }; readonly urlFor: UrlFor; readonly authority: AuthorityRef }): LogLinks {
  if (request.ctx.tenant === PLATFORM_TENANT) return { href: (...segments) => request.urlFor.operator('audit', ...segments), fileName: 'audit-platform.jsonl', bundleName: 'audit-bundle-platform.jsonl' };
  const { slug } = request.authority;
  return { href: (...segments) => request.urlFor.office(slug, 'audit', ...segments), fileName: `audit-${slug}.jsonl`, bundleName: `audit-bundle-${slug}.jsonl` };
}
