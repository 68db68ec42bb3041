import { parsePlainDate, type PlainDate } from '@allmende/time';
import type { Value } from './rules/value.ts';
import type { Overlay, OverlaySource, Parameter, ServicePackage } from './service-package.ts';

/** An overlay in which nothing is set yet. */
export function emptyOverlay(servicePackage: ServicePackage): Overlay {
  return { format: 1, service: servicePackage.service.id, parameters: {}, sources: {}, inserts: {} };
}

/** Where the value of a parameter comes from: its own source, else that of its group; undefined when none is recorded. */
export function sourceOf(servicePackage: ServicePackage, overlay: Overlay, parameterId: string): OverlaySource | undefined {
  const groupId = servicePackage.overlay.parameters.find((parameter) => parameter.id === parameterId)?.group;
  const source = servicePackage.overlay.groups.find((group) => group.id === groupId)?.source;
  return overlay.sources[parameterId] ?? (source === undefined ? undefined : overlay.sources[source]);
}

/** The sources that a package asks for, each once. */
export function sourceIdsOf(servicePackage: ServicePackage): string[] {
  return [...new Set(servicePackage.overlay.groups.flatMap(({ source }) => source ?? []))];
}

/** The sources that are typed beside the values of the authority; those behind values of single municipalities are typed with these. */
export function typedSourceIdsOf(servicePackage: ServicePackage): string[] {
  const { groups, parameters } = servicePackage.overlay;
  return [...new Set(groups.flatMap(({ id, source }) => (source !== undefined && parameters.some(({ group, perPlace }) => group === id && perPlace !== true) ? [source] : [])))];
}

/** Whether any value of the overlay is only an example and must be labelled so to whoever sees it. */
export function hasExampleValues(overlay: Overlay): boolean {
  return Object.values(overlay.sources).some((source) => source.example);
}

/** Whether a value is one that the parameter may have. */
export function isParameterValue(parameter: Parameter, value: unknown): value is Value {
  switch (parameter.type) {
    case 'boolean': return typeof value === 'boolean';
    case 'money': case 'integer':
      return typeof value === 'number' && Number.isSafeInteger(value) && value >= (parameter.min ?? 0) && value <= (parameter.max ?? Number.MAX_SAFE_INTEGER);
    case 'date': return typeof value === 'string' && parsePlainDate(value) !== undefined;
    case 'choice': return typeof value === 'string' && (parameter.options ?? []).includes(value);
    default: return typeof value === 'string' && value.length > 0 && value.length <= (parameter.maxLength ?? 300);
  }
}

/**
 * The overlay that a neighbour starts from: ways of counting, days, words and choice of questions of the other authority are proposals to be checked. Amounts,
 * contacts, statutes, values of single municipalities, delivery and colours are left out, because another authority's are never right here; without them the service cannot be switched on.
 */
export function takeOverOverlay(servicePackage: ServicePackage, overlay: Overlay): Overlay {
  const own = new Set(servicePackage.overlay.parameters.filter(({ type }) => ['money', 'text', 'email', 'tel'].includes(type)).map(({ id }) => id));
  const { delivery: _delivery, branding: _branding, places: _places, ...others } = overlay;
  return { ...others, parameters: Object.fromEntries(Object.entries(overlay.parameters).filter(([id]) => !own.has(id))), sources: {} };
}

/** The day from which a sourced value applies. */
export function validFromOf(servicePackage: ServicePackage, overlay: Overlay, parameterId: string): PlainDate | undefined {
  const day = sourceOf(servicePackage, overlay, parameterId)?.validFrom;
  return day === undefined ? undefined : parsePlainDate(day);
}
