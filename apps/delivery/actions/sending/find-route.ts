import type { Wanted } from '@allmende/fit-connect';
import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { NoRoute } from '../../domain/sending-errors.ts';
import type { Sending } from './open-sending.ts';

const Routes = Type.Object({ routes: Type.Array(Type.Object({ destinationId: Type.String({ format: 'uuid' }), destinationSignature: Type.Optional(Type.String({ maxLength: 100_000 })) }), { maxItems: 500 }) });
const LEIKA = /^urn:de:fim:leika:leistung:(\d{14})$/u;

/**
 * Asks the Routing API which destination is competent: by the key of the service (LeiKa) and exactly one key of the area, the ARS of the applicant's municipality. What it answers is no proof: the destination itself is asked afterwards and
 * its key is checked. Throws NoRoute unless there is exactly one.
 */
export async function findRoute({ settings, connection }: Sending, wanted: Wanted): Promise<string> {
  const leika = LEIKA.exec(wanted.service)?.[1];
  if (settings.routing === undefined || leika === undefined) throw new NoRoute();
  const query = new URLSearchParams({ leikaKey: leika, ars: wanted.region.slice(2), limit: '10', offset: '0' });
  const { status, body } = await connection.ask('GET', `${settings.routing}/routes?${query.toString()}`, { isOpen: true });
  if (status !== 200 || !Value.Check(Routes, body)) throw new NoRoute();
  const found = new Set(body.routes.map(({ destinationId }) => destinationId.toLowerCase()));
  const [only] = found;
  if (only === undefined || found.size !== 1) throw new NoRoute();
  return only;
}
