import { systemActor } from '@allmende/access';
import { newId } from '@allmende/database';
import { contextFor } from '@allmende/house';
import { getInstance, requestInstance } from '@allmende/operations';
import { openRunning } from '@allmende/process-operator';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Platform } from '../platform.ts';

/** An app of others for an authority, as its contract would ask for it, in a container when a released version is named and else by the `process` runtime; waits until it runs. Returns the instance's id. */
export async function runForeignApp(platform: Platform, input: { readonly app: string; readonly title: string; readonly authority: string; readonly seconds: number; readonly packageVersion?: string }): Promise<string> {
  const { house, close } = await openRunning(platform.dataDir);
  try {
    const authority = await house.directory.findAuthorityBySlug(input.authority);
    if (!authority) throw new Error(`no authority ${input.authority}`);
    const ctx = contextFor(house, systemActor('operator-command'), authority.tenant);
    const { id } = await house.database.inTenant(authority.tenant, (tx) => requestInstance({ actor: systemActor('procurement'), clock: house.clock }, tx, {
      app: input.app, title: input.title, contractId: newId(), agreementId: newId(), parameters: {}, approvedAt: house.clock.now(), ...(input.packageVersion === undefined ? { runtime: 'process' } : { runtime: 'podman', packageVersion: input.packageVersion }),
    }));
    const deadline = performance.now() + input.seconds * 1000;
    for (;;) {
      const { instance } = await getInstance(ctx, { instance: id });
      if (instance.observed === 'running') return id;
      if (performance.now() > deadline) throw new Error(`${input.app} is ${instance.observed} after ${input.seconds} s: ${instance.detail ?? ''}`);
      await sleep(250);
    }
  } finally {
    await close();
  }
}
