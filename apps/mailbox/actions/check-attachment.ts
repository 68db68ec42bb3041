import { NotFound } from '@allmende/errors';
import { putFile, readFile, removeFile } from '@allmende/files';
import type { House } from '@allmende/house';
import { openApplicationKey } from '@allmende/online-services';
import { KeyDestroyed } from '@allmende/secrets';
import { inspectUpload, MEDIA_TYPES, openScanner, UPLOAD_KINDS } from '@allmende/uploads';
import { findAttachmentForUpdate, settleAttachment } from '../data/attachment.ts';
import { openPart, sealPart } from './mailbox-seals.ts';
import type { Conversation } from './write-message.ts';

/**
 * Decides about an attachment in quarantine and lets it out, cleaned, or drops its bytes with the reason kept. Safe to repeat; what is gone or decided is passed over. Throws ScannerUnavailable while the configured virus
 * scanner gives no verdict: the file stays where it is.
 */
export async function checkAttachment(house: Pick<House, 'database' | 'keys' | 'files' | 'config'>, of: Conversation & { readonly attachment: string }): Promise<void> {
  const { application, attachment } = of;
  const quarantined = await house.database.inTenant(of.tenant, async (tx) => {
    const stored = await findAttachmentForUpdate(tx, application, attachment);
    if (stored?.state !== 'received' || stored.fileId === null) return undefined;
    return readFile(tx, house, stored.fileId).catch((error: unknown) => { if (error instanceof KeyDestroyed || error instanceof NotFound) return undefined; throw error; });
  });
  if (quarantined === undefined) return;
  const verdict = await inspectUpload(quarantined.bytes, { accepts: UPLOAD_KINDS, scanner: openScanner(house.config) });
  await house.database.inTenant(of.tenant, async (tx) => {
    const known = await openApplicationKey(house, tx, application);
    const stored = await findAttachmentForUpdate(tx, application, attachment);
    if (!known || stored?.state !== 'received' || stored.fileId !== quarantined.id) return;
    const { dataKey } = known;
    const { name } = openPart('attachment', dataKey.key, of.tenant, attachment, stored.sealed);
    if ('refusal' in verdict) {
      await settleAttachment(tx, application, { id: attachment, state: 'refused', fileId: null, sizeBytes: 0, sealed: sealPart('attachment', dataKey.key, of.tenant, attachment, { name, refusal: verdict.refusal }) });
    } else {
      // The id of the attachment names its clean file: a second try after a crash writes over the first.
      const fileId = await putFile(tx, house, { id: attachment, dataKey, name: 'attachment', contentType: MEDIA_TYPES[verdict.kind].type, bytes: verdict.bytes });
      await settleAttachment(tx, application, { id: attachment, state: 'clean', fileId, sizeBytes: verdict.bytes.length, sealed: sealPart('attachment', dataKey.key, of.tenant, attachment, { name, kind: verdict.kind }) });
    }
    await removeFile(tx, house, quarantined.id);
  });
}
