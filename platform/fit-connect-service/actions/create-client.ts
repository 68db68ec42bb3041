import { randomBytes } from 'node:crypto';
import { requirePermission } from '@allmende/access';
import { record } from '@allmende/audit';
import { newId } from '@allmende/database';
import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { ActionContext } from '@allmende/house';
import { insertClient } from '../data/client.ts';
import { hashOfSecret, type Client } from '../domain/client.ts';
import { manageDeliveryService } from '../domain/permissions.ts';
import { isScope } from '../domain/scopes.ts';

/** What a client needs, told once: nobody can look up the secret later. */
export type GivenClient = { readonly client: Pick<Client, 'id' | 'name' | 'scopes'>; readonly secret: string };

/** Lets a program use the delivery service with these scopes. Needs `fit-connect-service/manage-service`; throws InvalidInput. */
export async function createClient(ctx: Pick<ActionContext, 'database' | 'clock' | 'actor' | 'tenant'>, input: { readonly name: string; readonly scopes: readonly string[] }): Promise<GivenClient> {
  requirePermission(ctx.actor, manageDeliveryService, ctx.tenant);
  const name = input.name.normalize('NFC').trim().replaceAll(/\s+/gu, ' ');
  const scopes = [...new Set(input.scopes.map((one) => one.trim()).filter((one) => one !== ''))].toSorted();
  const problems: FieldProblem[] = [];
  if (name.length < 2 || name.length > 100 || name.includes('\0')) problems.push({ pointer: '/name', code: 'length', message: 'Bitte nennen Sie das Programm (2 bis 100 Zeichen).' });
  const wrong = scopes.find((one) => !isScope(one));
  if (scopes.length === 0 || scopes.length > 1_000) problems.push({ pointer: '/scopes', code: 'required', message: 'Bitte nennen Sie mindestens einen Scope, zum Beispiel send:region:DE.' });
  else if (wrong !== undefined) problems.push({ pointer: '/scopes', code: 'scope', message: `„${wrong.slice(0, 200)}“ ist kein Scope von FIT-Connect. Möglich sind send:region:DE08, send:region:DE08+send:service:urn:…, subscribe:destination:<id>, manage:destination:<id> und create:destination.` });
  if (problems.length > 0) throw new InvalidInput(problems);
  const secret = randomBytes(32).toString('base64url');
  const at = ctx.clock.now();
  const client = { id: newId(), name, scopes, createdAt: at };
  await ctx.database.inTenant(ctx.tenant, async (tx) => {
    await insertClient(tx, client, hashOfSecret(secret));
    await record(tx, { actor: ctx.actor, action: 'fit-connect-service/client-created', subject: { kind: 'fit-connect-client', id: client.id }, at, facts: { scopes: scopes.join(' ').slice(0, 200) } });
  });
  return { client, secret };
}
