import { existsSync } from 'node:fs';
import { RuntimeUnable } from '../../domain/errors.ts';
import type { Podman } from './podman-command.ts';
import { chainsOf, foreignJumps, ip6tablesJumps, iptablesJumps, iptablesRules, nftScript, nftTable, nftTablesIn, type WalledNetwork } from './wall-rules.ts';

/** Filters on the host between the networks of authorities and everything else. Two calls for one network may run at once, also from two processes. */
export type Wall = {
  /** Makes the wall whole when a part is missing; cheap when nothing is. Throws RuntimeUnable when it cannot be made: then no pod may start. */
  raise(network: WalledNetwork): Promise<void>;
  /** Takes it away after its network has gone. */
  lower(network: WalledNetwork): Promise<void>;
};

/** The wall by nftables where it is installed, else by iptables. */
export async function openWall(podman: Podman): Promise<Wall> {
  const has = async (program: string) => (await podman.inNetwork(program, ['--version'])).code === 0;
  if (await has('nft')) return nftWall(podman);
  if (await has('iptables')) return iptablesWall(podman);
  throw new RuntimeUnable('Es fehlt nftables oder iptables: Ohne Filter zwischen Behörden und Plattform startet keine Anwendung.');
}

function iptablesWall(podman: Podman): Wall {
  const jump = async (program: string, rule: string) => {
    if ((await podman.inNetwork(program, ['-w', '-t', 'mangle', '-C', ...rule.split(' ')])).code !== 0) await must(podman, program, ['-w', '-t', 'mangle', '-A', ...rule.split(' ')]);
  };
  const unjump = async (program: string, rule: string) => {
    while ((await podman.inNetwork(program, ['-w', '-t', 'mangle', '-D', ...rule.split(' ')])).code === 0);
  };
  const v6 = existsSync('/proc/net/if_inet6');
  const chains = (network: WalledNetwork) => Object.values(chainsOf(network.name));
  const drop = async (chain: string) => {
    await podman.inNetwork('iptables', ['-w', '-t', 'mangle', '-F', chain]);
    await podman.inNetwork('iptables', ['-w', '-t', 'mangle', '-X', chain]);
  };
  return {
    raise: async (network) => {
      const wanted = iptablesRules(network);
      const there = new Set((await must(podman, 'iptables-save', ['-t', 'mangle'])).split('\n').map((line) => line.trim()));
      for (const { rule, chain } of foreignJumps(there, network)) {
        await unjump('iptables', rule);
        await drop(chain);
      }
      const whole = (rules: readonly string[]) => [...there].filter((line) => chains(network).some((chain) => line.startsWith(`-A ${chain} `))).join('\n') === rules.join('\n');
      if (!whole(wanted)) {
        const input = `*mangle\n${chains(network).map((chain) => `:${chain} - [0:0]\n`).join('')}${wanted.join('\n')}\nCOMMIT\n`;
        await must(podman, 'iptables-restore', ['-w', '--noflush'], input);
      }
      for (const rule of iptablesJumps(network)) if (!there.has(`-A ${rule}`)) await jump('iptables', rule);
      if (v6) for (const rule of ip6tablesJumps(network)) await jump('ip6tables', rule);
    },
    lower: async (network) => {
      for (const rule of iptablesJumps(network)) await unjump('iptables', rule);
      if (v6) for (const rule of ip6tablesJumps(network)) await unjump('ip6tables', rule);
      for (const chain of chains(network)) await drop(chain);
    },
  };
}

function nftWall(podman: Podman): Wall {
  const made = new Map<string, string>();
  const tables = async () => nftTablesIn(await must(podman, 'nft', ['list', 'ruleset', 'inet']));
  const drop = (table: string) => podman.inNetwork('nft', ['delete', 'table', 'inet', table]);
  return {
    raise: async (network) => {
      const own = nftTable(network.name);
      const there = await tables();
      for (const [other, rules] of there) if (other !== own && rules.includes(`iifname != "${network.interface}"`)) await drop(other);
      if (there.has(own) && there.get(own) === made.get(network.name + network.interface)) return;
      await must(podman, 'nft', ['-f', '-'], nftScript(network));
      made.set(network.name + network.interface, (await tables()).get(own) ?? '');
    },
    lower: async (network) => {
      await drop(nftTable(network.name));
    },
  };
}

async function must(podman: Podman, program: string, args: readonly string[], input?: string): Promise<string> {
  const { code, output } = await podman.inNetwork(program, args, input);
  if (code !== 0) throw new RuntimeUnable('Der Filter zwischen Behörden und Plattform lässt sich nicht einrichten; ohne ihn startet keine Anwendung.', { cause: new Error(`${program}: ${output.slice(-1000)}`) });
  return output;
}
