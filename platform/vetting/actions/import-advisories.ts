import { createHash } from 'node:crypto';
import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { enqueue } from '@allmende/jobs';
import { insertAdvisoryImport, listAdvisoryImports, saveAdvisories, type AdvisoryImport } from '../data/advisory.ts';
import { listWithSbom } from '../data/solution.ts';
import { importAdvisories as permission, seeVetting } from '../domain/permissions.ts';
import { RECHECK } from '../domain/recheck-ticket.ts';
import { readAdvisory } from '../domain/supply-chain/advisory.ts';
import { actingId } from './acting.ts';

/** The largest file that is read. */
export const MOST_ADVISORY_BYTES = 50 * 1024 * 1024;
const MOST_ADVISORIES = 300_000;

/**
 * Imports known vulnerabilities from an OSV file: one entry, a JSON list, `{"vulns": [...]}`, or a line for each. Newer states take the place of older ones; every solution with a bill of materials is held against
 * them again, in jobs. Throws InvalidInput (`/file`) when nothing in it can be read.
 */
export async function importAdvisories(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: { readonly file: Uint8Array }): Promise<AdvisoryImport> {
  requirePermission(ctx.actor, permission, PLATFORM_TENANT);
  const entries = entriesIn(input.file);
  const advisories = entries.flatMap((one) => readAdvisory(one) ?? []);
  if (advisories.length === 0) throw new InvalidInput([{ pointer: '/file', code: 'unreadable', message: 'In der Datei steht kein lesbarer Eintrag im Format OSV. Wählen Sie eine JSON-Datei, wie osv.dev sie bereitstellt.' }]);
  const at = ctx.clock.now();
  const done: AdvisoryImport = { id: newId(), hash: createHash('sha256').update(input.file).digest('hex'), advisories: advisories.length, unreadable: entries.length - advisories.length, importedAt: at, importedOn: ctx.clock.today() };
  await ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    await saveAdvisories(tx, advisories);
    await insertAdvisoryImport(tx, done, actingId(ctx.actor));
    await record(tx, { actor: ctx.actor, action: 'vetting/advisories-imported', subject: { kind: 'advisory-import', id: done.id }, facts: { advisories: done.advisories, unreadable: done.unreadable, hash: done.hash }, at });
    for (const solution of await listWithSbom(tx)) await enqueue(tx, RECHECK, { solution });
  });
  return done;
}

/** The imports, the newest first. */
export async function listAdvisories(ctx: Pick<ActionContext, 'database' | 'actor'>): Promise<readonly AdvisoryImport[]> {
  requirePermission(ctx.actor, seeVetting, PLATFORM_TENANT);
  return ctx.database.inTenant(PLATFORM_TENANT, (tx) => listAdvisoryImports(tx));
}

function entriesIn(file: Uint8Array): readonly unknown[] {
  if (file.length > MOST_ADVISORY_BYTES) throw new InvalidInput([{ pointer: '/file', code: 'too-large', message: 'Die Datei darf höchstens 50 MB haben. Teilen Sie sie auf.' }]);
  const text = new TextDecoder().decode(file);
  const whole = parsed(text);
  const list = Array.isArray(whole) ? whole : typeof whole === 'object' && whole !== null ? (Array.isArray((whole as { vulns?: unknown }).vulns) ? (whole as { vulns: unknown[] }).vulns : [whole]) : text.split('\n').filter((line) => line.trim() !== '').slice(0, MOST_ADVISORIES).map(parsed);
  return list.slice(0, MOST_ADVISORIES);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
