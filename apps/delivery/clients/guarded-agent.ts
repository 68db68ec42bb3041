import { lookup } from 'node:dns';
import { Agent as PlainAgent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { AddressForbidden } from '../domain/errors.ts';
import { isInside } from './guarded-request.ts';

// Checked where the connection is made, so that a name cannot lead elsewhere between a check and its use.
const guarded: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error) return done(error, '', 0);
    if (found.some(({ address }) => isInside(address))) return done(new AddressForbidden(), '', 0);
    return options.all === true ? done(null, found) : done(null, found[0]?.address ?? '', found[0]?.family);
  });
};

const agents = { open: { plain: new PlainAgent({ keepAlive: true, maxSockets: 32 }), secure: new SecureAgent({ keepAlive: true, maxSockets: 32 }) }, guarded: new SecureAgent({ keepAlive: true, maxSockets: 32, lookup: guarded }) };

/**
 * The connections to addresses that an authority typed in: https out into the internet only, looked at where the connection is made. `mayBeInside` lifts the walls for trying out on one machine and for the platform's own
 * delivery service. Throws AddressForbidden.
 */
export function guardedAgent(url: URL, options: { readonly mayBeInside: boolean }): PlainAgent | SecureAgent {
  if (options.mayBeInside && url.protocol === 'http:') return agents.open.plain;
  if (url.protocol !== 'https:') throw new AddressForbidden();
  if (options.mayBeInside) return agents.open.secure;
  const literal = url.hostname.replace(/^\[|\]$/gu, '');
  if (isIP(literal) !== 0 && isInside(literal)) throw new AddressForbidden();
  return agents.guarded;
}
