import { stringify } from 'yaml';
import type { Dependency, Organisation, SolutionListing } from './normalise-listing.ts';

/** The version of the standard in which entries are written. */
export const WRITTEN_VERSION = '0.7';

/**
 * An entry of the store as publiccode.yml 0.7, for other catalogues. What is unknown is left out, so that an entry read from a file with gaps may still deviate from the standard. Contact persons are not stored: where the standard wants
 * a contact, the organisation stands there.
 */
export function writePubliccode(listing: SolutionListing, options: { /** Who stands as contact where the entry names no organisation. */ readonly contact?: string } = {}): string {
  const { audience, maintenance, localisation, dependsOn } = listing;
  const organisation = organisationOf(listing.organisation);
  const contact = listing.organisation?.name ?? listing.copyrightOwner ?? options.contact ?? null;
  return stringify(without({
    publiccodeYmlVersion: WRITTEN_VERSION,
    name: listing.name, applicationSuite: listing.applicationSuite, url: listing.repository, landingURL: listing.landingUrl,
    isBasedOn: filled(listing.isBasedOn), softwareVersion: listing.softwareVersion, releaseDate: listing.releaseDate, logo: listing.logo, organisation,
    platforms: filled(listing.platforms), categories: filled(listing.categories), usedBy: filled(listing.usedBy), fundedBy: filled(listing.fundedBy.flatMap((one) => organisationOf(one) ?? [])), roadmap: listing.roadmap,
    developmentStatus: listing.developmentStatus, softwareType: listing.softwareType, supports: filled(listing.supports.map((id) => ({ id }))),
    intendedAudience: section({ countries: filled(audience.countries), unsupportedCountries: filled(audience.unsupportedCountries), scope: filled(audience.scopes) }),
    description: section(Object.fromEntries(Object.entries(listing.descriptions).map(([language, one]) => [language, without({
      localisedName: one.localisedName, shortDescription: one.shortDescription, longDescription: one.longDescription, documentation: one.documentation, apiDocumentation: one.apiDocumentation, features: filled(one.features),
      screenshots: filled(one.screenshots), videos: filled(one.videos), awards: filled(one.awards),
    })]))),
    legal: section({ license: listing.licence?.expression, mainCopyrightOwner: listing.copyrightOwner }),
    maintenance: section({
      type: maintenance.type, contractors: filled(maintenance.contractors.map((one) => without(one))),
      contacts: (maintenance.type === 'internal' || maintenance.type === 'community') && contact !== null ? [{ name: contact }] : undefined,
    }),
    localisation: section({ localisationReady: localisation.ready, availableLanguages: filled(localisation.languages) }),
    dependsOn: section({ open: filled(dependsOn.open.map(dependency)), proprietary: filled(dependsOn.proprietary.map(dependency)), hardware: filled(dependsOn.hardware.map(dependency)) }),
  }), { version: '1.2', lineWidth: 120, aliasDuplicateObjects: false, defaultStringType: 'PLAIN' });
}

function dependency({ name, optional, version, versionMax, versionMin }: Dependency): object {
  return without({ name, versionMin, versionMax, version, optional: optional ? true : undefined });
}

function organisationOf(organisation: Organisation | null): object | undefined {
  return organisation?.uri == null ? undefined : without({ uri: organisation.uri, name: organisation.name });
}

const filled = <Item>(items: readonly Item[]): readonly Item[] | undefined => (items.length === 0 ? undefined : items);

function section(fields: Readonly<Record<string, unknown>>): object | undefined {
  const known = without(fields);
  return Object.keys(known).length === 0 ? undefined : known;
}

function without(fields: Readonly<Record<string, unknown>>): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null && value !== undefined));
}
