import { InvalidInput } from '@allmende/errors';
import type { House } from '@allmende/house';
import { isBreached } from '../clients/breached-password-list.ts';
import { normalPassword, passwordProblem } from '../domain/password-rules.ts';

/**
 * Throws InvalidInput (`/password`) for a password that somebody may not choose: too short, too long, easy to guess, or in the list of breached ones that the operator named. A list that cannot be read keeps nobody out; the log says so.
 */
export async function checkNewPassword(house: Pick<House, 'config' | 'log'>, chosen: { readonly password: string; readonly about: readonly string[] }): Promise<void> {
  const problem = passwordProblem(chosen.password, { pointer: '/password', about: chosen.about });
  if (problem) throw new InvalidInput([problem]);
  const { breachedPasswords } = house.config;
  if (breachedPasswords === undefined) return;
  const found = await isBreached(breachedPasswords, normalPassword(chosen.password)).catch((error: unknown) => {
    house.log.error({ err: error }, 'the list of breached passwords cannot be read');
    return false;
  });
  if (found) throw new InvalidInput([{ pointer: '/password', code: 'password-breached', message: 'Dieses Passwort wurde anderswo gestohlen und veröffentlicht. Bitte nehmen Sie ein anderes, und ändern Sie es überall, wo Sie es benutzen.' }]);
}
