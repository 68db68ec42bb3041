import type { TenantId } from '@allmende/database';
import { PREFIX } from './issuer.ts';

/** The name by which containers know this machine; it stands in their own file of hosts alone. */
export const DOOR_NAME = 'sign-in.allmende.internal';

/** Where an app in a container reads what the provider of its authority offers. Plain HTTP: it never leaves the machine. */
export function metadataAtDoor(port: number, tenant: string): string {
  return `${doorOrigin(port)}/${PREFIX}/${tenant}/.well-known/openid-configuration`;
}

/** Scheme, name and port of the door. */
export function doorOrigin(port: number): string {
  return `http://${DOOR_NAME}:${port}`;
}

/** A network of an authority in which this machine has an address. */
export type DoorPlace = { readonly tenant: TenantId; /** Whether an address lies in this network. */ holds(address: string): boolean };

type Seen = { readonly tenant: TenantId; readonly runtime: string; readonly upstream: string | undefined };
type OwnAddress = { readonly address: string; readonly netmask: string };

/**
 * The addresses at which this machine opens a door: those that it has in the networks where pods run. A network belongs to one authority alone; what seems to belong to two gets none.
 */
export function doorPlaces(instances: readonly Seen[], own: readonly OwnAddress[]): ReadonlyMap<string, DoorPlace> {
  const places = new Map<string, DoorPlace>();
  for (const { address, netmask } of own) {
    const mask = numberOf(netmask);
    const network = numberOf(address);
    if (mask === undefined || network === undefined) continue;
    const holds = (other: string) => { const number = numberOf(other.replace(/^::ffff:/u, '')); return number !== undefined && ((number & mask) >>> 0) === ((network & mask) >>> 0); };
    const tenants = new Set(instances.filter((one) => one.runtime === 'podman' && one.upstream !== undefined && holds(new URL(one.upstream).hostname)).map(({ tenant }) => tenant));
    const [tenant] = tenants;
    if (tenant !== undefined && tenants.size === 1) places.set(address, { tenant, holds });
  }
  return places;
}

function numberOf(address: string): number | undefined {
  const parts = address.split('.').map(Number);
  return parts.length === 4 && parts.every((part) => Number.isInteger(part) && part >= 0 && part <= 255) ? parts.reduce((sum, part) => sum * 256 + part, 0) : undefined;
}

/** What apps ask a provider themselves; people go to the public address. */
const AT_DOOR: readonly (readonly [method: string, path: string])[] = [
  ['GET', '/.well-known/openid-configuration'], ['GET', '/jwks'], ['POST', '/token'], ['POST', '/token/revocation'], ['POST', '/request'], ['GET', '/me'], ['POST', '/me'],
];

/** The path below the issuer that is asked for at the door of an authority; undefined for everything that is not to be had there. */
export function targetAtDoor(method: string, url: string, tenant: TenantId): string | undefined {
  const start = `/${PREFIX}/${tenant}`;
  const path = url.split('?')[0] ?? '';
  return AT_DOOR.some(([allowed, target]) => allowed === method && path === `${start}${target}`) ? url.slice(start.length) : undefined;
}

const ENDPOINTS = ['jwks_uri', 'token_endpoint', 'revocation_endpoint', 'pushed_authorization_request_endpoint', 'userinfo_endpoint'];

/** The provider's description of itself as it is for those behind the door: what they ask themselves lies there, where people go and who speaks stays as it is. */
export function metadataBehindDoor(metadata: Readonly<Record<string, unknown>>, origin: string): Readonly<Record<string, unknown>> {
  const atDoor = (address: unknown) => { const { pathname, search } = new URL(String(address)); return `${origin}${pathname}${search}`; };
  return { ...metadata, ...Object.fromEntries(ENDPOINTS.flatMap((name) => (metadata[name] === undefined ? [] : [[name, atDoor(metadata[name])]]))) };
}
