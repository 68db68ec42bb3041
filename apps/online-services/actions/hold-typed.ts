import type { ActionContext } from '@allmende/house';
import { addDays } from '@allmende/time';
import { getCompiledService } from '../data/compiled-service.ts';
import { findDraftForUpdate, saveDraft } from '../data/draft.ts';
import type { FormBody } from '../domain/parse-field.ts';
import { checkAccess, openDraftContent, sealDraftContent, type DraftAccess } from './draft-access.ts';

/** More than the fields of any page. */
const LONGEST = 200_000;

/** Keeps what somebody typed on a page who must first prove anew who they are: sealed with the draft, unread, for that page alone. Reads nothing out. Throws NotFound as `openDraft`. */
export async function holdTyped(ctx: Pick<ActionContext, 'database' | 'clock' | 'keys'>, access: DraftAccess, typed: { page: string; body: FormBody }): Promise<void> {
  const today = ctx.clock.today();
  await ctx.database.inTenant(access.tenant, async (tx) => {
    const stored = checkAccess(await findDraftForUpdate(tx, access.draft), access, today, 'find');
    if (stored.applicationId !== null) return;
    const service = await getCompiledService(ctx.database, access.tenant, stored);
    const page = service.page(typed.page) ?? (service.checkPage.id === typed.page ? service.checkPage : undefined);
    if (!page) return;
    const own = page.fields.map(({ field }) => field.id);
    const body = Object.fromEntries(Object.entries(typed.body).flatMap(([name, value]) => (typeof value === 'string' && own.some((id) => name === id || name.startsWith(`${id}.`)) ? [[name, value] as const] : [])));
    if (JSON.stringify(body).length > LONGEST) return;
    const { content, key } = await openDraftContent(ctx.keys, access.tenant, stored);
    await saveDraft(tx, { id: stored.id, sealed: sealDraftContent(key, access.tenant, stored.id, { ...content, held: { page: typed.page, body } }), at: ctx.clock.now(), expiresOn: addDays(today, service.package.service.retention.draftDays) });
  });
}
