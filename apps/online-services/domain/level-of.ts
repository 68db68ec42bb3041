import type { ServicePackage } from './service-package.ts';

/** How surely it must be known who does something, as in `service.yaml`. */
export type ServiceLevel = ServicePackage['service']['loginLevel'];

const ORDER: readonly ServiceLevel[] = ['none', 'basic', 'substantial', 'high'];

/** What a service asks for to fill in its form and to send it; sending never asks for less. */
export function levelsOf({ service }: Pick<ServicePackage, 'service'>): { readonly fill: ServiceLevel; readonly send: ServiceLevel } {
  const fill = service.loginLevel;
  const send = service.actionLevels?.send ?? fill;
  return { fill, send: ORDER.indexOf(send) < ORDER.indexOf(fill) ? fill : send };
}
