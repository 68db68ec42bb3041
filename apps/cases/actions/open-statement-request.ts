import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { isUuid, tenantId, type TenantId, type TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { openDataKey, type SecretKey } from '@allmende/secrets';
import { listEvidence } from '../data/case-evidence.ts';
import { findCase, findCaseForUpdate } from '../data/case-file.ts';
import { findParticipation, findStatementRequest, type SealedParticipation } from '../data/participation.ts';
import type { CaseFile } from '../domain/case-file.ts';
import { shownParts, type ParticipationContent, type ShownParts, type StatementRequest } from '../domain/participation.ts';
import { giveStatements } from '../domain/permissions.ts';
import { openPart } from './case-seals.ts';

export type AskedContext = Pick<ActionContext, 'database' | 'clock' | 'keys' | 'actor' | 'tenant'>;

/** A request as the asked office reads it: the question, the day and the chosen parts of the case, nothing else of it. */
export type OpenedRequest = { readonly request: StatementRequest; readonly question: string; readonly askedBy: string; readonly parts: ShownParts; readonly statement: string | undefined; readonly placeName: string };

/** What the asked office may work on, held in the authority whose case it is. */
export type HeldRequest = { readonly tenant: TenantId; readonly asked: SealedParticipation; readonly content: ParticipationContent; readonly file: CaseFile; readonly sealed: Buffer; readonly key: SecretKey };

/**
 * Opens what was asked of this authority, in the authority whose case it is. The way is always the same: the person may give statements here, the request is in this authority's own list, and the
 * record of the case names this authority. Anything else is the same NotFound, a withdrawn request too.
 */
export async function withAskedCase<Result>(ctx: AskedContext, input: { readonly request: string; readonly forUpdate?: boolean }, work: (tx: TenantTx, held: HeldRequest, request: StatementRequest) => Promise<Result>): Promise<Result> {
  requirePermission(ctx.actor, giveStatements, ctx.tenant);
  requireStaff(ctx.actor);
  const request = isUuid(input.request) ? await ctx.database.inTenant(ctx.tenant, (tx) => findStatementRequest(tx, input.request)) : undefined;
  if (!request) throw new NotFound();
  const from = tenantId(request.fromTenant);
  return ctx.database.inTenant(from, async (tx) => {
    const seen = await findParticipation(tx, request.id);
    const found = seen && (await (input.forUpdate ? findCaseForUpdate(tx, seen.case) : findCase(tx, seen.case)));
    // Read again once the case is held: two people of the asked office may answer at once.
    const asked = found && (await findParticipation(tx, request.id));
    if (!asked || asked.officeTenant !== ctx.tenant || asked.state === 'withdrawn') throw new NotFound();
    const { key } = await openDataKey(tx, ctx.keys, found.file.dataKeyId);
    const content = openPart('participation', key, from, asked.id, asked.sealed);
    return work(tx, { tenant: from, asked, content, file: found.file, sealed: found.sealed, key }, request);
  });
}

/** Opens a request for the asked office; recorded in the log of the authority whose case it is. Throws NotFound. */
export async function openStatementRequest(ctx: AskedContext, input: { readonly request: string }): Promise<OpenedRequest> {
  return withAskedCase(ctx, input, async (tx, { tenant, asked, content, file, sealed, key }, request) => {
    const evidence = (await listEvidence(tx, file.id)).map((one) => ({ ...openPart('evidence', key, tenant, one.id, one.sealed), id: one.id, fileId: one.fileId }));
    await record(tx, { actor: ctx.actor, action: 'cases/request-viewed', subject: { kind: 'case', id: file.id }, facts: { request: asked.id, office: ctx.tenant }, at: ctx.clock.now() });
    return {
      request: { ...request, state: asked.state, dueOn: asked.dueOn }, question: content.question, askedBy: content.askedByName, statement: content.statement, placeName: file.placeName,
      parts: shownParts(openPart('content', key, tenant, file.id, sealed), evidence, content.parts),
    };
  });
}
