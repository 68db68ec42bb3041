import type { Route } from './parcel.ts';

/** A way out as one value of a form or an address: `cases`, or `webhook:<destination>`. */
export function wayValue({ target, destination }: { readonly target: string; readonly destination?: string | null | undefined }): string {
  return destination === undefined || destination === null ? target : `${target}:${destination}`;
}

/** Reads it back; undefined for anything else. */
export function parseWay(value: string): Route | undefined {
  const [, target, destination] = /^([a-z][a-z0-9-]{0,59})(?::([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}))?$/u.exec(value) ?? [];
  return target === undefined ? undefined : { target, destination };
}
