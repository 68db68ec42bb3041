import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { after, test } from 'node:test';
import { accessMigrations } from '@allmende/access';
import { auditMigrations } from '@allmende/audit';
import type { Database } from '@allmende/database';
import { testDatabase } from '@allmende/database/testing';
import { eventsMigrations } from '@allmende/events';
import { testHouse } from '@allmende/house/testing';
import { jobsMigrations } from '@allmende/jobs';
import { registerMigrations } from '@allmende/register';
import { secretsMigrations } from '@allmende/secrets';
import { tidyUp } from '../actions/tidy-up.ts';
import { fitConnectServiceMigrations } from '../data/migrations.ts';
import { openDeliveryServiceStand, type StandClient } from '../testing/index.ts';

const { database } = await testDatabase([jobsMigrations, eventsMigrations, secretsMigrations, accessMigrations, auditMigrations, registerMigrations, fitConnectServiceMigrations]);
const plain = testHouse(database);

/** How many reads and transactions may still begin or come to their end before everything fails, as when the process is gone. */
let life = Number.POSITIVE_INFINITY;
const breathe = () => { life -= 1; if (life < 0) throw new Error('killed'); };
const mortal: Database = {
  ...database,
  readWithoutTenant: async (statement) => { breathe(); const found = await database.readWithoutTenant<never>(statement); breathe(); return found; },
  withoutTenant: async (work) => { breathe(); const result = await database.withoutTenant(work); breathe(); return result; },
};
const stand = await openDeliveryServiceStand({ ...plain, database: mortal });
after(() => stand.close());
const destination = await stand.aDestination();
const [sender, receiver] = [await stand.letIn(['send:region:DE']), await stand.letIn([`subscribe:destination:${destination.id}`])];

/** Asks with a process that dies at this moment, and again with one that lives: what a client does that got no answer. Returns whether the first one died. */
async function askTwice(moment: number, by: StandClient, method: string, address: string, given: Parameters<StandClient['ask']>[2]): Promise<{ readonly died: boolean; readonly status: number; readonly body: unknown }> {
  life = moment;
  let first: Awaited<ReturnType<StandClient['ask']>> | undefined;
  try {
    first = await by.ask(method, address, given);
  } catch (error) {
    assert.match(String(error), /killed/u);
  } finally {
    life = Number.POSITIVE_INFINITY;
  }
  if (first !== undefined) return { died: false, status: first.status, body: first.body };
  const { status, body } = await by.ask(method, address, given);
  return { died: true, status, body };
}

test('whatever moment the process dies at, what is asked again happens once, and nothing is left behind', async () => {
  let deaths = 0;
  const sent: string[] = [];
  // No operation has more reads and transactions than this has moments; the last rounds are those in which nobody dies.
  for (let moment = 0; moment < 14; moment += 1) {
    const attachment = crypto.randomUUID();
    const [metadata, data, file] = [await stand.encrypted({ moment }), await stand.encrypted({ moment, data: true }), await stand.encrypted({ file: moment }, 'application/pdf')];
    const ask = async (by: StandClient, method: string, address: string, given: Parameters<StandClient['ask']>[2], allowed: readonly number[]) => {
      const answer = await askTwice(moment, by, method, address, given);
      assert.ok(allowed.includes(answer.status), `${moment} ${method} ${address}: ${answer.status}`);
      if (answer.died) deaths += 1;
      return answer.body;
    };
    const { submissionId, caseId } = (await ask(sender, 'POST', '/v2/submissions', { json: { destinationId: destination.id, announcedAttachments: [attachment], publicService: { name: 'Probe', identifier: stand.service } } }, [201])) as { submissionId: string; caseId: string };
    await ask(sender, 'PUT', `/v2/submissions/${submissionId}/attachments/${attachment}`, { text: file, type: 'application/jose' }, [204]);
    await ask(sender, 'PUT', `/v2/submissions/${submissionId}`, { json: { encryptedMetadata: metadata, encryptedData: data } }, [200]);
    await ask(receiver, 'GET', `/v2/submissions/${submissionId}`, {}, [200]);
    assert.equal((await receiver.ask('GET', `/v2/submissions/${submissionId}/attachments/${attachment}`)).text, file);
    const event = await stand.signed({ name: 'accept-submission', destination: destination.id, submission: submissionId, case: caseId });
    // Taken before, and only the answer was lost: then it is out of order.
    await ask(receiver, 'POST', `/v2/cases/${caseId}/events`, { text: event, type: 'application/jose' }, [204, 409]);
    sent.push(submissionId);
  }
  assert.ok(deaths > 20, `${deaths} deaths`);
  const { rows } = await database.withoutTenant((tx) => tx.client.query<{ id: string; events: string[] }>(
    `select submission.id, array_agg(event order by position) as events from fit_connect_service.submission join fit_connect_service.case_event on submission_id = submission.id where state <> 'incomplete' group by submission.id`,
  ));
  assert.deepEqual(rows.map(({ id }) => id).toSorted(), sent.toSorted());
  for (const { events } of rows) assert.deepEqual(events, ['create-submission', 'submit-submission', 'accept-submission']);

  plain.clock.advanceMs(20 * 86_400_000);
  await tidyUp(stand.house);
  assert.deepEqual(await readdir(path.join(plain.config.filesDir, 'fit-connect')), []);
  const { rows: [left] } = await database.withoutTenant((tx) => tx.client.query<{ loose: number; content: number }>(
    `select (select count(*) from fit_connect_service.loose_object) as loose, (select count(*) from fit_connect_service.submission where encrypted_metadata is not null or state = 'incomplete') as content`,
  ));
  assert.deepEqual(left, { loose: 0, content: 0 });
});
