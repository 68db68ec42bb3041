/** The fields of OCDS 1.1.5 that this room uses; every release carries only what it changes. Source: release-schema.json of open-contracting/standard, tag 1__1__5. */
export type OcdsReference = { readonly id: string; readonly name: string };
export type OcdsParty = { readonly id: string; readonly name: string; readonly identifier?: { readonly scheme: string; readonly id: string; readonly legalName: string }; readonly roles: readonly string[] };
export type OcdsItem = { readonly id: string; readonly description: string; readonly quantity: number; readonly unit: { readonly name: string; readonly value: { readonly amount: number; readonly currency: 'EUR' } } };
export type OcdsDocument = { readonly id: string; readonly documentType: string; readonly title: string; readonly description?: string; readonly format: string; readonly language: string; readonly datePublished: string };
export type OcdsPlanning = { readonly rationale: string; readonly documents: readonly OcdsDocument[] };

export type OcdsTender = {
  readonly id: string; readonly title?: string; readonly status: 'planning' | 'complete' | 'cancelled'; readonly procurementMethod?: 'direct' | 'selective'; readonly procurementMethodDetails?: string;
  readonly procurementMethodRationale?: string; readonly mainProcurementCategory?: 'services'; readonly procuringEntity?: OcdsReference; readonly items?: readonly OcdsItem[];
};
export type OcdsAward = { readonly id: string; readonly title?: string; readonly status: 'pending' | 'active' | 'cancelled'; readonly date: string; readonly suppliers?: readonly OcdsReference[]; readonly items?: readonly OcdsItem[] };
export type OcdsAmendment = { readonly id: string; readonly date: string; readonly description: string; /** The norm that the authority names for it. */ readonly rationale?: string; readonly amendsReleaseID: string; readonly releaseID: string };
export type OcdsContract = {
  readonly id: string; readonly awardID: string; readonly title?: string; readonly status?: 'active' | 'terminated'; readonly dateSigned?: string; readonly period?: { readonly startDate?: string; readonly endDate?: string };
  readonly value?: { readonly amount: number; readonly currency: 'EUR' }; readonly amendments?: readonly OcdsAmendment[]; readonly items?: readonly OcdsItem[]; readonly documents?: readonly OcdsDocument[];
};

export type OcdsRelease = {
  readonly ocid: string; readonly id: string; readonly date: string; readonly tag: readonly string[]; readonly initiationType: 'tender'; readonly language: 'de';
  readonly parties?: readonly OcdsParty[]; readonly buyer?: OcdsReference; readonly relatedProcesses?: readonly { readonly id: string; readonly relationship: readonly string[]; readonly scheme: 'ocid'; readonly identifier: string }[]; readonly planning?: OcdsPlanning; readonly tender?: OcdsTender; readonly awards?: readonly OcdsAward[]; readonly contracts?: readonly OcdsContract[];
};
