import { closeDocuments } from '@allmende/documents';
import { newId, tenantId } from '@allmende/database';
import { systemActor, type Actor } from '@allmende/access';
import { contextFor } from '@allmende/house';
import { readFile } from '@allmende/files';
import { publishPackages, renderReceipt } from '@allmende/online-services';
import { offerDogTax, sendDogTax } from '@allmende/online-services/testing';
import { competentAuthority, findPlaceBySlug, importRegister } from '@allmende/register';
import { join } from 'node:path';
import { repositoryFolder } from '../test/repository-folder.ts';
import type { Figures } from './bench.ts';
import { SERVICE } from './measure/applicant.ts';
import { freshHouse } from './measure/fresh-house.ts';
import { percentilesOf } from './measure/load.ts';

export const about = 'PDF/UA-1 of sent applications: opened, set by Typst, sealed and kept';

const DOCUMENTS = 200;
const WARM_UP = 10;

/** Renders the receipts of applications one after the other as the worker does. Every file that comes out must say that it is PDF/UA-1 and be tagged. */
export async function run(say: (line: string) => void): Promise<Figures> {
  await using stand = await freshHouse();
  const { house } = stand;
  const place = await prepare(stand);
  const officer: Actor = { kind: 'staff', accountId: newId(), name: 'Messung', grants: [{ tenant: place.tenant, role: 'digital-officer' }] };
  await offerDogTax(contextFor(house, officer, place.tenant));
  const applications = [];
  for (let sent = 0; sent < DOCUMENTS + WARM_UP; sent += 1) applications.push((await sendDogTax(house, { ars: place.ars })).application);
  say(`${applications.length} applications are sent`);

  const ctx = contextFor(house, systemActor('online-services'), place.tenant);
  const times: number[] = [];
  let cpuMs = 0;
  let bytes = 0;
  for (const [index, application] of applications.entries()) {
    const [started, before] = [performance.now(), process.cpuUsage()];
    const file = await renderReceipt(ctx, { application });
    const { user, system } = process.cpuUsage(before);
    if (index >= WARM_UP) {
      times.push(performance.now() - started);
      cpuMs += (user + system) / 1000;
    }
    const pdf = await house.database.inTenant(place.tenant, (tx) => readFile(tx, ctx, file));
    const text = Buffer.from(pdf.bytes).toString('latin1');
    if (!text.startsWith('%PDF-1.7') || !text.includes('<pdfuaid:part>1</pdfuaid:part>') || !text.includes('/StructTreeRoot')) throw new Error(`the document of ${application} is no PDF/UA-1`);
    bytes = Math.max(bytes, pdf.bytes.length);
  }
  await closeDocuments();
  const { p50Ms, p95Ms, p99Ms } = percentilesOf(times);
  return { p95_ms: Number(p95Ms.toFixed(1)), p50_ms: Number(p50Ms.toFixed(1)), p99_ms: Number(p99Ms.toFixed(1)), cpu_ms: Number((cpuMs / times.length).toFixed(1)), documents: times.length, largest_bytes: bytes };
}

async function prepare({ house }: Awaited<ReturnType<typeof freshHouse>>) {
  const operator = contextFor(house, systemActor('operator-command'), tenantId('00000000-0000-0000-0000-000000000000'));
  await importRegister(operator);
  await publishPackages(operator, { folder: join(repositoryFolder, 'efa') });
  const found = await findPlaceBySlug(house, { slug: 'heilbronn' });
  const { authority } = await competentAuthority(house, { ags: found?.ags ?? '', service: { id: SERVICE, usualAuthorityKind: 'municipality' } });
  if (!found || !authority) throw new Error('the register has no Heilbronn');
  return { ars: found.ars, tenant: tenantId(authority.id) };
}
