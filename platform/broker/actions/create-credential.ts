import { randomBytes } from 'node:crypto';
import { requirePermission, requireStaff } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { parseEuro } from '@allmende/money';
import { findSignatureRule } from '@allmende/procurement';
import { insertCredential } from '../data/credential.ts';
import { hashOfSecret, marketplaceKey, userNameOf, type Credential } from '../domain/credential.ts';
import { manageMarketplaces } from '../domain/permissions.ts';

/** What an officer says about a marketplace; `everydayUpTo` as typed, empty for none. */
export type CredentialInput = { readonly name: string; readonly everydayUpTo: string; readonly basis: string; readonly reason: string };

/** What the marketplace needs, told once: nobody can look up the secret later. */
export type GivenCredential = { readonly credential: Credential; readonly userName: string; readonly secret: string };

/**
 * Lets a marketplace order in the name of the acting officer. Its orders still need a second person. A name that is there already means the same marketplace: it then sees its earlier orders.
 * Throws InvalidInput.
 */
export async function createCredential(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: CredentialInput): Promise<GivenCredential> {
  requirePermission(ctx.actor, manageMarketplaces, ctx.tenant);
  const { accountId } = requireStaff(ctx.actor);
  const checked = checkInput(input, (await findSignatureRule(ctx)) !== undefined);
  const secret = randomBytes(32).toString('base64url');
  const at = ctx.clock.now();
  const credential: Credential = { id: newId(), ...checked, responsible: accountId, createdAt: at, lastUsedAt: null, revokedAt: null };
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    await insertCredential(tx, credential, hashOfSecret(secret));
    await record(tx, {
      actor: ctx.actor, action: 'broker/credential-created', subject: { kind: 'broker-credential', id: credential.id }, at,
      facts: { everydayUpToCents: credential.everydayUpTo }, personal: { marketplace: credential.name },
    });
  });
  return { credential, userName: userNameOf(ctx.tenant, credential.id), secret };
}

function checkInput(input: CredentialInput, hasRule: boolean): Pick<Credential, 'marketplace' | 'name' | 'everydayUpTo' | 'basis' | 'reason'> {
  const problems: FieldProblem[] = [];
  const name = input.name.normalize('NFC').trim().replaceAll(/\s+/gu, ' ');
  if (name.length < 2 || name.length > 60) problems.push({ pointer: '/name', code: 'length', message: 'Bitte nennen Sie den Marktplatz (2 bis 60 Zeichen).' });
  const everydayUpTo = input.everydayUpTo.trim() === '' ? parseEuro('0') : parseEuro(input.everydayUpTo);
  if (everydayUpTo === undefined || everydayUpTo < 0) problems.push({ pointer: '/everydayUpTo', code: 'money', message: 'Bitte geben Sie einen Betrag in Euro ein, zum Beispiel 5.000, oder lassen Sie das Feld leer.' });
  const [basis, reason] = [input.basis.trim(), input.reason.trim()];
  if ((!hasRule && basis.length < 3) || basis.length > 150) problems.push({ pointer: '/basis', code: 'required', message: 'Für Ihre Behörde ist keine Vorschrift eingetragen. Bitte nennen Sie sie selbst, zum Beispiel „§ 38 der Kommunalverfassung“.' });
  if (reason.length < 3 || reason.length > 500) problems.push({ pointer: '/reason', code: 'length', message: 'Bitte begründen Sie Ihre Einschätzung (3 bis 500 Zeichen).' });
  if (problems.length > 0 || everydayUpTo === undefined) throw new InvalidInput(problems);
  return { marketplace: marketplaceKey(name), name, everydayUpTo, basis, reason };
}
