import { Value } from 'typebox/value';
import { AppPackageSchema } from './app-package.ts';
import type { PackageProblem } from './package-problem.ts';

type SchemaFault = { readonly keyword: string; readonly schemaPath: string; readonly instancePath: string; readonly params: Readonly<Record<string, unknown>>; readonly message: string };

/** What in a manifest does not fit the schema, in words; the first faults, as one hides others. */
export function schemaProblems(value: unknown): readonly PackageProblem[] {
  const problems = (Value.Errors(AppPackageSchema, value) as unknown as readonly SchemaFault[])
    // A key that is forbidden is reported at the key and once more at its object.
    .filter((fault) => fault.keyword !== 'additionalProperties')
    .map((fault) => (fault.keyword === 'anyOf' || fault.schemaPath.includes('/anyOf/') ? { ...fault, keyword: 'anyOf', instancePath: choiceOf(fault.instancePath) } : fault))
    .flatMap((fault): PackageProblem[] => (fault.keyword === 'required' ? missing(fault) : [{ severity: 'error', pointer: fault.instancePath, code: fault.keyword === 'boolean' ? 'unknown-key' : 'schema', message: words(fault) }]));
  return problems.filter((problem, index) => problems.findIndex((other) => other.pointer === problem.pointer && other.message === problem.message) === index);
}

// Each branch of a choice complains for itself; one sentence at the choice says it.
function choiceOf(pointer: string): string {
  return /^\/components\/[0-9]+\/environment\/[^/]+/u.exec(pointer)?.[0] ?? pointer;
}

function missing(fault: SchemaFault): PackageProblem[] {
  const names = Array.isArray(fault.params['requiredProperties']) ? (fault.params['requiredProperties'] as readonly unknown[]) : [];
  return names.map((name) => ({ severity: 'error', pointer: fault.instancePath, code: 'missing', message: `Die Angabe „${String(name)}“ fehlt.` }));
}

function words({ keyword, instancePath, params, message }: SchemaFault): string {
  const name = instancePath.split('/').at(-1) ?? '';
  const limit = String(params['limit'] ?? '');
  switch (keyword) {
    case 'boolean': return `„${name}“ ist hier nicht vorgesehen. Prüfen Sie die Schreibweise.`;
    case 'const': return `Hier muss „${String(params['allowedValue'])}“ stehen.`;
    case 'pattern': return `Der Wert hat nicht die verlangte Form (${String(params['pattern'])}).`;
    case 'type': return `Der Wert hat die falsche Art; verlangt ist ${String(params['type'])}.`;
    case 'minLength': return `Der Text ist zu kurz (mindestens ${limit}).`;
    case 'maxLength': return `Der Text ist zu lang (höchstens ${limit}).`;
    case 'minItems': return `Die Liste ist zu kurz (mindestens ${limit}).`;
    case 'maxItems': return `Die Liste ist zu lang (höchstens ${limit}).`;
    case 'minimum': return `Die Zahl ist zu klein (mindestens ${limit}).`;
    case 'maximum': return `Die Zahl ist zu groß (höchstens ${limit}).`;
    case 'anyOf': return /\/environment\/[^/]+$/u.test(instancePath) ? 'Erlaubt ist genau eine Quelle: value, secret, configuration, need oder platform.' : 'Der Wert ist keiner der erlaubten; die Liste steht in docs/schemas/allmende-app-1.json.';
    default: return `Der Wert passt nicht zum Schema: ${message}.`;
  }
}
