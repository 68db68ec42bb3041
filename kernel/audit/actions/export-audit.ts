import type { Database, TenantId } from '@allmende/database';
import { selectHeads } from '../data/tree.ts';
import { selectLeaves } from '../data/verification.ts';
import { treeRoot } from '../domain/merkle-tree.ts';

const PAGE = 2_000;

/**
 * The log of one authority as lines of JSON for an offline verifier: first a head `{format, tenant, size, root}`, then one line `{index, body}` per entry with a place, in order. The leaf hash of
 * an entry is SHA-256 over 0x00 and the UTF-8 bytes of `body`. Each page is read in its own transaction; entries that come meanwhile are left out.
 */
export async function* exportAudit(database: Database, tenant: TenantId): AsyncGenerator<string> {
  const [head] = await database.inTenant(tenant, (tx) => selectHeads(tx, tenant));
  const size = head?.size ?? 0;
  const root = Buffer.from(head?.root ?? treeRoot([])).toString('base64');
  yield `${JSON.stringify({ format: 'allmende-audit-export/1', tenant, size, root })}\n`;
  for (let start = 0; start < size;) {
    const page = await database.inTenant(tenant, (tx) => selectLeaves(tx, tenant, start, Math.min(PAGE, size - start)));
    for (const leaf of page) yield `${JSON.stringify({ index: leaf.index, body: leaf.body })}\n`;
    if (page.length === 0) return;
    start = (page.at(-1)?.index ?? start) + 1;
  }
}
