/** A package by its address, as OSV names it. Source: github.com/package-url/purl-spec; ossf.github.io/osv-schema, read 2026-11-22. */
export type PackageUrl = { readonly type: string; /** `npm`, `PyPI`, `Maven`, … ; null for kinds of package that OSV does not know by one name. */ readonly ecosystem: string | null; readonly name: string; readonly version: string | null };

const ECOSYSTEMS: Readonly<Record<string, { readonly ecosystem: string; readonly join: string }>> = {
  npm: { ecosystem: 'npm', join: '/' }, pypi: { ecosystem: 'PyPI', join: '/' }, maven: { ecosystem: 'Maven', join: ':' }, golang: { ecosystem: 'Go', join: '/' }, cargo: { ecosystem: 'crates.io', join: '/' },
  nuget: { ecosystem: 'NuGet', join: '/' }, gem: { ecosystem: 'RubyGems', join: '/' }, composer: { ecosystem: 'Packagist', join: '/' }, hex: { ecosystem: 'Hex', join: '/' }, pub: { ecosystem: 'Pub', join: '/' },
  deb: { ecosystem: 'Debian', join: '/' }, apk: { ecosystem: 'Alpine', join: '/' },
};

/** Reads `pkg:type/namespace/name@version?qualifiers#subpath`; undefined when it is none. */
export function readPackageUrl(text: string): PackageUrl | undefined {
  if (text.length > 2000) return undefined;
  const [, type, rest] = /^pkg:\/{0,2}([a-z][a-z0-9.+-]*)\/(.+)$/iu.exec(text) ?? [];
  if (type === undefined || rest === undefined) return undefined;
  const plain = rest.replace(/#.*$/u, '').replace(/\?.*$/u, '');
  const at = plain.lastIndexOf('@');
  const path = at > 0 ? plain.slice(0, at) : plain;
  const parts = path.split('/').filter((part) => part !== '').map(decoded);
  const version = at > 0 ? decoded(plain.slice(at + 1)) : null;
  if (parts.length === 0 || parts.some((part) => part === undefined) || version === undefined) return undefined;
  const kind = type.toLowerCase();
  const known = ECOSYSTEMS[kind];
  // The distribution stands before the name of a system package and is no part of it.
  const own = kind === 'deb' || kind === 'apk' ? parts.slice(-1) : parts;
  return { type: kind, ecosystem: known?.ecosystem ?? null, name: packageName(known?.ecosystem ?? '', own.join(known?.join ?? '/')), version: version === '' ? null : version };
}

/** A package's name as it is compared: the Python index does not tell case, dots and dashes apart. */
export function packageName(ecosystem: string, name: string): string {
  if (ecosystem === 'PyPI') return name.toLowerCase().replaceAll(/[-_.]+/gu, '-');
  return ecosystem === 'NuGet' || ecosystem === 'Packagist' ? name.toLowerCase() : name;
}

function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    return undefined;
  }
}
