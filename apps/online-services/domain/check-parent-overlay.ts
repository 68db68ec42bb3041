import { checkOverlay } from './check-service-package.ts';
import { sourceOf } from './overlay.ts';
import { overlayEntries } from './overlay-entries.ts';
import { parentsRight, type ParentOverlay } from './parent-overlay.ts';
import type { ServicePackage } from './service-package.ts';

/** What a parent overlay says that the package does not allow: unknown values, values that are not for parents, bindings that may only be proposals, values without their statute. Empty means it fits. */
export function checkParentOverlay(servicePackage: ServicePackage, parent: ParentOverlay): string[] {
  const paths = [...overlayEntries(parent.values).keys()];
  return [
    ...checkOverlay(servicePackage, parent.values),
    ...(parent.area.key.length === (parent.level === 'land' ? 2 : 5) ? [] : [`is for the area ${parent.area.key}, which is no ${parent.level}`]),
    ...paths.flatMap((path) => (parentsRight(servicePackage, path) === 'none' ? [`sets ${path}, which each authority sets itself`] : [])),
    ...parent.binding.flatMap((path) => (parentsRight(servicePackage, path) === 'binds' && paths.includes(path) ? [] : [`binds to ${path}, which may only be proposed`])),
    ...paths.flatMap((path) => {
      const [part, id = ''] = path.split('/');
      const group = part === 'parameters' ? servicePackage.overlay.parameters.find((each) => each.id === id)?.group : undefined;
      const needsSource = servicePackage.overlay.groups.find((each) => each.id === group)?.source !== undefined;
      return needsSource && !sourceOf(servicePackage, parent.values, id) ? [`sets ${path} without its statute`] : [];
    }),
    ...paths.flatMap((path) => (parent.entered[path] ? [] : [`does not say who entered ${path}`])),
  ];
}
