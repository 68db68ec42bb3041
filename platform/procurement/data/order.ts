import { rows, type TenantTx } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { PLAIN_CHAIN } from '../domain/approval-rule.ts';
import { OPEN_TERM } from '../domain/contract-term.ts';
import type { Order } from '../domain/order.ts';
import type { OrderContent, ProcurementTables } from './tables.ts';

type Row = ProcurementTables['procurement.purchase_order'];

/** Writes a new order; false when the same neighbour's contract is already being taken over in a draft. */
export async function insertOrder(tx: TenantTx, order: Order): Promise<boolean> {
  const { rowCount } = await tx.client.query(
    `insert into procurement.purchase_order (tenant_id, id, need_id, state, version, authors, created_at, taken_over_from, content)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (tenant_id, taken_over_from) where state = 'draft' and taken_over_from is not null do nothing`,
    [tx.tenant, order.id, order.need, order.state, order.version, order.authors, order.createdAt, order.takenOverFrom, JSON.stringify(contentOf(order))],
  );
  return rowCount === 1;
}

/** Saves an order that was loaded for update in the same transaction. */
export async function saveOrder(tx: TenantTx, order: Order): Promise<void> {
  const { rowCount } = await tx.client.query({
    name: 'procurement-save-order',
    text: `update procurement.purchase_order set state = $3, version = $4, authors = $5, submitted_by = $6, submitted_at = $7, approved_by = $8, approved_at = $9, contract_id = $10, content = $11, choice_sha256 = $12
           where tenant_id = $1 and id = $2 and version < $4`,
    values: [
      tx.tenant, order.id, order.state, order.version, order.authors, order.submitted?.by ?? null, order.submitted?.at ?? null, order.approved?.by ?? null, order.approved?.at ?? null, order.contract,
      JSON.stringify(contentOf(order)), order.choiceSha256,
    ],
  });
  if (rowCount !== 1) throw new Error('an order was saved without being locked');
}

/** One order; throws NotFound. */
export async function getOrder(tx: TenantTx, id: string): Promise<Order> {
  const order = await findOrder(tx, id);
  if (order === undefined) throw new NotFound();
  return order;
}

/** One order; undefined when there is none. */
export async function findOrder(tx: TenantTx, id: string): Promise<Order | undefined> {
  const row = await rows<ProcurementTables>(tx).selectFrom('procurement.purchase_order').selectAll().where('tenant_id', '=', tx.tenant).where('id', '=', id).executeTakeFirst();
  return row && orderOf(row);
}

/** One order, locked until the transaction ends; throws NotFound. */
export async function getOrderForUpdate(tx: TenantTx, id: string): Promise<Order> {
  const row = await rows<ProcurementTables>(tx).selectFrom('procurement.purchase_order').selectAll().where('tenant_id', '=', tx.tenant).where('id', '=', id).forUpdate().executeTakeFirst();
  if (row === undefined) throw new NotFound();
  return orderOf(row);
}

/** Orders of the authority, the newest first; at most 500. */
export async function listOrders(tx: TenantTx, by: { need?: string } = {}): Promise<Order[]> {
  let wanted = rows<ProcurementTables>(tx).selectFrom('procurement.purchase_order').selectAll().where('tenant_id', '=', tx.tenant);
  if (by.need !== undefined) wanted = wanted.where('need_id', '=', by.need);
  return (await wanted.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(500).execute()).map(orderOf);
}

/** The draft that takes a neighbour's contract over. */
export async function findTakeOver(tx: TenantTx, contract: string): Promise<Order | undefined> {
  const row = await rows<ProcurementTables>(tx).selectFrom('procurement.purchase_order').selectAll().where('tenant_id', '=', tx.tenant).where('taken_over_from', '=', contract).where('state', '=', 'draft').executeTakeFirst();
  return row && orderOf(row);
}

function contentOf(order: Order): OrderContent {
  const { title, category, lines, ground, commitment, choice, proven, term, chain, checks: { budget, council } } = order;
  return {
    title, category, lines, ground, commitment, choice, proven, term, chain, checks: { budget: budget && { ...budget, at: budget.at.toISOString() }, council: council && { ...council, at: council.at.toISOString() } },
    closed: order.closed && { ...order.closed, at: order.closed.at.toISOString() }, declared: order.declared && { ...order.declared, at: order.declared.at.toISOString() },
  };
}

function orderOf(row: Row): Order {
  const { content } = row;
  const { budget = null, council = null } = content.checks ?? {};
  const act = (by: string | null, at: Date | null) => (by === null || at === null ? null : { by, at });
  return {
    id: row.id, need: row.need_id, title: content.title, category: content.category, state: row.state, version: row.version, authors: row.authors, createdAt: row.created_at, takenOverFrom: row.taken_over_from,
    lines: content.lines, ground: content.ground, commitment: content.commitment, choice: content.choice, choiceSha256: row.choice_sha256, proven: content.proven, submitted: act(row.submitted_by, row.submitted_at),
    approved: act(row.approved_by, row.approved_at), closed: content.closed && { ...content.closed, at: new Date(content.closed.at) }, declared: content.declared && { ...content.declared, at: new Date(content.declared.at) },
    contract: row.contract_id, term: content.term ?? OPEN_TERM, chain: content.chain ?? PLAIN_CHAIN, checks: { budget: budget && { ...budget, at: new Date(budget.at) }, council: council && { ...council, at: new Date(council.at) } },
  };
}
