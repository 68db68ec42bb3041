import { ATTRIBUTES, type AttributeName } from '@allmende/citizen-accounts';
import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import type { Locale } from '@allmende/i18n';
import { getCompiledService } from '../data/compiled-service.ts';
import { findService } from '../data/service.ts';
import { IDENTITY, identityFields } from '../domain/prefill.ts';

/** What an offered service wants to know of a person who proves who they are, in words. Undefined for a service that the authority does not offer. */
export async function purposeOfService(
  house: Pick<House, 'database'>, input: { tenant: TenantId; service: string; locale: Locale },
): Promise<{ readonly name: string; readonly attributes: readonly AttributeName[]; readonly consent: string | undefined } | undefined> {
  const offered = await house.database.inTenant(input.tenant, (tx) => findService(tx, input.service));
  if (!offered?.active) return undefined;
  const service = await getCompiledService(house.database, input.tenant, offered.active);
  const texts = service.texts(input.locale);
  const consent = service.package.prefill?.sources.find(({ id }) => id === IDENTITY)?.consent;
  const fields = identityFields(service.package);
  return { name: texts.get('service.name'), attributes: ATTRIBUTES.filter((name) => fields.has(name)), consent: consent === undefined ? undefined : texts.find(consent) };
}
