import type { Database } from '@allmende/database';
import type { LocalText } from '@allmende/i18n';
import { findPackage, listNewestPackages } from '../data/service-package.ts';
import { localText } from '../domain/local-text.ts';
import type { ServicePackage } from '../domain/service-package.ts';
import { compileTexts } from '../domain/service-texts.ts';

/** A released service as the directory shows it, without anything that an authority decides. */
export type DirectoryService = {
  readonly service: string;
  readonly title: LocalText;
  readonly summary: LocalText;
  readonly keywords: LocalText;
  readonly usualAuthority: ServicePackage['service']['usualAuthority'];
  /** Who it is for, what is needed, how it goes on: the parts of its start page that are the same everywhere. */
  readonly sections: readonly { readonly id: string; readonly title: LocalText; readonly text: LocalText }[];
  readonly documents: readonly LocalText[];
  readonly deadlines: readonly LocalText[];
  readonly fees: readonly LocalText[];
  readonly laws: readonly string[];
};

// By hash: content that never changes.
const described = new Map<string, DirectoryService>();

/** Every released service by its newest package, in the order of their German names. Versions that only came back with an archive are not released. */
export async function listKnownServices(ctx: { readonly database: Pick<Database, 'withoutTenant'> }): Promise<readonly DirectoryService[]> {
  const services = await ctx.database.withoutTenant(async (tx) => {
    const found: DirectoryService[] = [];
    for (const { hash, publishedAt } of await listNewestPackages(tx)) {
      if (publishedAt.getTime() <= 0) continue;
      const known = described.get(hash);
      const servicePackage = known ? undefined : await findPackage(tx, hash);
      const one = known ?? (servicePackage && describe(servicePackage));
      if (!one) continue;
      described.set(hash, one);
      found.push(one);
    }
    return found;
  });
  return services.toSorted((one, other) => one.title.de.localeCompare(other.title.de, 'de'));
}

function describe(servicePackage: ServicePackage): DirectoryService {
  const texts = compileTexts(servicePackage);
  const text = (key: string) => localText(servicePackage, texts, key);
  const { id, usualAuthority, legalBasis, deadlines = [], fees = [], startPage } = servicePackage.service;
  // What names a value of an authority can be told only at a place.
  const isPlain = (key: string) => Object.values(servicePackage.texts).every((words) => !(words[key] ?? '').includes('{')) && servicePackage.texts['de']?.[key] !== undefined;
  const plain = (keys: readonly string[]) => keys.filter(isPlain).map(text);
  return {
    service: id, title: text('service.name'), summary: text('service.summary'), keywords: text('service.keywords'), usualAuthority, laws: legalBasis.map(({ name }) => name),
    sections: startPage.flatMap(({ id: part, when }) => (when === undefined && isPlain(`start.${part}.title`) && isPlain(`start.${part}.text`) ? [{ id: part, title: text(`start.${part}.title`), text: text(`start.${part}.text`) }] : [])),
    documents: [...new Map(plain(servicePackage.evidence.evidence.map((one) => `evidence.${one.id}.label`)).map((words) => [words.de, words])).values()], deadlines: plain(deadlines.map((one) => `service.deadline.${one.id}`)), fees: plain(fees.map((one) => `service.fee.${one.id}`)),
  };
}
