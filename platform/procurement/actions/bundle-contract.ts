import { createHash } from 'node:crypto';
import { requirePermission } from '@allmende/access';
import { bundleLines, extractAudit, record, type BundleLine } from '@allmende/audit';
import { readFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { listAmendments } from '../data/amendment.ts';
import { getContract, listDocuments } from '../data/contract.ts';
import { getOrder } from '../data/order.ts';
import { findChoice } from '../data/order-choice.ts';
import { contractFiles, type ContractFile } from '../domain/contract-files.ts';
import { seeOrders } from '../domain/permissions.ts';
import { exportOcds } from './export-ocds.ts';

/**
 * Everything for one contract as one file for the offline verifier (`tools/verify/verify.mjs`): its documents as PDF/UA, order, contract and frozen choice as JSON, the OCDS record, and the entries of the audit log about them with proofs
 * against the newest checkpoint. That it was taken away is recorded. Throws NotFound.
 */
export async function bundleContract(
  ctx: Pick<ActionContext, 'config' | 'database' | 'clock' | 'actor' | 'tenant' | 'keys' | 'files'>, input: { readonly contract: string; readonly uri: string },
): Promise<{ readonly name: string; readonly lines: AsyncIterable<string> }> {
  requirePermission(ctx.actor, seeOrders, ctx.tenant);
  const { contract, order, choice, amendments, documents, extract } = await ctx.database.inTenant(ctx.tenant, async (tx) => {
    const found = await getContract(tx, input.contract);
    const pdfs: ContractFile[] = [];
    for (const { kind, file } of await listDocuments(tx, found.id)) pdfs.push({ name: `${kind}.pdf`, bytes: (await readFile(tx, ctx, file)).bytes });
    const proofs = await extractAudit(tx, ctx.config.checkpointsDir, [{ kind: 'order', id: found.order }, { kind: 'contract', id: found.id }]);
    await record(tx, { actor: ctx.actor, action: 'procurement/contract-exported', subject: { kind: 'contract', id: found.id }, facts: { number: found.number }, at: ctx.clock.now() });
    return { contract: found, order: await getOrder(tx, found.order), choice: await findChoice(tx, found.order), amendments: await listAmendments(tx, found.id), documents: pdfs, extract: proofs };
  });
  const { name, text } = await exportOcds(ctx, { order: order.id, form: 'record', uri: input.uri });
  const files = [...documents, ...contractFiles(order, contract, amendments, choice), { name, bytes: Buffer.from(text, 'utf8') }].map((one) => ({ ...one, sha256: createHash('sha256').update(one.bytes).digest('hex') }));
  const head = {
    format: 'allmende-contract-bundle/1', ...extract.head, exportedAt: ctx.clock.now().toISOString(), contract: { id: contract.id, order: order.id, number: contract.number }, files: files.map(({ name: file, sha256 }) => ({ name: file, sha256 })),
  };
  const parts: BundleLine[] = [...extract.lines, ...files.map(({ name: file, sha256, bytes }) => ({ file: { name: file, sha256, bytes: Buffer.from(bytes).toString('base64') } }))];
  return { name: `${contract.number}.jsonl`, lines: bundleLines(head, inTurn(parts)) };
}

async function* inTurn<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items;
}
