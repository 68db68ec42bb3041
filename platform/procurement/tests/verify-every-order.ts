import assert from 'node:assert/strict';
import { listEntries, type AuditEntry } from '@allmende/audit';
import type { Database, TenantId } from '@allmende/database';

type OrderRow = { id: string; state: string; authors: string[]; approved_by: string | null; approved_at: Date | null; contract_id: string | null; content: { proven: { provenOn: string; proof: { statutes: { validFrom: string; validUntil: string | null }; admission: { decidedOn: string } } } | null; commitment: { kind: string } | null; declared: unknown } };
type ContractRow = { id: string; order_id: string; number: string; agreement_id: string; approved_by: string; lines: number; concluded_on: string };

/**
 * Looks behind the actions: every order of an authority is lawful, every contract has one of everything, and the log says the same as the rows. Returns how many contracts there are. `settled` means that
 * all jobs have run.
 */
export async function verifyEveryOrder(database: Database, tenant: TenantId, options: { settled: boolean }): Promise<number> {
  return database.inTenant(tenant, async (tx) => {
    const select = async <Row extends object>(text: string) => (await tx.client.query<Row>(text)).rows;
    const orders = await select<OrderRow>('select * from procurement.purchase_order');
    const contracts = await select<ContractRow>(`select id, order_id, number, agreement_id, approved_by, jsonb_array_length(content -> 'lines') as lines, starts_on as concluded_on from procurement.contract`);
    const agreements = await select<{ id: string; contract_id: string }>('select id, contract_id from procurement.processing_agreement');
    const instances = await select<{ contract_id: string; app: string; agreement_id: string }>('select contract_id, app, agreement_id from operations.instance');
    const documents = await select<{ contract_id: string; kind: string; file_id: string }>('select contract_id, kind, file_id from procurement.contract_document');
    const files = await select<{ id: string }>('select id from files.file');
    const entries: AuditEntry[] = [];
    for (let page = await listEntries(tx, { limit: 500 }); page.length > 0; page = await listEntries(tx, { limit: 500, before: page.at(-1)?.entry.id ?? '' })) entries.push(...page.map(({ entry }) => entry));
    const logged = (action: string, id: string) => entries.filter((entry) => entry.action === action && entry.subject.id === id).length;

    for (const order of orders) {
      const own = contracts.filter((one) => one.order_id === order.id);
      assert.equal(own.length, order.state === 'contracted' ? 1 : 0, `order ${order.id} is ${order.state} and has ${own.length} contracts`);
      if (order.approved_by !== null) assert.ok(!order.authors.includes(order.approved_by) && order.content.proven !== null, 'approved by an author or without proof');
      if (order.content.proven !== null) {
        const { provenOn, proof: { statutes, admission } } = order.content.proven;
        assert.ok(statutes.validFrom <= provenOn && (statutes.validUntil === null || provenOn <= statutes.validUntil) && admission.decidedOn <= provenOn, 'a proof that did not hold on its day');
      }
      if (order.state === 'contracted') {
        assert.equal(own[0]?.id, order.contract_id);
        assert.ok((own[0]?.concluded_on ?? '') <= (order.content.proven?.proof.statutes.validUntil ?? '9999-12-31'), 'a contract after the end of its proof');
        assert.ok(order.approved_by !== null && (order.content.commitment?.kind === 'everyday' || order.content.declared !== null), 'a contract without second person or signature');
      }
      assert.equal(logged('procurement/order-created', order.id), 1);
      assert.equal(logged('procurement/order-approved', order.id), order.approved_by === null ? 0 : 1);
      assert.equal(logged('procurement/declaration-signed', order.id), order.content.declared === null ? 0 : 1);
      assert.equal(logged('procurement/order-refused', order.id), order.state === 'refused' ? 1 : 0);
      assert.equal(logged('procurement/order-cancelled', order.id), order.state === 'cancelled' ? 1 : 0);
      const submittedNow = !['draft', 'cancelled'].includes(order.state);
      if (submittedNow) assert.equal(logged('procurement/order-submitted', order.id), 1);
    }
    for (const contract of contracts) {
      assert.deepEqual(agreements.filter((one) => one.contract_id === contract.id).map((one) => one.id), [contract.agreement_id]);
      const running = instances.filter((one) => one.contract_id === contract.id);
      assert.equal(running.length, contract.lines);
      assert.ok(running.every((one) => one.agreement_id === contract.agreement_id));
      assert.equal(logged('procurement/contract-concluded', contract.id), 1);
      const own = documents.filter((one) => one.contract_id === contract.id);
      assert.equal(logged('procurement/document-stored', contract.id), own.length);
      if (options.settled) assert.equal(own.length, 2, 'a contract and its agreement have one document each');
    }
    assert.equal(entries.filter((entry) => entry.action === 'procurement/contract-concluded').length, contracts.length);
    assert.equal(entries.filter((entry) => entry.action === 'operations/instance-requested').length, instances.length);
    assert.deepEqual(files.map((one) => one.id).toSorted(), documents.map((one) => one.file_id).toSorted());
    const counts = contracts.map((one) => Number(one.number.slice(-4))).toSorted((one, other) => one - other);
    assert.deepEqual(counts, counts.map((_, index) => index + 1), 'numbers of contracts run without a gap');
    return contracts.length;
  });
}
