import { serviceUrn } from '@allmende/fit-connect';

/**
 * How FIT-Connect names a service: by its Leistungsschlüssel. Where nobody has entered one yet, by an identifier of our own, as the official description (Submission API 1.1.3, ServiceType) lets one do for the time being.
 */
export function serviceIdentifier(service: { readonly id: string; readonly leistungsschluessel?: string | undefined }): string {
  return service.leistungsschluessel === undefined ? `urn:allmende:leistung:${service.id}` : serviceUrn(service.leistungsschluessel);
}
