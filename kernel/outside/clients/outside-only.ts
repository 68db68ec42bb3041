import { lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';

// IANA special-purpose registries (RFC 6890 and after): whatever does not lead out into the internet.
const inside = new BlockList();
for (const [net, bits] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['224.0.0.0', 3]] as const) inside.addSubnet(net, bits, 'ipv4');
for (const [net, bits] of [['::', 128], ['::1', 128], ['64:ff9b::', 96], ['fc00::', 7], ['fe80::', 10], ['ff00::', 8]] as const) inside.addSubnet(net, bits, 'ipv6');

/** Whether an address leads to this machine or into a network of its operator. */
export function isInside(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/iu.exec(address)?.[1];
  if (mapped !== undefined) return isInside(mapped);
  return isIP(address) === 0 || inside.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

/** The two halves of one wall: what an address says of itself, and where its name leads. */
export type OutsideOnly = {
  /** Throws unless the address is https and no number of an internal network. */
  readonly check: (url: URL) => void;
  /** For the connection: a name cannot lead elsewhere between a check and its use. */
  readonly lookup: LookupFunction;
};

/**
 * Lets nothing through but https into the internet. `refuse` makes the error for a host that is not to be asked; `mayBePlain` lets http through too, for what is signed itself, such as lists of revoked certificates.
 */
export function outsideOnly(refuse: (host: string) => Error, { mayBePlain = false }: { readonly mayBePlain?: boolean } = {}): OutsideOnly {
  return {
    check(url) {
      const literal = url.hostname.replace(/^\[|\]$/gu, '');
      if ((url.protocol !== 'https:' && !(mayBePlain && url.protocol === 'http:')) || (isIP(literal) !== 0 && isInside(literal))) throw refuse(url.host);
    },
    lookup(host, options, done) {
      lookup(host, { ...options, all: true }, (error, found) => {
        if (error) return done(error, '', 0);
        if (found.some(({ address }) => isInside(address))) return done(refuse(host), '', 0);
        return options.all === true ? done(null, found) : done(null, found[0]?.address ?? '', found[0]?.family);
      });
    },
  };
}
