import { shortHash } from './pod-names.ts';

/** A network of an authority as the wall around it sees it. */
export type WalledNetwork = { readonly name: string; readonly interface: string; readonly egress: 'none' | 'internet'; /** Single servers that may be reached whatever else is shut: `10.1.2.3:587`; `door:8480` is this machine itself at its address in this very network. */ readonly reach?: readonly string[] };

/**
 * Addresses that nobody on the internet has: an app that may reach the internet must not reach these.
 * Source: IANA IPv4 Special-Purpose Address Registry (RFC 6890), RFC 1918, RFC 6598, RFC 3927, RFC 5771.
 */
export const PRIVATE_RANGES = [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/3',
] as const;

const CHAIN_START = 'ALM-';
const DOOR = 'door:';

/** How the port of this machine that a network may reach stands in `reach`. */
export function doorInReach(port: number): string {
  return `${DOOR}${port}`;
}

const serversOf = (network: WalledNetwork): readonly { readonly address: string; readonly port: string }[] => (network.reach ?? []).filter((one) => !one.startsWith(DOOR)).map((one) => ({ address: one.split(':')[0] ?? '', port: one.split(':')[1] ?? '' }));
const doorsOf = (network: WalledNetwork): readonly string[] => (network.reach ?? []).filter((one) => one.startsWith(DOOR)).map((one) => one.slice(DOOR.length));

/** Chains of a network, in the order of `iptables`: to the host, out, in. */
export function chainsOf(network: string): { readonly host: string; readonly out: string; readonly in: string } {
  const start = `${CHAIN_START}${shortHash(network)}`;
  return { host: `${start}-HOST`, out: `${start}-OUT`, in: `${start}-IN` };
}

/** The hooks and their jumps; the table `mangle` is asked before podman's own rules, whatever their order, and after addresses were rewritten for published ports. */
export function iptablesJumps(network: WalledNetwork): readonly string[] {
  const chains = chainsOf(network.name);
  return [`INPUT -i ${network.interface} -j ${chains.host}`, `FORWARD -i ${network.interface} -j ${chains.out}`, `FORWARD -o ${network.interface} -j ${chains.in}`];
}

/**
 * Rules as `iptables-save` prints them, so that they can be compared. To the host: answers only, its name server on this very bridge when the network may reach the internet, and a door on this very bridge when it has one. Out: answers,
 * neighbours on the same bridge, single servers that the operator has named and, if allowed, public addresses. In: answers and neighbours; the host's own gateway is not forwarded and so not met here.
 */
export function iptablesRules(network: WalledNetwork): readonly string[] {
  const chains = chainsOf(network.name);
  const answers = '-m conntrack --ctstate RELATED,ESTABLISHED -j RETURN';
  const here = (protocol: string, port: string) => `-A ${chains.host} -p ${protocol} -m ${protocol} --dport ${port} -m addrtype --dst-type LOCAL --limit-iface-in -j RETURN`;
  const internet = network.egress === 'internet';
  const reached = (chain: string) => serversOf(network).map(({ address, port }) => `-A ${chain} -d ${address}/32 -p tcp -m tcp --dport ${port} -j RETURN`);
  return [
    `-A ${chains.host} ${answers}`, ...(internet ? [here('udp', '53'), here('tcp', '53')] : []), ...doorsOf(network).map((port) => here('tcp', port)), ...reached(chains.host), `-A ${chains.host} -j DROP`,
    `-A ${chains.out} -o ${network.interface} -j RETURN`, `-A ${chains.out} ${answers}`, ...reached(chains.out), ...(internet ? PRIVATE_RANGES.map((range) => `-A ${chains.out} -d ${range} -j DROP`) : [`-A ${chains.out} -j DROP`]),
    `-A ${chains.in} -i ${network.interface} -j RETURN`, `-A ${chains.in} ${answers}`, `-A ${chains.in} -j DROP`,
  ];
}

/**
 * Jumps that a network which vanished without its wall has left on the bridge that now is this network's; a bridge belongs to one network alone.
 * `there` are the lines of `iptables-save`.
 */
export function foreignJumps(there: Iterable<string>, network: WalledNetwork): readonly { readonly rule: string; readonly chain: string }[] {
  const own = new Set(iptablesJumps(network));
  return [...there].flatMap((line) => {
    const [, rule, bridge, chain] = /^-A ((?:INPUT|FORWARD) -[io] (\S+) -j (ALM-\S+))$/u.exec(line) ?? [];
    return rule !== undefined && chain !== undefined && bridge === network.interface && !own.has(rule) ? [{ rule, chain }] : [];
  });
}

/** The same for IPv6, which pods do not have: nothing passes. */
export function ip6tablesJumps(network: WalledNetwork): readonly string[] {
  return [`INPUT -i ${network.interface} -j DROP`, `FORWARD -i ${network.interface} -j DROP`, `FORWARD -o ${network.interface} -j DROP`];
}

/** Name of a network's own table in nftables. */
export function nftTable(network: string): string {
  return `allmende_${shortHash(network)}`;
}

/** Tables of walls with their rules, by name, in what `nft list ruleset inet` prints. */
export function nftTablesIn(listing: string): ReadonlyMap<string, string> {
  return new Map(listing.split(/^(?=table )/mu).flatMap((rules) => {
    const [, name] = /^table inet (allmende_\w+) /u.exec(rules) ?? [];
    return name === undefined ? [] : [[name, rules] as const];
  }));
}

/** The same wall for nftables, as one transaction that replaces the table. */
export function nftScript(network: WalledNetwork): string {
  const table = nftTable(network.name);
  const internet = network.egress === 'internet';
  const bridge = JSON.stringify(network.interface);
  const reached = serversOf(network).map(({ address, port }) => `    ip daddr ${address} tcp dport ${port} accept\n`).join('');
  const doors = doorsOf(network).map((port) => `    tcp dport ${port} fib daddr . iif type local accept\n`).join('');
  return `add table inet ${table}
delete table inet ${table}
table inet ${table} {
  chain host {
    type filter hook input priority -150; policy accept;
    iifname != ${bridge} accept
    meta nfproto ipv6 drop
    ct state established,related accept
${internet ? '    meta l4proto { tcp, udp } th dport 53 fib daddr . iif type local accept\n' : ''}${doors}${reached}    drop
  }
  chain forward {
    type filter hook forward priority -150; policy accept;
    iifname != ${bridge} oifname != ${bridge} accept
    meta nfproto ipv6 drop
    iifname ${bridge} oifname ${bridge} accept
    ct state established,related accept
    oifname ${bridge} drop
${reached}${internet ? `    ip daddr { ${PRIVATE_RANGES.join(', ')} } drop\n    accept` : '    drop'}
  }
}
`;
}
