/**
 * What differs between the two versions of the Submission API, in one place. v1 is the official file 1.1.3; v2 is compiled from two public implementations, because its official file is not at hand
 * (`docs/guide/fit-connect-assumptions.md`).
 */
export const API_VERSIONS = {
  v1: {
    root: '/v1',
    /** Name of the service in a submission, and of the list in a destination. */
    serviceField: 'serviceType',
    servicesField: 'services',
    /** Whether `encryptedData` must be there. */
    needsData: false,
    /** Whether a submission may name the case that it belongs to: in the official file of v1; ASSUMED for v2, where one implementation has the field. */
    mayJoinCase: true,
    /** Whether a submission names the region that it is meant for. */
    namesRegion: false,
    /** Answer to sending. */
    submittedStatus: 202,
  },
  v2: { root: '/v2', serviceField: 'publicService', servicesField: 'publicServices', needsData: true, mayJoinCase: true, namesRegion: true, submittedStatus: 200 },
} as const;

export type ApiVersion = keyof typeof API_VERSIONS;

/** Scopes of the tokens. v2 tokens of senders were also seen with a URI as scope; it is what the client is given, not what it asks for. */
export const SCOPES = {
  sendRegion: (region: string) => `send:region:${region}`,
  sendService: (region: string, service: string) => `send:region:${region}+send:service:${service}`,
  subscribe: (destination: string) => `subscribe:destination:${destination}`,
  manage: (destination: string) => `manage:destination:${destination}`,
  createDestination: 'create:destination',
} as const;
