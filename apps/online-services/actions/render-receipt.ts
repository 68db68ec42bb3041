import { renderDocument } from '@allmende/documents';
import { NotFound } from '@allmende/errors';
import { putFile } from '@allmende/files';
import type { ActionContext } from '@allmende/house';
import { findAuthority, findPlace, type AuthorityId } from '@allmende/register';
import { openDataKey } from '@allmende/secrets';
import { isLanguage } from '@allmende/i18n';
import { findApplicationForUpdate, saveReceipt } from '../data/application.ts';
import { hasExampleValues } from '../domain/overlay.ts';
import { openApplication, summaryOf, type OpenedApplication } from './open-application.ts';
import { receiptDocument } from '../domain/receipt-document.ts';

type Context = Pick<ActionContext, 'database' | 'keys' | 'files' | 'tenant'>;

/** Makes the receipt (PDF/UA) once and returns the id of its file; later calls return the same. Two at once wait for each other. Throws NotFound, KeyDestroyed. */
export async function renderReceipt(ctx: Context, input: { application: string }): Promise<string> {
  const opened = await openApplication(ctx, input.application);
  if (opened.stored.receiptFileId !== null) return opened.stored.receiptFileId;
  const bytes = await render(ctx, opened);
  return ctx.database.inTenant(ctx.tenant, async (tx) => {
    const stored = await findApplicationForUpdate(tx, input.application);
    if (!stored) throw new NotFound();
    if (stored.receiptFileId !== null) return stored.receiptFileId;
    const dataKey = await openDataKey(tx, ctx.keys, stored.dataKeyId);
    // The application's own id names the file: a second try after a crash writes over the first.
    const file = await putFile(tx, ctx, { id: stored.id, dataKey, name: `${stored.reference}.pdf`, contentType: 'application/pdf', bytes });
    await saveReceipt(tx, stored.id, file);
    return file;
  });
}

async function render(ctx: Context, { stored, content, service }: OpenedApplication): Promise<Uint8Array> {
  const [authority, place] = await Promise.all([
    findAuthority(ctx, { id: ctx.tenant as string as AuthorityId }), findPlace(ctx, { ags: `${stored.placeArs.slice(0, 5)}${stored.placeArs.slice(9)}` }),
  ]);
  const texts = service.texts(content.language);
  // A text of its own for each language would mix two voices in one file: all of it speaks as the service does.
  const locale = isLanguage(texts.language) ? texts.language : 'de';
  const contact = ['contact.office', 'contact.address', 'contact.telephone', 'contact.email'].flatMap((id) => service.overlay.parameters[id] ?? []).map(String);
  return renderDocument(receiptDocument({
    service: texts.get('service.name'), authority: authority?.name ?? '', place: place?.name ?? '', contactLines: contact, reference: stored.reference, submittedAt: stored.submittedAt, sentOn: content.sentOn,
    summary: summaryOf(service, content, locale), later: content.completeness.later.map((id) => texts.get(`evidence.${id}.label`)), next: texts.find('receipt.next'), isExample: hasExampleValues(service.overlay),
  }, locale));
}
