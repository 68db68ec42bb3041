/** Names the authority that data belongs to. Always a UUID. */
export type TenantId = string & { readonly __brand: 'TenantId' };

/** The platform's own log and data, for acts of the operator. */
export const PLATFORM_TENANT = '00000000-0000-7000-8000-000000000001' as TenantId;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/u;

/** Checks and brands a tenant id; throws RangeError when it is no lower-case UUID. */
export function tenantId(text: string): TenantId {
  if (!UUID.test(text)) throw new RangeError('a tenant id is a lower-case UUID');
  return text as TenantId;
}

/** Whether a text is a UUID in lower case, as all our ids are. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
