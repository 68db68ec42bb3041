import type { TenantId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import type { House } from '@allmende/house';
import { hostsOfInstance, insertHost } from '../data/host.ts';
import { hostLabel, originOfHost } from '../domain/host-name.ts';

type Where = Pick<House, 'database' | 'clock' | 'config' | 'directory'>;

/**
 * The address of an instance below the apps domain, such as `https://node-red--heilbronn.apps.example`, without a slash at the end. Given at the first question and then for good, also when the
 * authority is renamed. Throws NotFound for an authority that the register does not know.
 */
export async function ensureAddress(house: Where, input: { readonly tenant: TenantId; readonly instance: string; readonly app: string }): Promise<string> {
  return originOfHost(await ensureLabel(house, input), house.config.apps);
}

/** Likewise the label alone. */
export async function ensureLabel(house: Where, input: { readonly tenant: TenantId; readonly instance: string; readonly app: string }): Promise<string> {
  const given = await labelOf(house, input.instance);
  if (given !== undefined) return given;
  const [authority] = await house.directory.namesOf([input.tenant]);
  if (!authority) throw new NotFound();
  for (let number = 1; ; number += 1) {
    const name = hostLabel({ app: input.app, slug: authority.slug, number });
    if (await house.database.withoutTenant((tx) => insertHost(tx, { name, kind: 'label', tenant: input.tenant, instance: input.instance, at: house.clock.now() }))) return name;
    const meanwhile = await labelOf(house, input.instance);
    if (meanwhile !== undefined) return meanwhile;
  }
}

async function labelOf(house: Pick<House, 'database'>, instance: string): Promise<string | undefined> {
  const hosts = await house.database.withoutTenant((tx) => hostsOfInstance(tx, instance));
  return hosts.find((host) => host.kind === 'label')?.name;
}
