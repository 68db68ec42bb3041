import { requirePermission } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import { definePage, show } from '@allmende/http';
import { listOutbox } from '@allmende/mail';
import { seeOutbox } from '../../domain/permissions.ts';
import { outboxView } from './outbox.view.ts';

/** The e-mails that stayed on this machine because no mail server is configured. In production, and where mails leave, there is no such page. */
export const outboxPage = definePage({
  method: 'GET', path: '/operator/outbox', access: seeOutbox,
  async handle({ ctx, locale }) {
    requirePermission(ctx.actor, seeOutbox, ctx.tenant);
    const mails = await listOutbox(ctx.config);
    if (mails === undefined) throw new NotFound();
    return show(outboxView(mails, locale));
  },
});
