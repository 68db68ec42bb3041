/**
 * For each kind of state: a query for its rows and the acts that must have recorded them, one entry for one row. Both sides give a `key`, the tenant first where rows have one. Rows are read as the
 * database's owner, past every room: what is compared is what lies there, not what an action says.
 */
export type Pairing = { readonly state: string; readonly actions: readonly string[]; readonly rows: string; readonly entryKey: string };

const subject = "tenant_id || ' ' || subject_id";
const fact = (name: string) => `tenant_id || ' ' || (body::jsonb -> 'facts' ->> '${name}')`;
const inTenant = (table: string, id: string, where = 'true') => `select tenant_id || ' ' || ${id} as key from ${table} where ${where}`;
const ofPlatform = (table: string, id: string, where = 'true') => `select ${id} as key from ${table} where ${where}`;

/** Everything on the way from a need to a notice. */
export const pairings: readonly Pairing[] = [
  { state: 'accounts', actions: ['identity/account-created'], rows: ofPlatform('identity.account', 'id::text'), entryKey: 'subject_id' },
  { state: 'roles', actions: ['identity/role-given'], rows: inTenant('access.role_grant', 'id'), entryKey: subject },
  { state: 'editions of the register', actions: ['register/edition-imported'], rows: ofPlatform('register.edition', 'date::text'), entryKey: 'subject_id' },
  { state: 'members', actions: ['membership/member-admitted'], rows: ofPlatform('membership.member', 'authority::text'), entryKey: 'subject_id' },
  { state: 'needs', actions: ['needs/need-recorded'], rows: inTenant('needs.need', 'id'), entryKey: subject },
  { state: 'needs that an order met', actions: ['needs/need-met'], rows: inTenant('needs.need', 'id', "state = 'ordered'"), entryKey: subject },
  { state: 'orders', actions: ['procurement/order-created'], rows: inTenant('procurement.purchase_order', 'id'), entryKey: subject },
  { state: 'orders handed in', actions: ['procurement/order-submitted'], rows: inTenant('procurement.purchase_order', 'id', 'submitted_at is not null'), entryKey: subject },
  { state: 'choices frozen with orders', actions: ['procurement/choice-frozen'], rows: inTenant('procurement.order_choice', "order_id || ' ' || sha256"), entryKey: `${subject} || ' ' || (body::jsonb -> 'facts' ->> 'sha256')` },
  { state: 'approved orders', actions: ['procurement/order-approved'], rows: inTenant('procurement.purchase_order', 'id', 'approved_at is not null'), entryKey: subject },
  {
    state: 'lines of orders', actions: ['procurement/line-added'],
    rows: "select tenant_id || ' ' || id || ' ' || (line ->> 'offer') as key from procurement.purchase_order, jsonb_array_elements(content -> 'lines') as line", entryKey: `${subject} || ' ' || (body::jsonb -> 'facts' ->> 'offer')`,
  },
  { state: 'contracts', actions: ['procurement/contract-concluded'], rows: inTenant('procurement.contract', 'id'), entryKey: subject },
  { state: 'documents of contracts', actions: ['procurement/document-stored'], rows: inTenant('procurement.contract_document', "contract_id || ' ' || sha256"), entryKey: `${subject} || ' ' || (body::jsonb -> 'facts' ->> 'sha256')` },
  { state: 'instances', actions: ['operations/instance-requested'], rows: inTenant('operations.instance', 'id'), entryKey: subject },
  { state: 'processing agreements', actions: ['procurement/contract-concluded'], rows: inTenant('procurement.processing_agreement', 'id'), entryKey: fact('agreement') },
  { state: 'running instances', actions: ['operations/instance-running'], rows: inTenant('operations.instance', 'id', 'running_at is not null'), entryKey: subject },
  { state: 'the app for cases', actions: ['cases/app-started'], rows: inTenant('cases.app_state', "'cases'", "state = 'running'"), entryKey: subject },
  { state: 'the app for online services', actions: ['online-services/app-started'], rows: inTenant('online_services.app_state', "'online-services'", "state = 'running'"), entryKey: subject },
  { state: 'local values', actions: ['online-services/overlay-saved'], rows: inTenant('online_services.overlay', 'hash'), entryKey: fact('overlay') },
  {
    state: 'services that citizens see', actions: ['online-services/service-activated'], rows: inTenant('online_services.service', "service_id || ' ' || package_hash || ' ' || overlay_hash", 'activated_at is not null'),
    entryKey: `${subject} || ' ' || (body::jsonb -> 'facts' ->> 'package') || ' ' || (body::jsonb -> 'facts' ->> 'overlay')`,
  },
  { state: 'applications', actions: ['online-services/application-submitted'], rows: inTenant('online_services.application', 'id'), entryKey: subject },
  { state: 'delivered parcels', actions: ['delivery/parcel-delivered'], rows: inTenant('delivery.parcel', 'id', 'delivered_at is not null'), entryKey: subject },
  { state: 'cases', actions: ['cases/case-opened'], rows: inTenant('cases.case_file', 'id'), entryKey: subject },
  {
    state: 'acts upon cases', actions: ['cases/case-opened', 'cases/case-assigned', 'cases/case-released', 'cases/case-decided', 'cases/case-posted', 'cases/case-closed'],
    rows: inTenant('cases.case_action', "case_id || ' cases/case-' || kind"), entryKey: `${subject} || ' ' || action`,
  },
  { state: 'notices', actions: ['cases/case-decided'], rows: inTenant('cases.notice', 'id'), entryKey: fact('notice') },
  { state: 'notices as PDF', actions: ['cases/notice-rendered'], rows: inTenant('cases.notice', 'id', 'pdf_file_id is not null'), entryKey: fact('notice') },
  { state: 'statutes', actions: ['membership/statutes-entered'], rows: ofPlatform('membership.statutes', 'version'), entryKey: "body::jsonb -> 'facts' ->> 'version'" },
  { state: 'tables of contributions', actions: ['membership/contribution-table-entered'], rows: ofPlatform('membership.contribution_table', 'valid_from::text'), entryKey: 'subject_id' },
  {
    state: 'prices', actions: ['catalog/price-set'], rows: ofPlatform('catalog.offer_price', "offer || ' ' || contribution_class || ' ' || valid_from || ' ' || cents_per_year"),
    entryKey: "subject_id || ' ' || (body::jsonb -> 'facts' ->> 'contributionClass') || ' ' || (body::jsonb -> 'facts' ->> 'validFrom') || ' ' || (body::jsonb -> 'facts' ->> 'centsPerYear')",
  },
  { state: 'apps of the platform in the store', actions: ['catalog/app-described'], rows: ofPlatform('catalog.solution', 'slug', "origin = 'first-party'"), entryKey: 'subject_id' },
  { state: 'solutions of others that can be ordered', actions: ['catalog/solution-offered'], rows: ofPlatform('catalog.offer', "solution || ' ' || plan", "kind = 'foreign'"), entryKey: "subject_id || ' ' || (body::jsonb -> 'facts' ->> 'plan')" },
  { state: 'service packages', actions: ['online-services/package-published'], rows: ofPlatform('online_services.service_package', 'hash'), entryKey: "body::jsonb -> 'facts' ->> 'package'" },
  { state: 'values of procurement law', actions: ['procurement/parameter-entered'], rows: ofPlatform('procurement.award_parameter', "name || land || '/' || valid_from"), entryKey: 'subject_id' },
  { state: 'texts of the processing agreement', actions: ['procurement/agreement-text-entered'], rows: ofPlatform('procurement.agreement_text', 'version'), entryKey: "body::jsonb -> 'facts' ->> 'version'" },
];

/** Acts that leave no row of their own: somebody looked, or many rows came at once. */
export const withoutRow: readonly string[] = ['cases/case-viewed', 'catalog/solutions-imported'];
