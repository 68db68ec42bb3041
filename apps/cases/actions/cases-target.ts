import type { TenantId } from '@allmende/database';
import type { DeliveryTarget } from '@allmende/delivery';
import { readFile } from '@allmende/files';
import type { House } from '@allmende/house';
import { findNotice } from '../data/notice.ts';
import type { CaseContent } from '../domain/case-content.ts';
import { openCase, rehearseCase } from './open-case.ts';
import { receiveEvidence } from './receive-evidence.ts';
import { receiveWithdrawal } from './receive-withdrawal.ts';
import { readRequestForApplicant } from './read-request-for-applicant.ts';
import { TARGET_NAME } from './target-name.ts';

/** Cases as a system that delivery delivers to. */
export const casesTarget = {
  name: TARGET_NAME,
  isNear: true,
  label: { de: 'Fälle auf dieser Plattform', en: 'Cases on this platform' },
  deliver: async (house: House, tenant: TenantId, content: CaseContent) => ({ receipt: await (content.isTest === true ? rehearseCase : openCase)(house, tenant, content) }),
  receiveEvidence,
  receiveWithdrawal,
  fetchReply: readRequestForApplicant,
  fetchDocument: (house: House, tenant: TenantId, document: string) => house.database.inTenant(tenant, async (tx) => {
    const found = await findNotice(tx, document);
    if (!found || found.notice.pdfFileId === null) return undefined;
    const { name, contentType, bytes } = await readFile(tx, house, found.notice.pdfFileId);
    return { id: document, name, kind: 'notice', contentType, bytes };
  }),
} satisfies DeliveryTarget;
