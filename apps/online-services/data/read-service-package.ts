import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument, type Document } from 'yaml';
import { checkServicePackage } from '../domain/check-service-package.ts';
import type { PackageProblem } from '../domain/check-shape.ts';
import { parseExpression } from '../domain/rules/parse-expression.ts';
import type { ServicePackage } from '../domain/service-package.ts';

/** What is wrong with a package folder: file, line (from 1; 0 when unknown) and reason. */
export type LocatedProblem = { readonly file: string; readonly line: number; readonly message: string };

export type ReadServicePackage = { readonly servicePackage: ServicePackage } | { readonly problems: readonly LocatedProblem[] };

type Source = { readonly document: Document; readonly lines: LineCounter };

const PARTS = ['service', 'data', 'flow', 'rules', 'evidence', 'overlay', 'case'] as const;
/** Files that a package may leave out, with the key of its content. */
const OPTIONAL_PARTS = { tables: 'tables', prefill: 'prefill', 'follow-up': 'followUp', migrations: 'migrations' } as const;
const MAX_FILE_BYTES = 1_000_000;

/**
 * Reads a folder of `efa/` into a checked package, with rules as data instead of text. Returns every problem it finds and never a package
 * that has one. Throws only when the folder itself cannot be read.
 */
export function readServicePackage(folder: string): ReadServicePackage {
  const sources = new Map<string, Source>();
  const problems: LocatedProblem[] = [];
  const read = (file: string): unknown => {
    const source = readYaml(folder, file, problems);
    if (source) sources.set(file, source);
    return source?.document.toJS({ maxAliasCount: 0 }) as unknown;
  };
  for (const part of PARTS) if (!existsSync(join(folder, `${part}.yaml`))) problems.push({ file: `${part}.yaml`, line: 0, message: 'file is missing' });
  if (problems.length > 0) return { problems };

  const [service, data, flow, rules, evidence, overlay, caseWork] = PARTS.map((part) => read(`${part}.yaml`));
  const texts = Object.fromEntries(filesIn(folder, /^texts\.[a-z-]+\.yaml$/u).map((file) => [file.split('.')[1] ?? '', flattened(read(file))]));
  const sampleFiles = filesIn(join(folder, 'tests'), /\.yaml$/u).map((file) => `tests/${file}`);
  const places: SamplePlace[] = [];
  const samples = sampleFiles.flatMap((file) => {
    const content = read(file);
    const list = Array.isArray(content) ? (content as unknown[]) : undefined;
    places.push(...(list ?? [content]).map((_, index) => ({ file, steps: list ? [index] : [] })));
    return list ?? [content];
  });
  const sampleOverlays = Object.fromEntries(filesIn(join(folder, 'tests/overlays'), /\.yaml$/u).map((file) => [file.replace('.yaml', ''), read(`tests/overlays/${file}`)]));
  const optional = Object.fromEntries(Object.entries(OPTIONAL_PARTS).filter(([file]) => existsSync(join(folder, `${file}.yaml`))).map(([file, key]) => [key, read(`${file}.yaml`)]));
  const readRules = withParsedRules(rules, (pointer, message) => problems.push({ file: 'rules.yaml', line: lineOf(sources.get('rules.yaml'), pointer), message }));
  if (problems.length > 0) return { problems };

  const servicePackage = { service, fields: isRecord(data) ? data['fields'] : data, flow, rules: readRules, evidence, overlay, case: caseWork, texts, samples, sampleOverlays, ...optional };
  const found = checkServicePackage(servicePackage);
  if (found.length > 0) return { problems: found.map((problem) => located(problem, sources, places)) };
  return { servicePackage: servicePackage as ServicePackage };
}

function readYaml(folder: string, file: string, problems: LocatedProblem[]): Source | undefined {
  const text = readFileSync(join(folder, file), 'utf8');
  if (text.length > MAX_FILE_BYTES) {
    problems.push({ file, line: 0, message: 'file is larger than 1 MB' });
    return undefined;
  }
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  problems.push(...document.errors.map((error) => ({ file, line: lines.linePos(error.pos[0]).line, message: error.message })));
  return document.errors.length > 0 ? undefined : { document, lines };
}

