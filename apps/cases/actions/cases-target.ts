import type { DeliveryTarget } from '@allmende/delivery';
import { readFile } from '@allmende/files';
import { findNotice } from '../data/notice.ts';
import { openCase } from './open-case.ts';
import { receiveEvidence } from './receive-evidence.ts';
import { TARGET_NAME } from './target-name.ts';

/** Cases as a system that delivery delivers to. */
export const casesTarget: DeliveryTarget = {
  name: TARGET_NAME,
  deliver: async (house, tenant, content) => ({ receipt: await openCase(house, tenant, content) }),
  receiveEvidence,
  fetchDocument: (house, tenant, document) => house.database.inTenant(tenant, async (tx) => {
    const found = await findNotice(tx, document);
    if (!found || found.notice.pdfFileId === null) return undefined;
    const { name, contentType, bytes } = await readFile(tx, house, found.notice.pdfFileId);
    return { id: document, name, kind: 'notice', contentType, bytes };
  }),
};
