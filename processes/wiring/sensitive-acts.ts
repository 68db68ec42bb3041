/**
 * The one list of acts before which people show again who they are, when their sign-in is more than a quarter of an hour old: pages by method and path, operations of the API by their
 * `operationId`. What was typed goes along (`kernel/http/confirmation-port.ts`). Source: OWASP ASVS 5.0, V7.5.
 */
export const SENSITIVE_ACTS: ReadonlySet<string> = new Set([
  // The own account: second factors and what stands in for them.
  'POST /account/factors', 'POST /account/factors/app',
  // Rights of people.
  'POST /:authority/office/people/new', 'POST /:authority/office/people/:account', 'POST /operator/people/new', 'POST /operator/people/:account', 'POST /operator/people/first-officer',
  'invitePerson', 'giveRole', 'endRole',
  'POST /:authority/office/instances/:instance/people', 'POST /:authority/office/instances/:instance/people/:grant/end', 'giveGrant', 'endGrant',
  // Money: orders and contracts.
  'POST /:authority/office/orders/:order/approve', 'POST /:authority/office/orders/:order/declare', 'POST /:authority/office/contracts/:contract/end', 'approveOrder', 'signDeclaration', 'endContract',
  'POST /:authority/office/competitions/:competition/announce', 'POST /:authority/office/competitions/:competition/award',
  // Who vouches for people of the authority.
  'POST /:authority/office/sign-in',
  // Who may supply.
  'POST /operator/suppliers/:supplier', 'admitSupplier',
  // Who may order from outside.
  'POST /:authority/office/marketplaces', 'POST /operator/delivery-service',
  // What leaves the house, and what is gone for good.
  'GET /:authority/office/audit/export', 'GET /operator/audit/export', 'exportAuditLog', 'exportAuditLogOfPlatform', 'GET /:authority/office/audit/bundle', 'GET /operator/audit/bundle', 'exportAuditBundle', 'exportAuditBundleOfPlatform', 'GET /:authority/office/instances/:instance/archives/:archive', 'fetchArchive',
  'POST /:authority/office/instances/:instance/end', 'endInstance', 'POST /:authority/office/cases/:case/delete', 'POST /:authority/office/cases/retention/deletion', 'deleteCase',
]);
