/** A reference, or the start of one, as it was typed, in the form in which references are stored: `7k3m 92` → `7K3M-92`. Undefined when nothing is left. */
export function normalReference(typed: string): string | undefined {
  const bare = typed.slice(0, 100).toUpperCase().replaceAll('O', '0').replaceAll(/[IL]/gu, '1').replaceAll(/[^0-9A-Z]/gu, '');
  return bare.match(/.{1,4}/gu)?.join('-');
}
