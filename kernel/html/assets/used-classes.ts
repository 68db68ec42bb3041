/** Tells whether sources name a class: literally, or as the fixed beginning of one that is put together (`kern-alert--${kind}`). */
export function usedClasses(sources: readonly string[]): (className: string) => boolean {
  const names = new Set<string>();
  const beginnings: string[] = [];
  for (const source of sources) {
    for (const match of source.matchAll(/(kern-[a-z0-9_-]+)(\$\{)?/g)) {
      const name = match[1] ?? '';
      if (match[2] !== undefined && /[-_]$/.test(name)) beginnings.push(name);
      else names.add(name);
    }
  }
  return (className) => names.has(className) || beginnings.some((beginning) => className.startsWith(beginning));
}
