import type { Fleet } from '../count-fleet.ts';
import { number } from './progress.ts';

/** How far a new version of a service has come, in German. */
export function describeRelease({ service, version, authorities, tried, fitting }: Fleet['releases'][number]): string {
  const done = tried === authorities ? `passt für ${number(fitting)} von ${number(authorities)} Behörden` : `${number(tried)} von ${number(authorities)} Behörden geprüft`;
  return `Neue Fassung ${version} von ${service}: ${done}.${tried === authorities && fitting > 0 ? ` Einschalten: ./allmende release ${service}` : ''}`;
}
