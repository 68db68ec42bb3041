import { systemActor } from '@allmende/access';
import { UnusableConfig } from '@allmende/config';
import { PLATFORM_TENANT } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { listPeople, resetPassword } from '@allmende/identity';
import { openRunning } from '../open-running.ts';
import { readOptions } from '../options.ts';
import { signInAddress } from '../output/sign-in-address.ts';

/** Replaces the password of somebody who works for the platform by a one-time password and ends their sessions. */
export async function operatorReset(args: readonly string[]): Promise<number> {
  const { dataDir, json, values } = readOptions(args, { email: 'string' });
  const { email } = values;
  if (typeof email !== 'string') throw new UnusableConfig('Aufruf', 'Nennen Sie die E-Mail-Adresse: ./allmende operator reset --email vorname.name@beispielstadt.de');
  const { house, close } = await openRunning(dataDir);
  try {
    const ctx = contextFor(house, systemActor('operator-command'), PLATFORM_TENANT);
    const person = (await listPeople(ctx, { tenant: PLATFORM_TENANT })).find((one) => one.email === email.trim().toLowerCase());
    if (!person) throw new UnusableConfig('--email', 'Unter dieser Adresse arbeitet niemand im Betrieb der Plattform.');
    const oneTimePassword = await resetPassword(ctx, { tenant: PLATFORM_TENANT, accountId: person.accountId });
    if (json) console.log(JSON.stringify({ email: person.email, oneTimePassword, signIn: signInAddress(house) }));
    else console.log(`Das alte Kennwort von ${person.name} gilt nicht mehr; alle Sitzungen sind beendet.\n\n  Einmal-Kennwort: ${oneTimePassword}\n\nEs wird nur dieses Mal gezeigt und bei der nächsten Anmeldung ersetzt: ${signInAddress(house)}`);
    return 0;
  } finally {
    await close();
  }
}
