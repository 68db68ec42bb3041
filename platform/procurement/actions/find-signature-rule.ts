import type { ActionContext } from '@allmende/house';
import { findAuthority } from '@allmende/register';
import { loadSignatureRules } from '../data/standards.ts';
import { signatureRuleFor, type SignatureRule } from '../domain/signature-rule.ts';

/** The norm that asks the authority for signed declarations today; undefined where nobody has entered one. */
export async function findSignatureRule(ctx: Pick<ActionContext, 'database' | 'clock' | 'tenant'>): Promise<SignatureRule | undefined> {
  const authority = await findAuthority(ctx, { id: ctx.tenant });
  return authority && signatureRuleFor(await loadSignatureRules(), { land: authority.land.key, kind: authority.kind }, ctx.clock.today());
}
