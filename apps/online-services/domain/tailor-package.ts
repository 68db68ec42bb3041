import type { Overlay, ServicePackage } from './service-package.ts';

/**
 * The package as an authority asks it: without the questions that it leaves out (and pages on which nothing is left), with the limits of evidence that it made tighter. The package itself, not
 * a copy, where it changes nothing. What the package does not allow counts as not set.
 */
export function tailorPackage(servicePackage: ServicePackage, overlay: Overlay): ServicePackage {
  const left = questionsLeftOut(servicePackage, overlay);
  const evidence = tightened(servicePackage, overlay);
  if (left.size === 0 && evidence === undefined) return servicePackage;
  const without = (fields: readonly string[]) => fields.filter((id) => !left.has(id));
  const pages = servicePackage.flow.pages.flatMap((page): ServicePackage['flow']['pages'] => {
    if (page.repeat === undefined) return without(page.fields).length > 0 ? [{ ...page, fields: without(page.fields) }] : [];
    const inner = page.pages.flatMap((each) => (without(each.fields).length > 0 ? [{ ...each, fields: without(each.fields) }] : []));
    return inner.length > 0 ? [{ ...page, pages: inner }] : [];
  });
  return { ...servicePackage, flow: { ...servicePackage.flow, pages }, ...(evidence ? { evidence } : {}) };
}

/** The fields that an authority leaves out, of those that it may. */
export function questionsLeftOut(servicePackage: ServicePackage, overlay: Overlay): ReadonlySet<string> {
  const { questions } = overlay;
  return new Set(questions ? (servicePackage.overlay.questions ?? []).map(({ field }) => field).filter((id) => questions[id] === false) : []);
}

function tightened({ evidence, overlay: allowed }: ServicePackage, { evidence: wanted }: Overlay): ServicePackage['evidence'] | undefined {
  if (!wanted) return undefined;
  return {
    ...evidence,
    evidence: evidence.evidence.map((entry) => {
      const bounds = allowed.evidence?.find(({ id }) => id === entry.id);
      const limits = Object.entries(wanted[entry.id] ?? {}).filter(([limit, value]) => {
        const [least, most] = bounds ? evidenceBounds(entry, bounds, limit) : [undefined, undefined];
        return least !== undefined && most !== undefined && value >= least && value <= most;
      });
      return { ...entry, ...Object.fromEntries(limits) };
    }),
  };
}

const USUAL: Readonly<Record<string, number>> = { maxMB: 10, maxFiles: 5, validMonths: 240 };

/** Between which values an authority may set a limit; undefined where the package does not let it. */
export function evidenceBounds(entry: ServicePackage['evidence']['evidence'][number], bounds: NonNullable<ServicePackage['overlay']['evidence']>[number], limit: string): readonly [number | undefined, number | undefined] {
  const isLimit = limit === 'maxMB' || limit === 'maxFiles' || limit === 'validMonths';
  return isLimit ? [bounds[limit], entry[limit] ?? USUAL[limit]] : [undefined, undefined];
}
