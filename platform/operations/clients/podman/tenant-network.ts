import { isIPv4 } from 'node:net';
import type { Podman } from './podman-command.ts';
import { PodmanFailed } from './podman-failed.ts';
import { carries, installationFilter, LABELS, labelFlags, networkName } from './pod-names.ts';
import type { Wall } from './wall.ts';
import type { WalledNetwork } from './wall-rules.ts';

type Inspected = { readonly name: string; readonly network_interface?: string; readonly subnets?: readonly { readonly gateway?: string }[]; readonly labels?: Readonly<Record<string, string>> };

/** A network that pods may join; `gateway` is this machine in it. */
export type ReadyNetwork = { readonly name: string; readonly gateway: string };

/** The networks of authorities and the wall around each. */
export type TenantNetworks = {
  /** Makes network and wall if they are missing, and returns its name and the address that this machine has in it. `reach`: what may be reached beside, as in WalledNetwork, sorted. */
  ready(tenant: string, egress: 'none' | 'internet', reach?: readonly string[]): Promise<ReadyNetwork>;
  /** Deletes the networks of an authority that nothing uses any more, with their walls. */
  drop(tenant: string): Promise<void>;
  /** Makes every wall whole again: another program may have flushed the rules. */
  repair(): Promise<void>;
};

export function tenantNetworks(podman: Podman, wall: Wall, installation: string): TenantNetworks {
  const inspect = async (names: readonly string[]): Promise<readonly Inspected[]> => (names.length === 0 ? [] : podman.json<Inspected[]>(['network', 'inspect', ...names]));
  const list = async (labels: Readonly<Record<string, string>>): Promise<readonly (WalledNetwork & ReadyNetwork)[]> => {
    const names = (await podman.run(['network', 'ls', '--quiet', ...installationFilter(installation)])).split('\n').filter((name) => name !== '');
    return (await inspect(names)).filter((found) => carries(found.labels, { [LABELS.installation]: installation, ...labels })).map(walled);
  };
  const find = async (name: string): Promise<(WalledNetwork & ReadyNetwork) | undefined> => {
    try {
      const [found] = await inspect([name]);
      return found && walled(found);
    } catch (error) {
      if (error instanceof PodmanFailed && /not found|no such/iu.test(error.said)) return undefined;
      throw error;
    }
  };
  // A network that is made while the last one of its name is taken away must not lose its wall with it.
  let turn: Promise<unknown> = Promise.resolve();
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  return {
    ready: (tenant, egress, reach = []) => inTurn(async () => {
      const name = networkName(installation, tenant, egress, reach);
      let network = await find(name);
      if (!network) {
        // Without a way out there is no name to ask for either, and a name server would be one.
        const flags = ['-o', 'isolate=true', ...(egress === 'none' ? ['--disable-dns'] : [])];
        const labels = labelFlags({ [LABELS.installation]: installation, [LABELS.tenant]: tenant, [LABELS.egress]: egress, ...(reach.length === 0 ? {} : { [LABELS.reach]: reach.join() }) });
        await podman.run(['network', 'create', ...flags, ...labels, name]).catch((error: unknown) => {
          if (!(error instanceof PodmanFailed && /already exists|already used/iu.test(error.said))) throw error;
        });
        network = await find(name);
      }
      if (!network) throw new PodmanFailed('network create', `${name} is not there`);
      await wall.raise(network);
      return network;
    }),
    drop: (tenant) => inTurn(async () => {
      for (const network of await list({ [LABELS.tenant]: tenant })) {
        try {
          await podman.run(['network', 'rm', network.name]);
        } catch (error) {
          if (error instanceof PodmanFailed && /being used|in use|associated containers/iu.test(error.said)) continue;
          if (!(error instanceof PodmanFailed && /not found/iu.test(error.said))) throw error;
        }
        await wall.lower(network);
        const made = await find(network.name);
        if (made) await wall.raise(made);
      }
    }),
    repair: async () => {
      for (const network of await list({})) await wall.raise(network);
    },
  };
}

function walled(found: Inspected): WalledNetwork & ReadyNetwork {
  const gateway = found.subnets?.flatMap((one) => one.gateway ?? []).find((one) => isIPv4(one));
  if (gateway === undefined) throw new PodmanFailed('network inspect', `${found.name} has no address of IPv4 for this machine`);
  if (!found.network_interface) throw new PodmanFailed('network inspect', `${found.name} names no bridge`);
  return { name: found.name, gateway, interface: found.network_interface, egress: found.labels?.[LABELS.egress] === 'internet' ? 'internet' : 'none', reach: (found.labels?.[LABELS.reach] ?? '').split(',').filter((one) => one !== '') };
}
