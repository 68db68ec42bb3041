import type { ApplicationPort } from '../domain/application-port.ts';
import type { DeliveryTarget } from '../domain/delivery-target.ts';

/** The systems that applications may go to and where applications come from; the processes connect them. The first target is where everything goes that nobody has sent elsewhere. */
export type DeliveryPorts = { readonly targets: readonly [DeliveryTarget, ...DeliveryTarget[]]; readonly applications: ApplicationPort };
