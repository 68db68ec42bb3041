import type { AppPackage } from './app-package.ts';
import type { TrialPlace } from './trial-bench.ts';

/** A choice for every setting of a package that is not the first one at hand: the last of a list, the smallest number, yes. */
export function otherSettings(app: AppPackage): TrialPlace['parameters'] {
  return Object.fromEntries(Object.entries(app.configuration?.properties ?? {}).flatMap(([name, property]) => {
    const value = choose(property as Readonly<Record<string, unknown>>);
    return value === undefined ? [] : [[name, value]];
  }));
}

function choose(property: Readonly<Record<string, unknown>>): string | number | boolean | readonly string[] | undefined {
  const last = (choices: unknown) => (Array.isArray(choices) ? (choices.at(-1) as { readonly const: string } | undefined)?.const : undefined);
  switch (property['type']) {
    case 'boolean': return true;
    case 'integer': case 'number': return Number(property['minimum'] ?? property['maximum'] ?? 1);
    case 'array': {
      const choice = last((property['items'] as { readonly oneOf?: unknown } | undefined)?.oneOf);
      return choice === undefined ? undefined : [choice];
    }
    case 'string': return last(property['oneOf']) ?? 'Beispiel'.slice(0, Number(property['maxLength'] ?? 8));
    default: return undefined;
  }
}
