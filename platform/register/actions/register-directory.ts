import { tenantId, type Database } from '@allmende/database';
import type { Directory } from '@allmende/tenancy';
import { isFreeSlug } from '../domain/slug.ts';
import { findAuthority, readAuthorityNames } from '../data/authority.ts';
import { findPlace } from '../data/place.ts';

/** The register as the directory that resolves addresses to places and authorities; the processes connect the two. Answers for what vanished too, because its pages lead on. */
export function registerDirectory(database: Pick<Database, 'withoutTenant' | 'readInTenant'>): Directory {
  return {
    findAuthorityBySlug: async (slug) => {
      if (!isFreeSlug(slug)) return undefined;
      const found = await database.withoutTenant((tx) => findAuthority(tx, { slug }));
      return found && { tenant: tenantId(found.id), slug: found.slug, name: found.name, land: found.land.key };
    },
    findPlaceBySlug: async (slug) => {
      if (!isFreeSlug(slug)) return undefined;
      const found = await database.withoutTenant((tx) => findPlace(tx, { slug }));
      return found && { ars: found.ars, slug: found.slug, name: found.name, land: found.land.key };
    },
    namesOf: async (tenants) => {
      const found = await readAuthorityNames(database, tenants);
      return found.map(({ id, slug, name, land }) => ({ tenant: tenantId(id), slug, name, land }));
    },
  };
}
