import { createPublicKey } from 'node:crypto';
import { checkJwk, FitConnectRefusal, type Wanted } from '@allmende/fit-connect';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { TargetRefused } from '../../domain/errors.ts';
import { isRouteSigned, keyIdOfRoute } from '../../domain/route-signature.ts';
import { NoRoute } from '../../domain/sending-errors.ts';
import type { Sending } from './open-sending.ts';

const Routes = Type.Object({ routes: Type.Array(Type.Object({ destinationId: Type.String({ format: 'uuid' }), destinationSignature: Type.Optional(Type.String({ maxLength: 100_000 })) }), { maxItems: 500 }) });
const LEIKA = /^urn:de:fim:leika:leistung:(\d{14})$/u;

/**
 * Asks the Routing API which destination is competent: by the key of the service (LeiKa) and exactly one key of the area, the ARS of the applicant's municipality. A signature over the route is verified
 * with the keys that the Routing API or the Submission API publishes; what only names a key that neither publishes is no proof. The destination itself is asked afterwards in any case, and its key is checked. Throws NoRoute unless there is
 * exactly one, and where a signature is wrong.
 */
export async function findRoute(sending: Sending, wanted: Wanted): Promise<string> {
  const { settings, connection } = sending;
  const leika = LEIKA.exec(wanted.service)?.[1];
  if (settings.routing === undefined || leika === undefined) throw new NoRoute();
  const query = new URLSearchParams({ leikaKey: leika, ars: wanted.region.slice(2), limit: '10', offset: '0' });
  const { status, body } = await connection.ask('GET', `${settings.routing}/routes?${query.toString()}`, { isOpen: true });
  if (status !== 200 || !Value.Check(Routes, body)) throw new NoRoute();
  const found = new Set(body.routes.map(({ destinationId }) => destinationId.toLowerCase()));
  const [only] = found;
  if (only === undefined || found.size !== 1) throw new NoRoute();
  for (const { destinationSignature } of body.routes) if (destinationSignature !== undefined && !(await isSound(sending, destinationSignature, { ...wanted, destination: only }))) throw new NoRoute();
  return only;
}

async function isSound({ settings, connection }: Sending, signature: string, about: Pick<Wanted, 'service' | 'region'> & { readonly destination: string }): Promise<boolean> {
  const kid = keyIdOfRoute(signature);
  if (kid === undefined) return false;
  const routing = (settings.routing ?? '').replace(/\/v\d+$/u, '');
  const own = await keysAt(connection, `${routing}/.well-known/jwks.json`);
  const jwk = [...(own ?? []), ...((await keysAt(connection, '/.well-known/jwks.json')) ?? [])].find((one) => (one as { kid?: unknown } | null)?.kid === kid);
  // Where the keys of the official portal lie is not known: only a Routing API that publishes its own can be held to them.
  if (jwk === undefined) return own === undefined;
  try {
    return isRouteSigned(signature, createPublicKey({ key: checkJwk(jwk, 'verify') as never, format: 'jwk' }), { ...about, host: new URL(settings.api).host });
  } catch (error) {
    if (error instanceof FitConnectRefusal) return false;
    throw error;
  }
}

async function keysAt(connection: Sending['connection'], address: string): Promise<readonly unknown[] | undefined> {
  const { status, body } = await connection.ask('GET', address, { isOpen: true }).catch((error: unknown) => { if (error instanceof TargetRefused) return { status: 401, body: undefined }; throw error; });
  const listed = status === 200 ? (body as { keys?: unknown } | undefined)?.keys : undefined;
  return Array.isArray(listed) ? (listed as unknown[]) : undefined;
}
