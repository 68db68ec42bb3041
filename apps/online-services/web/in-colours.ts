import type { View } from '@allmende/http';
import type { CompiledService } from '../domain/compile-service-package.ts';
import { accentOf } from '../domain/brand-colour.ts';

/** The view with the colour of the authority, if it has chosen one that the package lets it choose. */
export function inColours({ overlay, package: servicePackage }: Pick<CompiledService, 'overlay' | 'package'>, view: View): View {
  const accent = accentOf(servicePackage, overlay);
  return accent === undefined ? view : { ...view, accent };
}
