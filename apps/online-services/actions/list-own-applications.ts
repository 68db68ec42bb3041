import type { Citizen } from '@allmende/citizen-accounts';
import { isUuid } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { House } from '@allmende/house';
import { getCompiledService } from '../data/compiled-service.ts';
import { findApplication, listApplicationsOfAccount } from '../data/application.ts';
import { openApplicationContent } from './application-content.ts';

/** An application as its citizen finds it again. */
export type OwnApplication = { readonly id: string; readonly reference: string; readonly serviceName: string; /** Language of the words of the service. */ readonly spokenIn: string; readonly stateName: string; readonly isWithdrawn: boolean; readonly submittedAt: Date };

const MOST_SHOWN = 100;

/** The applications that a citizen has sent with this account, newest first. Answers are not opened. */
export async function listOwnApplications(house: Pick<House, 'database'>, citizen: Pick<Citizen, 'tenant' | 'account'>, input: { readonly language: string }): Promise<readonly OwnApplication[]> {
  const ids = await house.database.inTenant(citizen.tenant, (tx) => listApplicationsOfAccount(tx, citizen.account, MOST_SHOWN));
  const found = await Promise.all(ids.map(async (id) => {
    const stored = await findApplication(house.database, citizen.tenant, id);
    if (!stored) return undefined;
    const texts = (await getCompiledService(house.database, citizen.tenant, stored)).texts(input.language);
    return { id, reference: stored.reference, serviceName: texts.get('service.name'), spokenIn: texts.language, stateName: texts.get(`case.status.${stored.state}`), isWithdrawn: stored.withdrawnAt !== null, submittedAt: stored.submittedAt };
  }));
  return found.filter((one) => one !== undefined).toSorted((one, other) => other.submittedAt.getTime() - one.submittedAt.getTime());
}

/** Reference, access code and place of an application of this citizen; the code is empty where the application was read in from an archive. Throws the same NotFound for an unknown and a foreign one. */
export async function openOwnApplication(house: Pick<House, 'database' | 'keys'>, citizen: Pick<Citizen, 'tenant' | 'account'>, input: { readonly application: string }): Promise<{ readonly reference: string; readonly secret: string; readonly placeArs: string }> {
  const own = isUuid(input.application) && (await house.database.inTenant(citizen.tenant, (tx) => listApplicationsOfAccount(tx, citizen.account))).includes(input.application);
  const stored = own ? await findApplication(house.database, citizen.tenant, input.application) : undefined;
  if (!stored) throw new NotFound();
  const { secret } = await openApplicationContent(house.keys, citizen.tenant, stored);
  return { reference: stored.reference, secret, placeArs: stored.placeArs };
}
