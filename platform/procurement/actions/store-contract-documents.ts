import { createHash } from 'node:crypto';
import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { renderDocument } from '@allmende/documents';
import { putFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { openDataKey } from '@allmende/secrets';
import { listAmendments } from '../data/amendment.ts';
import { claimDocument, getContract, listDocuments } from '../data/contract.ts';
import { DOCUMENT_KINDS, type DocumentKind } from '../domain/contract.ts';
import type { Amendment } from '../domain/amendment.ts';
import { contractDocument, documentFileName } from '../domain/contract-document.ts';

/** Writes the documents of a contract that are missing, each exactly once, however often and however many at once this runs. Returns how many it stored. */
export async function storeContractDocuments(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant' | 'keys' | 'files'>, input: { contract: string }): Promise<number> {
  const { contract, there, amendments } = await ctx.database.inTenant(ctx.tenant, async (tx) => ({ contract: await getContract(tx, input.contract), there: await listDocuments(tx, input.contract), amendments: (await listAmendments(tx, input.contract)).filter((one) => one.state === 'agreed') }));
  const wanted: { kind: DocumentKind; amendment?: Amendment }[] = [...DOCUMENT_KINDS.map((kind) => ({ kind })), ...amendments.map((amendment) => ({ kind: `amendment-${amendment.number}` as const, amendment }))];
  let stored = 0;
  for (const { kind, amendment } of wanted) {
    if (there.some((one) => one.kind === kind)) continue;
    const bytes = await renderDocument(contractDocument(contract, kind, amendment));
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const isNew = await ctx.database.inTenant(ctx.tenant, async (tx) => {
      const file = newId();
      const at = ctx.clock.now();
      if (!(await claimDocument(tx, contract.id, { kind, file, sha256, sizeBytes: bytes.length, storedAt: at }))) return false;
      await putFile(tx, ctx, { id: file, dataKey: await openDataKey(tx, ctx.keys, contract.dataKey), name: documentFileName(contract, kind), contentType: 'application/pdf', bytes });
      await record(tx, { actor: ctx.actor, action: 'procurement/document-stored', subject: { kind: 'contract', id: contract.id }, facts: { kind, sha256, bytes: bytes.length }, at });
      return true;
    });
    if (isNew) stored += 1;
  }
  return stored;
}
