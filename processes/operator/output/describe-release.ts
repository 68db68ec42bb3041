import type { Fleet } from '../count-fleet.ts';
import { number } from './progress.ts';

/** How far what is new of a service has come, in German. */
export function describeRelease({ service, version, authorities, tried, fitting, released }: Fleet['releases'][number]): string {
  const done = tried === authorities ? `passt für ${number(fitting)} von ${number(authorities)} Behörden, freigegeben für ${number(released)}` : `${number(tried)} von ${number(authorities)} Behörden geprüft`;
  return `Neu bei ${service} (Fassung ${version} und Vorgaben): ${done}.${released > 0 ? ` Einschalten: ./allmende release ${service}` : ''}`;
}
