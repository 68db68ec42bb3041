import { createHash } from 'node:crypto';
import { requirePermission, type Actor } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT, type Database } from '@allmende/database';
import type { Clock } from '@allmende/time';
import { NothingToImport } from '../domain/errors.ts';
import { importSolutions } from '../domain/permissions.ts';
import type { Problem } from '../domain/problem.ts';
import { readProvenance } from '../domain/provenance.ts';
import { readPubliccode, READER_VERSION } from '../domain/read-publiccode.ts';
import { solutionIdentity, solutionSlug } from '../domain/solution-slug.ts';
import { describedSolution } from '../domain/described-solution.ts';
import { settleCatalog, listKnownSolutions, listVerdicts, lockCatalog, noteFailure, noteGoodRead, writeSolutions, type KnownSolution, type WrittenSolution } from '../data/solution.ts';
import { listSolutionFiles, readSolutionFile, type SolutionFile } from '../data/solution-files.ts';

/** How far an import has come. */
export type ImportProgress = { done: number; total: number };

/** What an import did. */
export type CatalogImport = {
  added: number;
  changed: number;
  unchanged: number;
  /** Files that could not be read at all, or that describe the same solution as another file. */
  rejected: readonly { file: string; line: number; reason: string }[];
  /** Files judged conformant by the standard. */
  conformant: number;
  /** Files that are listed though they are not conformant, with what is wrong (at most 20 problems each). */
  deviating: readonly { file: string; slug: string; errors: number; problems: readonly Problem[] }[];
};

const filesPerWrite = 100;

/**
 * Brings publiccode.yml files of any version into the store: a folder with everything below it, or one file. A wrong field never keeps an entry out; a file that is no YAML is
 * reported with line and reason, and an entry that came from the same place stays as it was. The same files again change nothing. All or nothing: one transaction.
 */
export async function importCatalog(
  ctx: { database: Pick<Database, 'inTenant'>; clock: Clock; actor: Actor },
  input: { path: string; onProgress?: (progress: ImportProgress) => void },
): Promise<CatalogImport> {
  requirePermission(ctx.actor, importSolutions, PLATFORM_TENANT);
  const files = await listSolutionFiles(input.path);
  if (files === undefined) throw new NothingToImport();
  const at = ctx.clock.now();
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    await lockCatalog(tx);
    const run = new ImportRun(await listKnownSolutions(tx), at);
    for (let from = 0; from < files.length; from += filesPerWrite) {
      for (const file of files.slice(from, from + filesPerWrite)) run.take(file, await readSolutionFile(file));
      await writeSolutions(tx, run.written.splice(0));
      await noteGoodRead(tx, run.readAgain.splice(0), at);
      for (const { source, failure } of run.failed.splice(0)) await noteFailure(tx, source, failure);
      input.onProgress?.({ done: Math.min(from + filesPerWrite, files.length), total: files.length });
    }
    const verdicts = await listVerdicts(tx, [...run.unchangedDeviating.keys()]);
    for (const [slug, file] of run.unchangedDeviating) run.deviates(file, slug, verdicts.get(slug)?.problems ?? []);
    const report = { ...run.report, deviating: run.report.deviating.toSorted((a, b) => (a.file < b.file ? -1 : 1)) };
    if (report.added + report.changed > 0) {
      await settleCatalog(tx);
      await record(tx, {
        actor: ctx.actor, action: 'catalog/solutions-imported', subject: { kind: 'catalog', id: 'solutions' },
        facts: { added: report.added, changed: report.changed, rejected: report.rejected.length, conformant: report.conformant }, at,
      });
    }
    return report;
  });
}

