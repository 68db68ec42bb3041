import { systemActor } from '@allmende/access';
import { UnusableConfig } from '@allmende/config';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { invitePerson } from '@allmende/identity';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';
import { signInAddress } from '../output/sign-in-address.ts';

/** Gives somebody the role of operator, with a new account and a one-time password when there is none for the address: the way into an installation without demo data. */
export async function operatorCreate(args: readonly string[]): Promise<number> {
  const { dataDir, json, values } = readOptions(args, { email: 'string', name: 'string' });
  const { email, name } = values;
  if (typeof email !== 'string' || typeof name !== 'string') throw new UnusableConfig('Aufruf', 'Nennen Sie E-Mail-Adresse und Namen: ./allmende operator create --email vorname.name@beispielstadt.de --name "Vorname Name"');
  const { house, close } = await openRunning(dataDir);
  try {
    const { oneTimePassword } = await invitePerson(contextFor(house, systemActor('operator-command'), PLATFORM_TENANT), { tenant: PLATFORM_TENANT, email, name, roles: ['operator'] });
    if (json) console.log(JSON.stringify({ email, oneTimePassword: oneTimePassword ?? null, signIn: signInAddress(house) }));
    else if (oneTimePassword === undefined) console.log(`${email} hat schon ein Konto und betreibt jetzt auch die Plattform. Das Kennwort bleibt.`);
    else console.log(`${email} betreibt jetzt die Plattform.\n\n  Einmal-Kennwort: ${oneTimePassword}\n\nEs wird nur dieses Mal gezeigt und bei der ersten Anmeldung ersetzt: ${signInAddress(house)}`);
    return 0;
  } finally {
    await close();
  }
}
