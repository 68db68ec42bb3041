import type { KeyObject } from 'node:crypto';
import { createPublicKey } from 'node:crypto';
import { API_VERSIONS, checkJwk, checkVerificationKey, FitConnectRefusal, type EventSigner, type KeyPolicy } from '@allmende/fit-connect';
import type { House } from '@allmende/house';
import { LRUCache } from 'lru-cache';
import { askRevocation } from '../../clients/fit-connect/ask-revocation.ts';
import { connectService, type ServiceConnection } from '../../clients/fit-connect/connect-service.ts';
import type { Settings } from '../../domain/delivery.ts';
import { readFitConnectSettings, type FitConnectSettings } from '../../domain/fit-connect-form.ts';

/** Everything that sending through one destination of an authority needs. */
export type Sending = {
  readonly settings: FitConnectSettings;
  readonly connection: ServiceConnection;
  /** How keys of destinations are checked. */
  readonly policy: KeyPolicy;
  /** `/v2`. */
  readonly root: string;
  /** The key that signed an event; undefined where nobody has it or it is not to be trusted. */
  readonly keyOf: (signer: EventSigner, kid: string) => Promise<KeyObject | undefined>;
};

const KEY_MINUTES = 5;
const keys = new LRUCache<string, KeyObject>({ max: 2_000, ttl: KEY_MINUTES * 60_000 });

/** Connects to the delivery service of a destination with the settings that the authority entered. */
export function openSending(house: Pick<House, 'config' | 'clock'>, settings: Settings): Sending {
  const read = readFitConnectSettings(settings);
  const now = () => house.clock.now();
  // The platform's own delivery service may stand beside it; every other one is out in the internet.
  const isOwn = read.api === house.config.fitConnect.address || read.api.startsWith(`${house.config.fitConnect.address}/`);
  const connection = connectService({ api: read.api, token: read.token, clientId: read.clientId, clientSecret: read.clientSecret, mayBeInside: house.config.environment !== 'production' || isOwn, now });
  // Keys that nobody vouches for cannot be revoked by anybody.
  const policy: KeyPolicy = { trust: { anchors: read.anchors, takesSelfSigned: read.takesSelfSigned }, revocation: askRevocation({ mayBeInside: house.config.environment !== 'production' }), needsRevocation: !read.takesSelfSigned };
  const { root } = API_VERSIONS[read.version];

  async function find(signer: EventSigner, kid: string): Promise<KeyObject | undefined> {
    try {
      if (signer.kind === 'destination') {
        const { status, body } = await connection.ask('GET', `${root}/destinations/${signer.destination}/keys/${encodeURIComponent(kid)}`);
        return status === 200 ? (await checkVerificationKey(body, policy, now(), kid)).key : undefined;
      }
      const { status, body } = await connection.ask('GET', '/.well-known/jwks.json', { isOpen: true });
      const listed = status === 200 ? (body as { keys?: unknown } | undefined)?.keys : undefined;
      const jwk: unknown = Array.isArray(listed) ? listed.find((one: { kid?: unknown } | null) => one?.kid === kid) : undefined;
      // The service is known by its address and the certificate there, from which these keys came.
      return jwk === undefined ? undefined : createPublicKey({ key: checkJwk(jwk, 'verify') as never, format: 'jwk' });
    } catch (error) {
      if (error instanceof FitConnectRefusal) return undefined;
      throw error;
    }
  }

  return {
    settings: read, connection, policy, root,
    async keyOf(signer, kid) {
      const name = JSON.stringify([read.api, signer, kid, settings['anchors'] ?? '', read.takesSelfSigned]);
      const known = keys.get(name) ?? (await find(signer, kid));
      if (known) keys.set(name, known);
      return known;
    },
  };
}
