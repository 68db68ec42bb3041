import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { PLATFORM_TENANT } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import type { PlainDate } from '@allmende/time';
import { insertAgreementText } from '../data/agreement-text.ts';
import { loadSampleAgreement } from '../data/standards.ts';
import { readAgreementBlocks, type AgreementText } from '../domain/agreement-text.ts';
import { AgreementAlreadyEntered } from '../domain/errors.ts';
import { enterAgreements } from '../domain/permissions.ts';

type Context = Pick<ActionContext, 'database' | 'clock' | 'actor'>;

/** Enters a version of the processing agreement from plain text (`## ` headings, paragraphs, `- ` lists). Throws InvalidInput and AgreementAlreadyEntered. */
export async function enterAgreementText(ctx: Context, input: { version: string; source: string; validFrom: PlainDate; text: string }): Promise<void> {
  requirePermission(ctx.actor, enterAgreements, PLATFORM_TENANT);
  const blocks = readAgreementBlocks(input.text);
  if (input.version.trim().length < 2 || input.version.length > 100) throw new InvalidInput([{ pointer: '/version', code: 'length', message: 'Bitte geben Sie der Fassung einen Namen (2 bis 100 Zeichen).' }]);
  if (input.source.trim().length < 2 || input.source.length > 200) throw new InvalidInput([{ pointer: '/source', code: 'length', message: 'Bitte nennen Sie die Quelle des Textes.' }]);
  if (blocks.length === 0 || input.text.length > 100_000) throw new InvalidInput([{ pointer: '/text', code: 'length', message: 'Bitte geben Sie den Text der Vereinbarung ein (höchstens 100.000 Zeichen).' }]);
  if (!(await enter(ctx, { version: input.version.trim(), source: input.source.trim(), validFrom: input.validFrom, blocks }))) throw new AgreementAlreadyEntered();
}

/** Enters the sample text that ships with the platform, named as such. Safe at each start; true when it was new. */
export async function enterSampleAgreement(ctx: Context): Promise<boolean> {
  requirePermission(ctx.actor, enterAgreements, PLATFORM_TENANT);
  return enter(ctx, await loadSampleAgreement());
}

async function enter(ctx: Context, text: AgreementText): Promise<boolean> {
  const at = ctx.clock.now();
  const by = ctx.actor.kind === 'staff' ? ctx.actor.accountId : ctx.actor.kind === 'system' ? ctx.actor.name : 'platform';
  return ctx.database.inTenant(PLATFORM_TENANT, async (tx) => {
    if (!(await insertAgreementText(tx, text, { by, at }))) return false;
    await record(tx, { actor: ctx.actor, action: 'procurement/agreement-text-entered', subject: { kind: 'agreement-text', id: text.validFrom }, facts: { version: text.version, source: text.source, validFrom: text.validFrom }, at });
    return true;
  });
}
