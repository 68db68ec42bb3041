import { systemActor } from '@allmende/access';
import { record } from '@allmende/audit';
import type { TenantId } from '@allmende/database';
import { reportProgress } from '@allmende/delivery';
import { renderDocument } from '@allmende/documents';
import { putFile } from '@allmende/files';
import type { House } from '@allmende/house';
import { openDataKey } from '@allmende/secrets';
import { findCase } from '../data/case-file.ts';
import { findNotice, findNoticeForUpdate, saveNoticeFile } from '../data/notice.ts';
import { noticeDocument } from '../domain/notice-document.ts';
import { openPart } from './case-seals.ts';
import { TARGET_NAME } from './target-name.ts';

/** Makes the PDF of a notice once, puts it under the case's key and lets the applicant have a copy. Repeating it changes nothing; a deleted case is passed over. */
export async function renderNotice(house: House, input: { tenant: TenantId; notice: string }): Promise<void> {
  const { tenant } = input;
  const written = await house.database.inTenant(tenant, async (tx) => {
    const found = await findNotice(tx, input.notice);
    const file = found && found.notice.pdfFileId === null ? await findCase(tx, found.notice.case) : undefined;
    if (!found || !file) return undefined;
    const { key } = await openDataKey(tx, house.keys, file.file.dataKeyId);
    return openPart('notice', key, tenant, found.notice.id, found.sealed);
  });
  if (!written) return;
  const bytes = await renderDocument(noticeDocument(written));
  await house.database.inTenant(tenant, async (tx) => {
    const found = await findNoticeForUpdate(tx, input.notice);
    const opened = found && found.notice.pdfFileId === null ? await findCase(tx, found.notice.case) : undefined;
    if (!found || !opened) return;
    const dataKey = await openDataKey(tx, house.keys, opened.file.dataKeyId);
    const at = house.clock.now();
    // The notice's own id names the file: a second try after a crash writes over the first.
    const file = await putFile(tx, house, { id: found.notice.id, dataKey, name: `${opened.file.reference}-bescheid.pdf`, contentType: 'application/pdf', bytes });
    await saveNoticeFile(tx, found.notice.id, file);
    await record(tx, { actor: systemActor('cases'), action: 'cases/notice-rendered', subject: { kind: 'case', id: opened.file.id }, facts: { notice: found.notice.id, bytes: bytes.length }, at });
    await reportProgress(tx, { submission: opened.file.application, target: TARGET_NAME, state: 'decided', documents: [found.notice.id], at });
  });
}
