import type { House } from '@allmende/house';
import { forgetLooseObjects, listLooseObjects, noteLooseObjects, removeAttachments } from '../data/attachment.ts';
import { findCase } from '../data/case-event.ts';
import { findSubmission, listIncomplete, listToRemove, removeContent, setState } from '../data/submission.ts';
import { DAYS_UNTIL_INCOMPLETE_IS_REMOVED, daysBefore, type SubmissionRef } from '../domain/submission.ts';
import { dropReplies } from './answer-case.ts';
import { writeEvent } from './write-event.ts';

const AT_ONCE = 200;
/** An upload over a slow line takes this long at most: the server gives it up before. */
const UPLOAD_MS = 60 * 60_000;
const LONG_AGO = new Date(0);

type Needs = Pick<House, 'config' | 'database' | 'clock' | 'keys' | 'files'>;

/**
 * Removes what is not needed any more: the content of submissions that came to an end or were never sent (each gets its `delete-submission`), replies that nobody fetched, and objects that uploads left behind. Returns how many of each.
 */
export async function tidyUp(house: Needs): Promise<{ readonly removed: number; readonly replies: number; readonly objects: number }> {
  const now = house.clock.now();
  let removed = 0;
  for (const list of [(limit: number) => house.database.withoutTenant((tx) => listToRemove(tx, limit)), (limit: number) => house.database.withoutTenant((tx) => listIncomplete(tx, daysBefore(now, DAYS_UNTIL_INCOMPLETE_IS_REMOVED), limit))]) {
    for (let those = await list(AT_ONCE); those.length > 0; those = await list(AT_ONCE)) for (const one of those) if (await removeOne(house, one)) removed += 1;
  }
  return { removed, replies: await dropReplies(house), objects: await removeLooseObjects(house) };
}

async function removeOne(house: Needs, ref: SubmissionRef): Promise<boolean> {
  return house.database.withoutTenant(async (tx) => {
    await findCase(tx, ref.caseId, { lock: true });
    const submission = await findSubmission(tx, ref.submissionId, { lock: true });
    if (submission === undefined || submission.state === 'submitted' || submission.state === 'forwarded' || submission.state === 'deleted') return false;
    if (submission.state === 'incomplete') await setState(tx, ref.submissionId, 'deleted', house.clock.now());
    await removeContent(tx, ref.submissionId);
    await noteLooseObjects(tx, await removeAttachments(tx, ref.submissionId), LONG_AGO);
    await writeEvent(house, tx, ref, 'delete-submission');
    return true;
  });
}

async function removeLooseObjects(house: Needs): Promise<number> {
  const before = new Date(house.clock.now().getTime() - UPLOAD_MS);
  let count = 0;
  for (;;) {
    const objects = await house.database.withoutTenant((tx) => listLooseObjects(tx, before, AT_ONCE));
    if (objects.length === 0) return count;
    for (const object of objects) await house.files.remove(object);
    await house.database.withoutTenant((tx) => forgetLooseObjects(tx, objects));
    count += objects.length;
  }
}
