import { InvalidInput } from '@allmende/errors';

/** Who asked the marketplace, as it says: `X-Broker-API-Originating-Identity`. Personal, so the audit log only commits to it. */
export type OriginatingIdentity = { readonly platform: string; readonly value: string };

/** Reads the header `<platform> <JSON in base64>`; undefined without one, InvalidInput for one that cannot be read. */
export function readOriginatingIdentity(header: string | undefined): OriginatingIdentity | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const [, platform = '', encoded = ''] = /^([^\s]{1,100}) +([A-Za-z0-9+/_=-]{1,6000})$/u.exec(header.trim()) ?? [];
  const value = encoded === '' ? '' : Buffer.from(encoded, 'base64').toString('utf8');
  if (!isObject(value)) throw new InvalidInput([{ pointer: '/X-Broker-API-Originating-Identity', code: 'format', message: 'Dieser Kopf besteht aus dem Namen der Plattform und einem JSON-Objekt in Base64.' }]);
  return { platform, value };
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
