import { permission, type Permission } from '@allmende/access';
import { PLATFORM_TENANT, type TenantId } from '@allmende/ids';

/** Read and take away the audit log of an authority. */
export const seeLog = permission('audit/see-log', { roles: ['auditor', 'head-of-office', 'digital-officer'] });

/** Read and take away the platform's own audit log; never those of authorities. */
export const seePlatformLog = permission('audit/see-platform-log', { roles: ['operator', 'platform-auditor'] });

/** What somebody needs to read the log of this tenant. */
export function seeLogOf(tenant: TenantId): Permission {
  return tenant === PLATFORM_TENANT ? seePlatformLog : seeLog;
}
