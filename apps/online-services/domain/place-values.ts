import type { Overlay, Parameter, ServicePackage } from './service-package.ts';

/** The municipality key (AGS, 8 digits) inside a regional key (ARS, 12 digits): land, region and district, then municipality. */
export function agsOf(ars: string): string {
  return `${ars.slice(0, 5)}${ars.slice(9)}`;
}

/** The parameters that differ between the municipalities of an authority. */
export function placeParameters(servicePackage: ServicePackage): Parameter[] {
  return servicePackage.overlay.parameters.filter(({ perPlace }) => perPlace === true);
}

const differing = new WeakMap<ServicePackage, boolean>();

/** Whether there are any. */
export function hasPlaceValues(servicePackage: ServicePackage): boolean {
  const known = differing.get(servicePackage) ?? servicePackage.overlay.parameters.some(({ perPlace }) => perPlace === true);
  differing.set(servicePackage, known);
  return known;
}

/** The overlay as it applies in one municipality: with its own values and their sources, and without a value where nobody has entered one for it. */
export function overlayAt(servicePackage: ServicePackage, overlay: Overlay, ags: string | undefined): Overlay {
  const parameters = { ...overlay.parameters };
  const sources = { ...overlay.sources };
  for (const { id, group } of placeParameters(servicePackage)) {
    const source = servicePackage.overlay.groups.find((each) => each.id === group)?.source ?? id;
    delete parameters[id];
    delete sources[source];
    const values = overlay.places?.[id];
    const entry = ags !== undefined && values !== undefined && Object.hasOwn(values, ags) ? values[ags] : undefined;
    if (!entry) continue;
    parameters[id] = entry.value;
    sources[source] = entry.source;
  }
  return { ...overlay, parameters, sources };
}
