import { isUuid, newId } from '@allmende/database';
import type { House } from '@allmende/house';
import { forgetLooseObjects, isLoose, noteLooseObjects, saveAttachment } from '../data/attachment.ts';
import { listEncryptionKids } from '../data/destination.ts';
import { findSubmission, type KeptSubmission } from '../data/submission.ts';
import { refuse } from '../domain/errors.ts';
import { PartScanner } from '../domain/part-scanner.ts';
import type { Caller } from './authenticate.ts';

/** Largest encrypted attachment in characters: 50 MiB of content, and room for its encoding and key. */
export const LARGEST_ATTACHMENT = 70 * 1024 * 1024;

type Needs = Pick<House, 'database' | 'clock' | 'files'>;
type Place = { readonly submission: string; readonly attachment: string };

/**
 * Takes an announced attachment, piece by piece; a second one under the same id replaces the first. Durable when it returns. The object is named in the database before its first byte is written, so a process that is killed leaves
 * nothing that nobody knows of. Throws Refusal.
 */
export async function uploadAttachment(house: Needs, caller: Caller, place: Place, source: AsyncIterable<Uint8Array>): Promise<void> {
  if (!caller.rights.maySend) throw refuse('forbidden');
  const object = `fit-connect/${newId()}`;
  const at = house.clock.now();
  const { version, kids } = await house.database.withoutTenant(async (tx) => {
    const id = uuidOr(place.submission);
    const [found, kids] = await Promise.all([findSubmission(tx, id), listEncryptionKids(tx, id), noteLooseObjects(tx, [object], at)]);
    return { version: open(found, caller, place).version, kids };
  });
  const scanner = new PartScanner({ version, kids }, LARGEST_ATTACHMENT);
  try {
    await house.files.putStream(object, scanned(source, scanner));
    const { tag, size } = scanner.end();
    const replaced = await house.database.withoutTenant(async (tx) => {
      const { submissionId } = open(await findSubmission(tx, uuidOr(place.submission), { lock: true }), caller, place);
      const [earlier] = await Promise.all([saveAttachment(tx, submissionId, { id: place.attachment.toLowerCase(), object, size, tag }, at), forgetLooseObjects(tx, [object])]);
      if (earlier !== undefined) await noteLooseObjects(tx, [earlier], at);
      return earlier;
    });
    if (replaced !== undefined) await remove(house, replaced).catch(() => undefined);
  } catch (error) {
    // What is not removed now is removed by the job: its name is known.
    await remove(house, object, { onlyIfLoose: true }).catch(() => undefined);
    throw error;
  }
}

async function* scanned(source: AsyncIterable<Uint8Array>, scanner: PartScanner): AsyncGenerator<Uint8Array, void> {
  for await (const piece of source) {
    scanner.look(piece);
    yield piece;
  }
}

function open(found: KeptSubmission | undefined, caller: Caller, place: Place): KeptSubmission {
  if (found?.client !== caller.client || found.state !== 'incomplete') throw refuse('submission-not-open');
  if (!found.announced.includes(place.attachment.toLowerCase())) throw refuse('attachment-not-announced');
  return found;
}

async function remove(house: Needs, object: string, options: { readonly onlyIfLoose?: boolean } = {}): Promise<void> {
  // When the answer of a commit was lost, the attachment may be noted after all: then its bytes must stay.
  if (options.onlyIfLoose === true && !(await house.database.withoutTenant((tx) => isLoose(tx, object)))) return;
  await house.files.remove(object);
  await house.database.withoutTenant((tx) => forgetLooseObjects(tx, [object]));
}

function uuidOr(text: string): string {
  return isUuid(text) ? text : '00000000-0000-0000-0000-000000000000';
}
