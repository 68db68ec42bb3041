/** Orders two versions as SemVer 2.0.0 § 11 does: negative when the first is older. */
export function compareVersions(one: string, other: string): number {
  const [first, second] = [split(one), split(other)];
  for (const index of [0, 1, 2]) {
    const difference = (first.core[index] ?? 0) - (second.core[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (first.before.length === 0 || second.before.length === 0) return second.before.length - first.before.length;
  for (let index = 0; index < Math.max(first.before.length, second.before.length); index += 1) {
    const [left, right] = [first.before[index], second.before[index]];
    if (left === undefined) return -1;
    if (right === undefined) return 1;
    const difference = comparePart(left, right);
    if (difference !== 0) return difference;
  }
  return 0;
}

function split(version: string): { readonly core: readonly number[]; readonly before: readonly string[] } {
  const at = version.indexOf('-');
  const core = at < 0 ? version : version.slice(0, at);
  return { core: core.split('.').map(Number), before: at < 0 ? [] : version.slice(at + 1).split('.') };
}

function comparePart(left: string, right: string): number {
  const [isNumber, isOtherNumber] = [/^[0-9]+$/u.test(left), /^[0-9]+$/u.test(right)];
  if (isNumber && isOtherNumber) return Number(left) - Number(right);
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  return left === right ? 0 : left < right ? -1 : 1;
}
