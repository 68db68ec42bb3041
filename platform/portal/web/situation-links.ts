import { linkButton, linkRow, localWords, type Html } from '@allmende/html';
import { type Language, type LocalText } from '@allmende/i18n';
import { LIFE_SITUATIONS, situationsOf, type LifeSituation } from '../domain/life-situations.ts';

type Tagged = { readonly keywords: LocalText };

/** The situations of life in which any of the services helps, in the order of the list. */
export function situationsWith(services: readonly Tagged[]): readonly LifeSituation[] {
  const there = new Set(services.flatMap(({ keywords }) => situationsOf(keywords.de).map(({ situation }) => situation.id)));
  return LIFE_SITUATIONS.filter(({ id }) => there.has(id));
}

/** The services that help in a situation; those first whose keywords name it first. */
export function servicesIn<Service extends Tagged>(services: readonly Service[], situation: LifeSituation): readonly Service[] {
  const placed = services.flatMap((service) => situationsOf(service.keywords.de).flatMap((one) => (one.situation.id === situation.id ? [{ service, at: one.at }] : [])));
  return placed.toSorted((one, other) => one.at - other.at).map(({ service }) => service);
}

/** Links to situations of life, the shown one marked by its look. */
export function situationLinks(input: { readonly situations: readonly LifeSituation[]; readonly current: LifeSituation | undefined; readonly hrefOf: (situation: LifeSituation) => string; readonly language: Language }): Html {
  const { situations, current, hrefOf, language } = input;
  return linkRow(situations.map((one) => linkButton({ label: localWords(one.name, language), href: hrefOf(one), look: one.id === current?.id ? 'primary' : 'secondary', small: true })));
}
