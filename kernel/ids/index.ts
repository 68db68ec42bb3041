export { newId } from './new-id.ts';
export { isUuid, PLATFORM_TENANT, tenantId, type TenantId } from './tenant-id.ts';