/** Decides file by file what is to be written; knows what the import itself has already brought. */
class ImportRun {
  readonly written: WrittenSolution[] = [];
  readonly readAgain: string[] = [];
  readonly failed: { source: string; failure: { line: number; reason: string; at: string } }[] = [];
  readonly report = { added: 0, changed: 0, unchanged: 0, rejected: [] as { file: string; line: number; reason: string }[], conformant: 0, deviating: [] as { file: string; slug: string; errors: number; problems: readonly Problem[] }[] };
  /** Entries whose file is unchanged and not conformant, with the file. */
  readonly unchangedDeviating = new Map<string, string>();
  readonly #known: Map<string, KnownSolution>;
  readonly #bySource: Map<string, KnownSolution>;
  readonly #slugs: Set<string>;
  readonly #taken = new Map<string, string>();
  readonly #at: Date;

  constructor(known: readonly KnownSolution[], at: Date) {
    this.#known = new Map(known.map((one) => [one.identity, one]));
    this.#bySource = new Map(known.map((one) => [one.source, one]));
    this.#slugs = new Set(known.map(({ slug }) => slug));
    this.#at = at;
  }

  take(file: SolutionFile, { content, origin }: { content: Uint8Array | undefined; origin: Uint8Array | undefined }): void {
    if (content === undefined) return this.#reject(file, 1, 'Die Datei ist größer als 1 MiB.');
    const contentHash = createHash('sha256').update(content).update('\0').update(origin ?? '').digest('hex');
    const same = this.#bySource.get(file.source);
    if (same?.contentHash === contentHash && same.reader === READER_VERSION && !this.#taken.has(same.identity)) return this.#keep(file, same);

    const reading = readPubliccode(content, file.fallbackName);
    if (reading.kind === 'unparsable') return this.#reject(file, reading.line, reading.reason);
    const base = solutionIdentity(reading.listing.repository) ?? `file:${file.source}`;
    const identity = this.#identityFor(base, reading.listing.name);
    if (identity === undefined) {
      this.report.rejected.push({ file: file.source, line: 1, reason: `Diese Software steht schon in ${this.#taken.get(`${base}#${reading.listing.name.toLowerCase()}`) ?? this.#taken.get(base) ?? 'einer anderen Datei'}.` });
      return;
    }
    const known = this.#known.get(identity);
    if (known?.contentHash === contentHash && known.reader === READER_VERSION) return this.#keep(file, known);
    this.#taken.set(identity, file.source);
    const slug = known?.slug ?? solutionSlug(file.wishedSlug ?? reading.listing.name, (word) => this.#slugs.has(word));
    this.#slugs.add(slug);
    if (known === undefined) this.report.added++;
    else this.report.changed++;
    if (reading.conformance.conformant) this.report.conformant++;
    else this.deviates(file.source, slug, reading.conformance.problems);
    this.written.push({
      ...describedSolution(reading, 'open-source'), slug, identity, contentHash, reader: READER_VERSION, source: file.source, provenance: origin === undefined ? null : readProvenance(origin),
      changedAt: this.#at, lastGoodReadAt: this.#at,
    });
  }

  deviates(file: string, slug: string, problems: readonly Problem[]): void {
    const errors = problems.filter(({ severity }) => severity === 'error');
    this.report.deviating.push({ file, slug, errors: errors.length, problems: errors.slice(0, 20) });
  }

  #keep(file: SolutionFile, known: KnownSolution): void {
    this.#taken.set(known.identity, file.source);
    this.report.unchanged++;
    this.readAgain.push(known.slug);
    if (known.conformant) this.report.conformant++;
    else this.unchangedDeviating.set(known.slug, file.source);
  }

  #reject(file: SolutionFile, line: number, reason: string): void {
    this.report.rejected.push({ file: file.source, line, reason });
    this.failed.push({ source: file.source, failure: { line, reason, at: this.#at.toISOString() } });
  }

  // Several files may describe parts of one repository: from the second on, the name tells them apart.
  #identityFor(identity: string, name: string): string | undefined {
    if (!this.#taken.has(identity)) return identity;
    const named = `${identity}#${name.toLowerCase()}`;
    return this.#taken.has(named) ? undefined : named;
  }
}
