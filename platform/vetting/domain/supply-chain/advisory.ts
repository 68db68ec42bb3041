import { packageName } from './package-url.ts';
import { cvssScore } from './cvss-score.ts';

export type Severity = 'critical' | 'high' | 'medium' | 'low' | 'unknown';

/** Which versions of a package an advisory is about. */
export type AffectedPackage = {
  readonly ecosystem: string;
  readonly name: string;
  readonly versions: readonly string[];
  readonly ranges: readonly { readonly type: string; readonly events: readonly Readonly<Record<string, string>>[] }[];
};

/** A known vulnerability out of an OSV file, in the parts that the vetting needs. */
export type Advisory = { readonly id: string; readonly aliases: readonly string[]; readonly modified: string; readonly summary: string; readonly severity: Severity; readonly withdrawn: boolean; readonly affected: readonly AffectedPackage[] };

/** Reads one entry of an OSV file (schema 1.x); undefined when it is none. Source: ossf.github.io/osv-schema, read 2026-11-22. */
export function readAdvisory(given: unknown): Advisory | undefined {
  const entry = recordOf(given);
  const [id, modified] = [textOf(entry?.['id']), textOf(entry?.['modified'])];
  if (entry === undefined || id === undefined || !/^[\w.:-]{3,100}$/u.test(id) || modified === undefined || Number.isNaN(Date.parse(modified))) return undefined;
  const affected = listOf(entry['affected']).flatMap((one) => affectedOf(one) ?? []);
  return {
    id, modified, aliases: listOf(entry['aliases']).flatMap((one) => textOf(one) ?? []).slice(0, 50), summary: (textOf(entry['summary']) ?? '').slice(0, 300), severity: severityOf(entry), withdrawn: textOf(entry['withdrawn']) !== undefined, affected,
  };
}

function affectedOf(given: unknown): AffectedPackage | undefined {
  const affected = recordOf(given);
  const named = recordOf(affected?.['package']);
  const [stated, name] = [textOf(named?.['ecosystem']), textOf(named?.['name'])];
  if (affected === undefined || stated === undefined || name === undefined) return undefined;
  // `Debian:12` is Debian; the release plays no part in the comparison of versions that are enumerated.
  const ecosystem = stated.split(':')[0] ?? stated;
  return {
    ecosystem, name: packageName(ecosystem, name), versions: listOf(affected['versions']).flatMap((one) => textOf(one) ?? []),
    ranges: listOf(affected['ranges']).flatMap((one) => {
      const range = recordOf(one);
      const type = textOf(range?.['type']);
      return range === undefined || type === undefined ? [] : [{ type, events: listOf(range['events']).flatMap((event) => textsOf(event)) }];
    }),
  };
}

function severityOf(entry: Record<string, unknown>): Severity {
  const scores = listOf(entry['severity']).flatMap((one) => {
    const { type, score } = recordOf(one) ?? {};
    return type === 'CVSS_V3' && typeof score === 'string' ? (cvssScore(score) ?? []) : [];
  });
  if (scores.length > 0) return named(Math.max(...scores));
  const said = textOf(recordOf(entry['database_specific'])?.['severity'])?.toLowerCase();
  return said === 'critical' || said === 'high' || said === 'low' ? said : said === 'moderate' || said === 'medium' ? 'medium' : 'unknown';
}

// CVSS 3.1, section 5: none counts as low here.
function named(score: number): Severity {
  return score >= 9 ? 'critical' : score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low';
}

function textsOf(value: unknown): Record<string, string>[] {
  const record = recordOf(value);
  return record === undefined ? [] : [Object.fromEntries(Object.entries(record).filter((pair): pair is [string, string] => typeof pair[1] === 'string'))];
}

const recordOf = (value: unknown): Record<string, unknown> | undefined => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
