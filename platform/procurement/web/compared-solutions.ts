/** The solutions that an address of the store's page for comparing names, or that are named themselves, with commas or spaces between; what is neither stays as it is and is refused later. */
export function comparedSolutions(typed: string): string[] {
  const text = typed.trim().slice(0, 2000);
  const named = /[?&]solution=([^&#\s]*)/u.exec(text)?.[1]?.replaceAll(/%2C/giu, ',') ?? text;
  return named.split(/[\s,]+/u).filter((one) => one !== '').slice(0, 20);
}
