import type { TenantId } from '@allmende/database';
import type { House } from '@allmende/house';
import { findLivingSession, shownAt } from '@allmende/identity';
import { SCOPES } from './create-provider.ts';
import type { Issuers } from './issuers.ts';
import { findPerson } from './find-person.ts';

/** How a person's way into an app goes on. */
export type NextOfInteraction =
  | { readonly kind: 'go-on'; readonly address: string; readonly app: string }
  /** The app wants to be sure who sits there. */
  | { readonly kind: 'confirm'; readonly app: string }
  | { readonly kind: 'no-access' }
  /** Too late, or begun in another browser. */
  | { readonly kind: 'over' };

const CLAIMS = ['sub', 'name', 'preferred_username', 'email', 'roles', 'groups'];

/**
 * The platform's part of a sign-in at an app: whoever is signed in here and may use the instance goes on, with everything granted that the app may ask for. `begun` is what the browser holds as a cookie of this sign-in, so that nobody
 * finishes that of somebody else.
 */
export async function finishInteraction(
  house: House, issuers: Issuers, input: { readonly tenant: TenantId; readonly interaction: string; readonly begun: string | undefined; readonly sessionToken: string | undefined },
): Promise<NextOfInteraction> {
  const { tenant, sessionToken } = input;
  const provider = await issuers.open(house, tenant);
  const interaction = provider && input.begun === input.interaction ? await provider.Interaction.find(input.interaction) : undefined;
  const instance = interaction?.params['client_id'];
  const client = provider && typeof instance === 'string' ? await provider.Client.find(instance) : undefined;
  if (!provider || !interaction || !client) return { kind: 'over' };
  const session = sessionToken === undefined ? undefined : await findLivingSession(house, sessionToken);
  const person = session?.tenants.includes(tenant) === true ? await findPerson(house, { tenant, instance: client.clientId, accountId: session.accountId }) : undefined;
  const last = sessionToken === undefined ? undefined : await shownAt(house, sessionToken);
  if (!session || !person || !last) return { kind: 'no-access' };
  const app = client.clientName ?? client.clientId;
  const shown = Math.floor(last.getTime() / 1000);
  if (mustShowAgain(interaction, shown, house.clock.now())) return { kind: 'confirm', app };

  const former = interaction.grantId === undefined ? undefined : await provider.Grant.find(interaction.grantId);
  const grant = former?.accountId === session.accountId ? former : new provider.Grant({ accountId: session.accountId, clientId: client.clientId });
  grant.addOIDCScope(SCOPES.join(' '));
  grant.addOIDCClaims(CLAIMS);
  interaction.result = { login: { accountId: session.accountId, ts: shown, remember: false }, consent: { grantId: await grant.save() } };
  await interaction.persist();
  return { kind: 'go-on', address: interaction.returnTo, app };
}

/** Whether the person has to show again who they are: they were last asked before the app wanted it, or longer ago than it allows. */
function mustShowAgain(interaction: { readonly iat: number; readonly params: Readonly<Record<string, unknown>>; readonly prompt: { readonly reasons: readonly string[] } }, shown: number, now: Date): boolean {
  const prompts = String(interaction.params['prompt'] ?? '').split(' ');
  if (prompts.includes('login') && shown < interaction.iat) return true;
  const maxAge = Number(interaction.params['max_age'] ?? Infinity);
  // An app that allows no age at all wants it now, and now lasts as long as the way through the page.
  return Number.isFinite(maxAge) && shown < interaction.iat && now.getTime() / 1000 - shown > maxAge;
}
