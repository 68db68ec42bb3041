/** Parts of an address after the area; each is encoded. */
type Segments = readonly string[];

/** Where each area answers; equal origins give addresses without a host. */
export type AreaAddresses = { readonly publicAddress: string; readonly areaAddress: { readonly office: string; readonly operator: string; readonly supplier: string } };

/** The only maker of addresses in the house. Each function takes the parts of the path; text is encoded. */
export type UrlFor = {
  /** `/store/consul` */
  public(...segments: Segments): string;
  /** `/heilbronn/services/hundesteuer`: pages for citizens of a place. */
  place(slug: string, ...segments: Segments): string;
  /** `/heilbronn/office/cases`: pages of an authority's staff. */
  office(slug: string, ...segments: Segments): string;
  /** `/operator/members` */
  operator(...segments: Segments): string;
  /** `/supplier/…` */
  supplier(...segments: Segments): string;
  /** The whole address with host, for documents and mails. */
  absolute(address: string): string;
};

/** Makes addresses for a configuration. */
export function makeUrlFor(addresses: AreaAddresses): UrlFor {
  const home = addresses.publicAddress;
  const at = (origin: string, segments: Segments) => `${origin === home ? '' : origin}/${segments.map(encodeURIComponent).join('/')}`;
  return {
    public: (...segments) => at(home, segments),
    place: (slug, ...segments) => at(home, [slug, ...segments]),
    office: (slug, ...segments) => at(addresses.areaAddress.office, [slug, 'office', ...segments]),
    operator: (...segments) => at(addresses.areaAddress.operator, ['operator', ...segments]),
    supplier: (...segments) => at(addresses.areaAddress.supplier, ['supplier', ...segments]),
    absolute: (address) => (address.startsWith('/') ? `${home}${address}` : address),
  };
}

/** Adds a query to an address; undefined and empty values are left out. */
export function withQuery(address: string, query: Readonly<Record<string, string | number | undefined>>): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '').map(([key, value]) => [key, String(value)]);
  return pairs.length === 0 ? address : `${address}?${new URLSearchParams(pairs).toString()}`;
}
