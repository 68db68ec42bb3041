import { checkDestination, checkEncryptionKey, FitConnectRefusal, readDestination, type CheckedKey, type Wanted } from '@allmende/fit-connect';
import { TargetRefused } from '../../domain/errors.ts';
import { DestinationUnfit, KeyUntrusted } from '../../domain/sending-errors.ts';
import { findRoute } from './find-route.ts';
import type { Sending } from './open-sending.ts';

/** Where a submission goes, and the key that it is encrypted with. */
export type RemoteDestination = { readonly id: string; readonly metadataVersion: string; readonly key: CheckedKey };

/**
 * Finds the destination (the one that was entered, else by routing), asks it anew, and checks that it takes what is to be sent and that its key can be trusted: all of it before anything is encrypted. `known` is the one at which the
 * submission was announced before. Throws NoRoute, DestinationUnfit, KeyUntrusted, TargetRefused.
 */
export async function findRemoteDestination(sending: Sending, wanted: Wanted, now: Date, known?: string): Promise<RemoteDestination> {
  const { connection, root, settings, policy } = sending;
  const id = known ?? settings.destination ?? (await findRoute(sending, wanted));
  const found = await connection.ask('GET', `${root}/destinations/${id}`);
  if (found.status !== 200) throw new TargetRefused();
  const { destination, metadataVersion } = unless(DestinationUnfit, () => {
    const read = readDestination(settings.version, found.body);
    if (read.id !== id) throw new FitConnectRefusal('destination-malformed');
    return { destination: read, ...checkDestination(read, wanted) };
  });
  const key = await connection.ask('GET', `${root}/destinations/${id}/keys/${encodeURIComponent(destination.encryptionKid)}`);
  if (key.status !== 200) throw new TargetRefused();
  const checked = await checkEncryptionKey(key.body, policy, now, destination.encryptionKid).catch((error: unknown) => {
    throw error instanceof FitConnectRefusal ? new KeyUntrusted(error.reason) : error;
  });
  return { id, metadataVersion, key: checked };
}

function unless<Result>(Refused: typeof DestinationUnfit, act: () => Result): Result {
  try {
    return act();
  } catch (error) {
    throw error instanceof FitConnectRefusal ? new Refused(error.reason) : error;
  }
}
