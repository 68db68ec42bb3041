import { systemActor } from '@allmende/access';
import { openDatabase, tenantId } from '@allmende/database';
import { folderStore } from '@allmende/files';
import { testHouse } from '@allmende/house/testing';
import { fileKeyStore } from '@allmende/secrets';
import { approveOrder, storeContractDocuments } from '../index.ts';

// A process of its own that approves one order after the other and writes the documents, until somebody kills it.
const [appUrl = '', platformUrl = '', folder = '', tenantText = '', accountId = '', ...orders] = process.argv.slice(2);
const tenant = tenantId(tenantText);
const house = { ...testHouse(openDatabase({ appUrl, platformUrl })), keys: fileKeyStore(`${folder}/keys`), files: folderStore(`${folder}/files`) };
const approver = { ...house, tenant, actor: { kind: 'staff' as const, accountId, name: 'Frieda Frei', grants: [{ tenant, role: 'approver' as const }] } };

await house.database.isReachable();
process.stdout.write('ready\n');
for (const order of orders) {
  const { contract } = await approveOrder(approver, { order });
  if (contract !== null) await storeContractDocuments({ ...house, tenant, actor: systemActor('procurement') }, { contract });
}
process.exit(0);
