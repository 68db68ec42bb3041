import { setTimeout as sleep } from 'node:timers/promises';
import { closeDocuments } from '@allmende/documents';
import { systemActor } from '@allmende/access';
import { PLATFORM_TENANT, tenantId } from '@allmende/database';
import { contextFor, type House } from '@allmende/house';
import { countWaitingJobs, startWorker } from '@allmende/jobs';
import { allJobs, openOperations } from '@allmende/process-wiring';
import { findAuthorityBySlug, findPlaceBySlug } from '@allmende/register';
import { writeAccounts, type DemoAccount } from './account-file.ts';
import { countDemoCases, sendDemoApplications, workOnDemoCases } from './heilbronn-applications.ts';
import { enterLocalValues } from './local-values.ts';
import { orderOnlineServices } from './order-online-services.ts';
import { demoPeople, type DemoPerson } from './people.ts';
import { enterSampleBasis } from './sample-basis.ts';

/**
 * Fills a fresh installation with invented people and applications, through the same actions that people use: Heilbronn is live, Rüsselsheim am Main and Amt Güstrow-Land
 * have ordered nothing yet. Never runs in production. Runs the jobs itself unless a worker of this installation does. Returns the officer of the live city.
 */
export async function seedDemo(house: House, dataDir: string, { workerRuns = false }: { readonly workerRuns?: boolean } = {}): Promise<{ readonly officer: DemoPerson }> {
  await enterSampleBasis(contextFor(house, systemActor('start'), PLATFORM_TENANT));
  const { accounts, heilbronn } = await makePeople(house);
  const order = await orderOnlineServices(heilbronn.officer, heilbronn.approver, 1_400);
  if (order.contract === null) throw new Error('the demo order did not become a contract');

  const worker = workerRuns ? undefined : await startWorker(house, [...allJobs(), ...(await openOperations(house)).jobs], { concurrency: 8 });
  try {
    await settle(house);
    await enterLocalValues(heilbronn.officer);
    const place = await findPlaceBySlug(house, { slug: 'heilbronn' });
    if (!place) throw new Error('the register has no Heilbronn');
    const sent = await sendDemoApplications(house, place.ars);
    await settle(house);
    if ((await countDemoCases(heilbronn.caseworker)) !== sent.length) throw new Error('not every demo application became a case');
    await workOnDemoCases(heilbronn.caseworker, heilbronn.name);
    await settle(house);
  } finally {
    await worker?.stop();
    await closeDocuments();
  }
  await writeAccounts(dataDir, accounts);
  return { officer: heilbronn.officer };
}

async function makePeople(house: House) {
  const people = demoPeople(house);
  const accounts: DemoAccount[] = [];
  const make = async (slug: string, role: Parameters<typeof people.make>[0]['role'], label: string, name: string): Promise<DemoPerson> => {
    const authority = slug === 'platform' ? { id: PLATFORM_TENANT, name: 'Allmende' } : await findAuthorityBySlug(house, { slug });
    if (!authority) throw new Error(`the register has no ${slug}`);
    const person = await people.make({ name, mailbox: `${role}.${slug}`, role, label, authority: authority.name, tenant: tenantId(authority.id) });
    accounts.push(person.account);
    return person;
  };
  await make('platform', 'operator', 'Betrieb der Plattform', 'Oda Vorführ');
  const officer = await make('heilbronn', 'digital-officer', 'Digitalbeauftragte', 'Dilan Beispiel');
  const approver = await make('heilbronn', 'approver', 'Freigabe', 'Friedhelm Probe');
  const caseworker = await make('heilbronn', 'caseworker', 'Sachbearbeitung', 'Sabine Muster');
  await make('heilbronn', 'head-of-office', 'Amtsleitung', 'Amir Exempel');
  await make('heilbronn', 'mayor', 'Leitung der Behörde', 'Beate Vorlage');
  await make('heilbronn', 'auditor', 'Rechnungsprüfung', 'Rainer Erdacht');
  for (const slug of ['ruesselsheim-am-main', 'amt-guestrow-land']) {
    await make(slug, 'digital-officer', 'Digitalbeauftragte', 'Dana Ersonnen');
    await make(slug, 'approver', 'Freigabe', 'Falk Gedacht');
    await make(slug, 'caseworker', 'Sachbearbeitung', 'Silke Fiktiv');
    await make(slug, 'mayor', 'Leitung der Behörde', 'Luca Beispielhaft');
  }
  const heilbronn = await findAuthorityBySlug(house, { slug: 'heilbronn' });
  return { accounts, heilbronn: { officer, approver, caseworker, name: heilbronn?.name ?? '' } };
}

/** Waits until no job is left, a minute at most. Jobs that come again by themselves wait for their time and do not count. */
async function settle(house: House): Promise<void> {
  for (let tries = 0; tries < 1200; tries += 1) {
    if ((await house.database.acrossTenants('operator/settle-demo', countWaitingJobs)) === 0) return;
    await sleep(50);
  }
  throw new Error('jobs of the demo data did not end within a minute');
}
