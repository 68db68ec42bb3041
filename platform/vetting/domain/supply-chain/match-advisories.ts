import type { Advisory, AffectedPackage } from './advisory.ts';
import type { Sbom, SbomComponent } from './read-sbom.ts';

/** A known vulnerability that a component has, or perhaps has: `unclear` when its versions cannot be compared. */
export type Vulnerability = { readonly advisory: Advisory; readonly component: SbomComponent; readonly verdict: 'affected' | 'unclear'; /** The bill of materials says, with a reason, that it does no harm here. */ readonly isAnswered: boolean };

/** Statements of a bill of materials that answer a vulnerability. Source: CycloneDX, impact analysis state. */
const ANSWERS = new Set(['not_affected', 'false_positive', 'resolved', 'resolved_with_pedigree']);

// Kinds of package whose versions are SemVer or close enough to be ordered like it.
const ORDERED = new Set(['npm', 'Go', 'crates.io', 'Hex', 'Pub']);

/** Orders two semantic versions; below zero when the first is older. */
export type CompareVersions = (one: string, other: string) => number;

/** The known vulnerabilities of what a bill of materials names; withdrawn advisories count for nothing. */
export function matchAdvisories(sbom: Pick<Sbom, 'components' | 'vex'>, advisories: readonly Advisory[], compareVersions: CompareVersions): Vulnerability[] {
  const byPackage = new Map<string, { readonly advisory: Advisory; readonly affected: AffectedPackage }[]>();
  for (const advisory of advisories) {
    if (advisory.withdrawn) continue;
    for (const affected of advisory.affected) {
      const key = `${affected.ecosystem} ${affected.name}`;
      byPackage.set(key, [...(byPackage.get(key) ?? []), { advisory, affected }]);
    }
  }
  const answered = new Set(sbom.vex.filter(({ state, hasReason }) => ANSWERS.has(state) && hasReason).map(({ id }) => id));
  return sbom.components.flatMap((component) => {
    const { packageUrl } = component;
    if (packageUrl === null || packageUrl.ecosystem === null) return [];
    const found = new Map<string, Vulnerability>();
    for (const { advisory, affected } of byPackage.get(`${packageUrl.ecosystem} ${packageUrl.name}`) ?? []) {
      const verdict = verdictOn(component.version, affected, compareVersions);
      if (verdict === 'safe' || found.get(advisory.id)?.verdict === 'affected') continue;
      found.set(advisory.id, { advisory, component, verdict, isAnswered: [advisory.id, ...advisory.aliases].some((id) => answered.has(id)) });
    }
    return [...found.values()];
  });
}

/** The packages of a bill of materials by which advisories are looked up. */
export function packagesOf(sbom: Pick<Sbom, 'components'>): { readonly ecosystem: string; readonly name: string }[] {
  const distinct = new Map(sbom.components.flatMap(({ packageUrl }) => (packageUrl === null || packageUrl.ecosystem === null ? [] : [[`${packageUrl.ecosystem} ${packageUrl.name}`, { ecosystem: packageUrl.ecosystem, name: packageUrl.name }] as const])));
  return [...distinct.values()];
}

function verdictOn(version: string | null, affected: AffectedPackage, compareVersions: CompareVersions): 'affected' | 'unclear' | 'safe' {
  if (version === null) return 'unclear';
  if (affected.versions.includes(version)) return 'affected';
  const ranges = affected.ranges.filter(({ type }) => type === 'SEMVER' || type === 'ECOSYSTEM');
  const own = semantic(version);
  const ordered = ranges.filter(({ type }) => type === 'SEMVER' || ORDERED.has(affected.ecosystem));
  if (ordered.length > 0) {
    const verdicts = ordered.map(({ events }) => (own === undefined ? undefined : isInside(own, events, compareVersions)));
    if (verdicts.includes(true)) return 'affected';
    return verdicts.includes(undefined) ? 'unclear' : 'safe';
  }
  // Versions of other kinds have an order of their own: what is not enumerated is only safe where all are enumerated.
  return affected.versions.length > 0 ? 'safe' : 'unclear';
}

/** Whether a version lies in a range; undefined when a bound is no version. The algorithm of the OSV schema, section “Evaluation”. */
function isInside(version: string, events: readonly Readonly<Record<string, string>>[], compareVersions: CompareVersions): boolean | undefined {
  const bounds = events.flatMap((event) => Object.entries(event)).map(([kind, stated]) => ({ kind, at: stated === '0' ? '' : semantic(stated) }));
  if (bounds.some(({ kind, at }) => at === undefined && kind !== 'limit')) return undefined;
  const order = (one: string, other: string): number => (one === '' || other === '' ? (one === other ? 0 : one === '' ? -1 : 1) : compareVersions(one, other));
  const limits = bounds.filter(({ kind }) => kind === 'limit');
  if (limits.length > 0 && !limits.some(({ at }) => at === undefined || order(version, at) < 0)) return false;
  let inside = false;
  for (const { kind, at } of bounds.filter((bound) => bound.kind !== 'limit').toSorted((one, other) => order(one.at ?? '', other.at ?? ''))) {
    if (at === undefined) continue;
    if (kind === 'introduced' && order(version, at) >= 0) inside = true;
    if (kind === 'fixed' && order(version, at) >= 0) inside = false;
    if (kind === 'last_affected' && order(version, at) > 0) inside = false;
  }
  return inside;
}

/** A version in the form of SemVer, without a leading `v` and without what only names a build; undefined when it is none. */
function semantic(version: string): string | undefined {
  const [, core, before = ''] = /^v?(\d+(?:\.\d+){0,2})(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/u.exec(version.trim()) ?? [];
  return core === undefined ? undefined : `${core}${before}`;
}
