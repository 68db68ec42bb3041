/**
 * The closed lists of the publiccode.yml standard, version 0.7.0 (CC0, publiccodeyml/publiccode.yml@703f83dd, docs/standard).
 * Facts of the standard, in one place; nothing here is our own choice.
 */

/** Versions a file may state and be judged by. 0.6.0 changed nothing in the keys; 0.1 had other keys and is only read leniently. */
export const supportedVersions: ReadonlySet<string> = new Set([
  '0', '0.2', '0.2.0', '0.2.1', '0.2.2', '0.3', '0.3.0', '0.4', '0.4.0', '0.5', '0.5.0', '0.6', '0.6.0', '0.7', '0.7.0',
]);

/** Versions that need no hint to move on: `0` always means the newest. */
export const newestVersions: ReadonlySet<string> = new Set(['0', '0.7', '0.7.0']);

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

export const categories = words(`
  accounting agile-project-management applicant-tracking application-development appointment-scheduling backup
  billing-and-invoicing blog budgeting business-intelligence business-process-management cad call-center-management
  cloud-management collaboration communications compliance-management contact-management content-management crm
  customer-service-and-support data-analytics data-collection data-visualization design design-system
  digital-asset-management digital-citizenship document-management donor-management e-commerce e-signature
  educational-content email-management email-marketing employee-management enterprise-project-management
  enterprise-social-networking erp event-management facility-management feedback-and-reviews-management
  financial-reporting fleet-management fundraising gamification geographic-information-systems grant-management
  graphic-design help-desk hr ide identity-management instant-messaging integrated-library-system inventory-management
  it-asset-management it-development it-management it-security it-service-management knowledge-management
  learning-management-system marketing mind-mapping mobile-marketing mobile-payment network-management office
  online-booking online-community payment-gateway payroll predictive-analysis procurement productivity-suite
  project-collaboration project-management property-management real-estate-management regulations-and-directives
  remote-support resource-management sales-management seo service-desk social-media-management survey talent-management
  task-management taxes-management test-management time-management time-tracking translation video-conferencing
  video-editing visitor-management voip warehouse-management web-collaboration web-conferencing website-builder
  whistleblowing workflow-management other`);

export const scopes = words(`
  agriculture culture defence education emergency-services employment energy environment finance-and-economic-development
  foreign-affairs government healthcare infrastructures justice local-authorities manufacturing research
  science-and-technology security society sport tourism transportation welfare`);

/** `supports[].id: alias:<name>` and what it stands for. */
export const supportAliases: ReadonlyMap<string, string> = new Map([
  ['gdpr', 'https://eur-lex.europa.eu/eli/reg/2016/679/oj'],
  ['eidas', 'https://eur-lex.europa.eu/eli/reg/2014/910/oj'],
  ['nis2', 'https://eur-lex.europa.eu/eli/dir/2022/2555/oj'],
  ['cra', 'https://eur-lex.europa.eu/eli/reg/2024/2847/oj'],
  ['spid', 'https://www.spid.gov.it/'],
  ['cie', 'https://www.cartaidentita.interno.gov.it/'],
  ['anpr', 'https://www.anpr.interno.it/'],
  ['pagopa', 'https://www.pagopa.gov.it/'],
  ['io', 'https://io.italia.it/'],
]);

export const developmentStatuses = ['concept', 'development', 'beta', 'stable', 'obsolete'] as const;
export type DevelopmentStatus = (typeof developmentStatuses)[number];

export const softwareTypes = [
  'standalone/mobile', 'standalone/iot', 'standalone/desktop', 'standalone/web', 'standalone/backend', 'standalone/other',
  'addon', 'library', 'configurationFiles',
] as const;
export type SoftwareType = (typeof softwareTypes)[number];

export const maintenanceTypes = ['internal', 'contract', 'community', 'none'] as const;
export type MaintenanceType = (typeof maintenanceTypes)[number];

/** ISO 3166-1 alpha-2, the officially assigned codes. */
export const countries = words(`
  AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD
  CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF
  GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN
  KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA
  NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI
  SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI
  VN VU WF WS YE YT ZA ZM ZW`);

/**
 * Hosts whose pages offer oEmbed, from the providers named at oembed.com that carry videos. The standard asks for oEmbed without a list;
 * a video elsewhere is reported, never dropped from the listing.
 */
export const oembedVideoHosts: ReadonlySet<string> = new Set([
  'youtube.com', 'youtu.be', 'm.youtube.com', 'vimeo.com', 'player.vimeo.com', 'dailymotion.com', 'ted.com', 'streamable.com', 'wistia.com',
  'loom.com', 'rutube.ru', 'facebook.com', 'tiktok.com', 'twitch.tv', 'archive.org', 'slideshare.net', 'framatube.org', 'medium.com',
]);
