/** Text between tags, as exclusive canonical XML writes it. */
export function text(value: string): string {
  return value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('\r', '&#xD;');
}

/**
 * An element as exclusive canonical XML (REC-xml-exc-c14n) writes it: namespaces first, by prefix, then attributes by name, those with a prefix last, no empty tags. `namespaces` are those that first come into use here. Because everything is
 * written in this form, what is signed are the very bytes that are sent, and no program has to canonicalise them.
 */
export function element(name: string, parts: { readonly namespaces?: Readonly<Record<string, string>>; readonly attributes?: Readonly<Record<string, string | undefined>>; readonly children?: readonly string[] }): string {
  const quoted = (value: string) => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll('\t', '&#x9;').replaceAll('\n', '&#xA;').replaceAll('\r', '&#xD;');
  const order = (key: string) => `${key.includes(':') ? 1 : 0}${key}`;
  const namespaces = Object.entries(parts.namespaces ?? {}).toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([prefix, uri]) => ` xmlns:${prefix}="${quoted(uri)}"`);
  const attributes = Object.entries(parts.attributes ?? {}).flatMap(([key, value]) => (value === undefined ? [] : [[key, value] as const])).toSorted(([one], [other]) => (order(one) < order(other) ? -1 : 1)).map(([key, value]) => ` ${key}="${quoted(value)}"`);
  return `<${name}${namespaces.join('')}${attributes.join('')}>${(parts.children ?? []).join('')}</${name}>`;
}