function filesIn(folder: string, pattern: RegExp): string[] {
  return existsSync(folder) ? readdirSync(folder).filter((file) => pattern.test(file)).toSorted() : [];
}

function withParsedRules(part: unknown, problem: (pointer: readonly (string | number)[], message: string) => void): unknown {
  if (!isRecord(part)) return part;
  const parsed = (text: unknown, pointer: readonly (string | number)[]): unknown => {
    if (typeof text === 'boolean' || typeof text === 'number') return parsed(String(text), pointer);
    if (typeof text !== 'string') return text;
    const result = parseExpression(text);
    if ('expression' in result) return result.expression;
    problem(pointer, `${pointer.at(-1)}: ${result.problem} (character ${result.at + 1})`);
    return undefined;
  };
  const rules = isRecord(part['rules']) ? Object.fromEntries(Object.entries(part['rules']).map(([name, text]) => [name, parsed(text, ['rules', name])])) : part['rules'];
  const checks = Array.isArray(part['checks'])
    ? part['checks'].map((check: unknown, index) => (isRecord(check) ? { ...check, must: parsed(check['must'], ['checks', index, 'must']) } : check))
    : part['checks'];
  const hints = Array.isArray(part['hints'])
    ? part['hints'].map((hint: unknown, index) => (isRecord(hint) ? { ...hint, when: parsed(hint['when'], ['hints', index, 'when']) } : hint))
    : part['hints'];
  return { ...part, rules, checks, ...(hints === undefined ? {} : { hints }) };
}

function flattened(texts: unknown, prefix = ''): Record<string, unknown> {
  if (!isRecord(texts)) return {};
  return Object.fromEntries(Object.entries(texts).flatMap(([key, value]): [string, unknown][] => {
    const name = prefix === '' ? key : `${prefix}.${key}`;
    return isRecord(value) ? Object.entries(flattened(value, name)) : [[name, typeof value === 'string' ? value.trim() : value]];
  }));
}

/** The file of a sample, and the way to it where a file holds several. */
type SamplePlace = { readonly file: string; readonly steps: readonly (string | number)[] };

function located(problem: PackageProblem, sources: ReadonlyMap<string, Source>, samples: readonly SamplePlace[]): LocatedProblem {
  const [, which, ...inside] = problem.pointer.split('/');
  const sample = problem.file === 'tests' ? samples[Number(which)] : undefined;
  if (sample) return { file: sample.file, line: lineOf(sources.get(sample.file), [...sample.steps, ...inside.map(stepOf)]), message: problem.message };
  const source = sources.get(problem.file);
  const steps = problem.pointer.split('/').slice(1).map(stepOf);
  const path = problem.file.startsWith('texts.') && steps.length === 1 ? nestedKey(source?.document.toJS() as unknown, String(steps[0])) : steps;
  return { file: problem.file, line: lineOf(source, path), message: problem.message };
}

function stepOf(step: string): string | number {
  return /^\d+$/u.test(step) ? Number(step) : step;
}

// Text keys are written nested, with points inside of keys too: the way to `field.dog.name.label` is looked for.
function nestedKey(texts: unknown, key: string): string[] {
  if (!isRecord(texts)) return [];
  const first = Object.keys(texts).find((each) => key === each || key.startsWith(`${each}.`));
  return first === undefined ? [] : [first, ...nestedKey(texts[first], key.slice(first.length + 1))];
}

/** The line of the nearest node that exists on the way to a place. */
function lineOf(source: Source | undefined, steps: readonly (string | number)[]): number {
  if (!source) return 0;
  for (let length = steps.length; length > 0; length -= 1) {
    const node = source.document.getIn(steps.slice(0, length), true) as { range?: [number, number, number] } | undefined;
    if (node?.range) return source.lines.linePos(node.range[0]).line;
  }
  return 1;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
