import { listOffers } from '@allmende/catalog';
import { newId, PLATFORM_TENANT } from '@allmende/database';
import { InvalidInput } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { listAuthorities } from '@allmende/register';
import type { SystemAward } from '../domain/system-award.ts';
import { recordSystemAward } from './record-system-award.ts';

/** Enters by hand an award of a dynamic purchasing system that is run elsewhere. Throws InvalidInput, also for unknown offers and authorities. */
export async function enterSystemAward(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor'>, input: Omit<SystemAward, 'id' | 'contract'>): Promise<void> {
  const offers = await listOffers(ctx, { withdrawn: true });
  if (input.offers.some((id) => !offers.some((offer) => offer.id === id))) throw new InvalidInput([{ pointer: '/offers', code: 'unknown', message: 'Ein Angebot steht nicht im Store.' }]);
  if ((await listAuthorities(ctx, { ids: [input.authority] })).length === 0) throw new InvalidInput([{ pointer: '/authority', code: 'unknown', message: 'Diese Behörde steht nicht im Verzeichnis.' }]);
  const texts = [['system', 'das Beschaffungssystem'], ['call', 'den Aufruf'], ['contractor', 'die Auftragnehmerin'], ['contractorKey', 'eine Kennung der Auftragnehmerin'], ['record', 'den Vergabevermerk']] as const;
  const problems = texts.filter(([name]) => input[name].trim().length < 2 || input[name].length > 300).map(([name, what]) => ({ pointer: `/${name}`, code: 'length', message: `Bitte nennen Sie ${what} (2 bis 300 Zeichen).` }));
  if (problems.length > 0) throw new InvalidInput(problems);
  await ctx.database.inTenant(PLATFORM_TENANT, (tx) => recordSystemAward(ctx, tx, { ...input, id: newId() }));
}
