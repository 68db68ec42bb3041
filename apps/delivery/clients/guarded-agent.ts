import { Agent as PlainAgent } from 'node:http';
import { Agent as SecureAgent } from 'node:https';
import { outsideWall } from './outside-wall.ts';

const agents = { open: { plain: new PlainAgent({ keepAlive: true, maxSockets: 32 }), secure: new SecureAgent({ keepAlive: true, maxSockets: 32 }) }, guarded: new SecureAgent({ keepAlive: true, maxSockets: 32, lookup: outsideWall.lookup }) };

/**
 * The connections to addresses that an authority typed in: https out into the internet only, looked at where the connection is made. `mayBeInside` lifts the walls for trying out on one machine and for the platform's own
 * delivery service. Throws AddressForbidden.
 */
export function guardedAgent(url: URL, options: { readonly mayBeInside: boolean }): PlainAgent | SecureAgent {
  if (options.mayBeInside && url.protocol === 'http:') return agents.open.plain;
  if (options.mayBeInside && url.protocol === 'https:') return agents.open.secure;
  outsideWall.check(url);
  return agents.guarded;
}
