import { InvalidInput } from '@allmende/errors';
import { Value } from 'typebox/value';
import { CreateDestination } from '../domain/bodies.ts';
import type { NewDestination } from './create-destination.ts';

type Body = {
  readonly contactInformation: NewDestination['contact']; readonly services: NewDestination['services']; readonly encryptionKid: string; readonly encryptionPublicKey: unknown; readonly signingPublicKey: unknown;
  readonly metadataVersions: readonly string[]; readonly replyChannels?: NewDestination['replyChannels']; readonly callback?: NewDestination['callback'];
};

/** Reads a destination in the form of the official description (`CreateDestination`, version 1), as it stands in a file. Throws InvalidInput. */
export function readNewDestination(value: unknown): NewDestination {
  if (!Value.Check(CreateDestination.v1, value)) {
    const [first] = Value.Errors(CreateDestination.v1, value);
    throw new InvalidInput([], { message: `Das ist kein Zustellpunkt nach der Beschreibung der Submission API 1.1.3 (CreateDestination). ${first === undefined ? '' : `An der Stelle „${first.instancePath}“: ${first.message}`}` });
  }
  const body = value as Body;
  return {
    contact: body.contactInformation, services: body.services, encryptionKid: body.encryptionKid, encryptionKey: body.encryptionPublicKey, signingKey: body.signingPublicKey, metadataVersions: body.metadataVersions,
    replyChannels: body.replyChannels, callback: body.callback,
  };
}
