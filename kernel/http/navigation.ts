import { may, type Actor } from '@allmende/access';
import type { TenantId } from '@allmende/database';
import type { Area } from '@allmende/html';
import { inLanguage, localeFor, translations, type Language, type LocalText } from '@allmende/i18n';
import type { Access } from './define-page.ts';

/** Where an entry of the office stands when there are too many for one row. */
type NavigationGroup = 'work' | 'services' | 'buying' | 'authority';

const groupNames = translations({
  de: { work: 'Sachbearbeitung', services: 'Dienste', buying: 'Beschaffung', authority: 'Behörde' },
  en: { work: 'Casework', services: 'Services', buying: 'Procurement', authority: 'Authority' },
});

/** An entry in the navigation of an area, given by a room. */
export type NavigationEntry = {
  readonly area: Area;
  readonly label: LocalText;
  /** What one does there, in a sentence, for the home page of the area. */
  readonly summary?: LocalText;
  /** Path after the area's start: `['cases']`. */
  readonly segments: readonly string[];
  readonly access: Access;
  /** Smaller comes first. */
  readonly order: number;
  /** For the office; `authority` unless told. The start of an area belongs to none. */
  readonly group?: NavigationGroup;
};

/** The entries that this actor may use, with whether the current address lies below them. */
export function visibleEntries(
  entries: readonly NavigationEntry[],
  asked: { readonly area: Area; readonly actor: Actor; readonly tenant: TenantId; readonly locale: Language; readonly path: string; readonly hrefOf: (entry: NavigationEntry) => string },
): { label: string; href: string; current: boolean; summary?: string; group?: string }[] {
  const visible = entries.filter((entry) => entry.area === asked.area && isOpen(entry.access, asked.actor, asked.tenant)).toSorted((one, other) => one.order - other.order);
  const shown = visible.map((entry) => ({ label: inLanguage(entry.label, asked.locale), href: asked.hrefOf(entry), ...(entry.summary ? { summary: inLanguage(entry.summary, asked.locale) } : {}), ...(entry.area === 'office' && entry.segments.length > 0 ? { group: groupNames(localeFor(asked.locale))[entry.group ?? 'authority'] } : {}) }));
  return withCurrent(shown, currentOf(shown, asked.path));
}

/** The address among these that an address lies below; the longest, if several do. */
export function currentOf(entries: readonly { readonly href: string }[], path: string): string | undefined {
  const asked = path.split('?', 1)[0] ?? '';
  let current: string | undefined;
  for (const { href } of entries) {
    if ((asked === href || asked.startsWith(`${href}/`)) && href.length > (current?.length ?? -1)) current = href;
  }
  return current;
}

/** Marks the entry that is open. */
export function withCurrent<Entry extends { readonly href: string }>(entries: readonly Entry[], current: string | undefined): (Entry & { readonly current: boolean })[] {
  return entries.map((entry) => ({ ...entry, current: entry.href === current }));
}

function isOpen(access: Access, actor: Actor, tenant: TenantId): boolean {
  if (access === 'anyone') return true;
  if (access === 'supplier') return actor.kind === 'supplier';
  return access === 'signed-in' ? actor.kind === 'staff' || actor.kind === 'supplier' : may(actor, access, tenant);
}
