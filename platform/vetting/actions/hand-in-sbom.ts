import { compareVersions } from '@allmende/app-packages';
import { readPubliccode } from '@allmende/catalog';
import { PLATFORM_TENANT, type TenantTx } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import { putFile, readFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { addDays } from '@allmende/time';
import { advisoriesOn, listAdvisoryImports } from '../data/advisory.ts';
import { evidenceOf } from '../data/evidence.ts';
import { getSolutionRow, keyOfSolution, readRevision } from '../data/solution.ts';
import { ADVISORIES_DAYS, checkSbom, checkSignature, checkVulnerabilities } from '../domain/check-supply-chain.ts';
import { requirePossible } from '../domain/solution.ts';
import { packagesOf } from '../domain/supply-chain/match-advisories.ts';
import { MOST_SBOM_BYTES, readSbom, type Sbom } from '../domain/supply-chain/read-sbom.ts';
import { verifySignature } from '../domain/supply-chain/verify-signature.ts';
import { onOwnSolution } from './own-solution.ts';
import { recordEvidence } from './record-evidence.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor' | 'keys' | 'files'>;

/** Hands in the bill of materials of the newest description, with its signature: three checks at once. A bill of materials with faults is taken all the same, the faults are shown. Throws InvalidInput (`/sbom`), NotFound, ActNotPossible. */
export async function handInSbom(ctx: Context, input: { readonly solution: string; readonly sbom: Uint8Array; readonly signature: Uint8Array; readonly publicKey: string }): Promise<void> {
  if (input.sbom.length === 0) throw new InvalidInput([{ pointer: '/sbom', code: 'required', message: 'Wählen Sie die Stückliste aus.' }]);
  if (input.sbom.length > MOST_SBOM_BYTES) throw new InvalidInput([{ pointer: '/sbom', code: 'too-large', message: 'Die Stückliste darf höchstens 20 MB haben.' }]);
  await onOwnSolution(ctx, input.solution, async (tx, solution) => {
    requirePossible('evidence', solution);
    const { id, revision } = solution;
    const read = readSbom(input.sbom);
    const reading = readPubliccode(await readRevision(tx, ctx.keys, id, revision), solution.name);
    const version = reading.kind === 'read' ? reading.listing.softwareVersion : null;
    const name = 'stueckliste.cdx.json';
    const file = { id: await putFile(tx, ctx, { dataKey: await keyOfSolution(tx, ctx.keys, id), name, contentType: 'application/vnd.cyclonedx+json', bytes: input.sbom }), name };
    await recordEvidence(tx, ctx, { solution: id, check: 'sbom-valid', result: checkSbom(read, version, ctx.clock.today()), examined: input.sbom, revision, file });
    await recordEvidence(tx, ctx, { solution: id, check: 'sbom-signed', result: checkSignature(verifySignature(input.sbom, input.signature, input.publicKey)), examined: input.signature, revision });
    await judge(tx, ctx, { id, revision }, read.sbom, input.sbom);
  });
}

/** Holds the newest valid bill of materials of each description that counts against the advisories of today. Does nothing where there is none. May run twice. */
export async function recheckVulnerabilities(ctx: Context, input: { readonly solution: string }): Promise<void> {
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    const { id, revision, publishedRevision, listing } = await getSolutionRow(tx, { id: input.solution }, true);
    if (listing === 'withdrawn') return;
    const evidence = (await evidenceOf(tx, [id])).get(id) ?? [];
    for (const one of new Set([revision, publishedRevision])) {
      const newest = evidence.find((found) => found.check === 'sbom-valid' && found.revision === one);
      if (one === null || newest === undefined || newest.file === null || newest.outcome === 'failed') continue;
      const { bytes } = await readFile(tx, ctx, newest.file.id);
      await judge(tx, ctx, { id, revision: one }, readSbom(bytes).sbom, bytes);
    }
  });
}

async function judge(tx: TenantTx, ctx: Context, solution: { readonly id: string; readonly revision: number }, sbom: Sbom | undefined, examined: Uint8Array): Promise<void> {
  const [newest] = await listAdvisoryImports(tx);
  const advisories = sbom === undefined ? [] : await advisoriesOn(tx, packagesOf(sbom));
  const result = checkVulnerabilities(sbom, advisories, newest?.importedOn, ctx.clock.today(), compareVersions);
  // The verdict is as old as the list it rests on.
  const validUntil = newest === undefined ? null : addDays(newest.importedOn, ADVISORIES_DAYS);
  await recordEvidence(tx, ctx, { solution: solution.id, check: 'no-known-vulnerabilities', result, examined, validUntil, revision: solution.revision });
}
