import { signInCitizen, type Attributes, type StartedCitizenSession } from '@allmende/citizen-accounts';
import type { ActionContext } from '@allmende/house';
import type { IdentifiedPerson } from '../domain/identified-person.ts';
import { takePerson, type BrowserKey } from './look-at-presentation.ts';

/**
 * Signs in whoever was shown, once. The account hangs on the key of the credential and on no name or birthday, which two people may share. Returns the session; the caller gives it to the browser. Throws
 * NotFound when nothing was confirmed in this browser.
 */
export async function finishPresentation(ctx: Pick<ActionContext, 'database' | 'keys' | 'clock' | 'tenant'>, input: BrowserKey & { readonly service: string | undefined; readonly before: string | undefined }): Promise<StartedCitizenSession> {
  const person = await takePerson(ctx, input);
  return signInCitizen(ctx, { tenant: ctx.tenant, identity: { source: 'wallet', level: person.level, subject: `wallet:${person.holder}`, attributes: withLevel(person) }, ...(input.service === undefined ? {} : { service: input.service }), before: input.before });
}

function withLevel(person: IdentifiedPerson): Attributes {
  return Object.fromEntries(Object.entries(person.attributes).map(([name, value]) => [name, { value, level: person.level }]));
}
