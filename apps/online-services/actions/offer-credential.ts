import { CITIZEN } from '@allmende/access';
import { NotFound } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { berlinDate } from '@allmende/time';
import { createOffer, revokeCredentials, type Offer } from '@allmende/wallet';
import { normalCode } from '../domain/access-code.ts';
import { credentialsOf, type EarnedCredential } from '../domain/credentials-of.ts';
import { openApplication, type OpenedApplication } from './open-application.ts';
import { findApplicationBySecret } from './read-receipt.ts';

type Context = Pick<ActionContext, 'database' | 'keys' | 'clock'>;
type Given = { readonly reference: string; readonly secret: string };

/** The credentials that whoever holds reference and secret may fetch into a wallet. Throws NotFound when the two do not fit. */
export async function listEarnedCredentials(ctx: Context, given: Given): Promise<EarnedCredential[]> {
  const { tenant, application } = await findApplicationBySecret(ctx, given);
  return earned(await openApplication({ ...ctx, tenant }, application));
}

/** Offers one of them to the wallet of whoever holds reference and secret. Throws NotFound when the two do not fit or there is no such credential, InvalidInput when it was fetched too often. */
export async function offerCredential(ctx: Context & Pick<ActionContext, 'config'>, input: Given & { readonly type: string }): Promise<Offer> {
  const { tenant, application } = await findApplicationBySecret(ctx, input);
  const found = earned(await openApplication({ ...ctx, tenant }, application)).find(({ type }) => type === input.type);
  if (!found) throw new NotFound();
  return createOffer({ ...ctx, tenant, actor: CITIZEN }, { ...found, about: application });
}

/** Withdraws the credential that a decision ends, such as the badge of a dog that is gone, by the number that the applicant gave. Nothing happens for a number that nobody has. */
export async function withdrawCredentials(ctx: Context & Pick<ActionContext, 'tenant' | 'actor'>, input: { readonly application: string; readonly decision: string }): Promise<void> {
  const { content, service } = await openApplication(ctx, input.application);
  const withdraws = service.package.case.decisions.find(({ id }) => id === input.decision)?.withdraws;
  const typed = withdraws && content.answers[withdraws.number];
  if (withdraws && typeof typed === 'string' && normalCode(typed) !== '') await revokeCredentials(ctx, { type: withdraws.type, number: normalCode(typed), reason: input.decision });
}

function earned({ stored, content, service }: OpenedApplication): EarnedCredential[] {
  return credentialsOf(service.package, {
    reference: stored.reference, decision: stored.decision, state: stored.state, serviceName: service.texts('de').get('service.name'), submittedOn: berlinDate(stored.submittedAt), decidedOn: berlinDate(stored.stateSince), answers: content.answers,
  });
}
