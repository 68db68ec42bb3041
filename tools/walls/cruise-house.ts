import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { cruise } from 'dependency-cruiser';
import { importRules } from './import-rules.ts';
import { publicFiles } from './public-files.ts';

/** One import that a rule forbids. */
export type ImportViolation = { readonly rule: string; readonly from: string; readonly to: string; readonly why: string };

const folders = ['kernel', 'platform', 'apps', 'processes', 'tools', 'e2e'];

/**
 * Follows every import of a house and compares it with the rules.
 * `modules` counts the house's own files: 0 means that the guard was blind, as it is with a TypeScript it cannot load.
 */
export async function cruiseHouse(root: string): Promise<{ modules: number; violations: ImportViolation[] }> {
  const rules = importRules(publicFiles(root));
  const { output } = await cruise(
    folders.filter((folder) => existsSync(join(root, folder))),
    {
      baseDir: root,
      validate: true,
      ruleSet: { forbidden: rules },
      doNotFollow: { path: 'node_modules' },
      tsPreCompilationDeps: true,
      moduleSystems: ['es6'],
      parser: 'tsc',
      enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'node', 'default', 'types'], extensions: ['.ts', '.js', '.mjs', '.cjs', '.json', '.d.ts'] },
    },
  );
  if (typeof output === 'string') throw new Error(`dependency-cruiser answered with a text: ${output.slice(0, 200)}`);
  const why = new Map(rules.map((rule) => [rule.name, rule.comment ?? '']));
  return {
    modules: output.modules.filter((module) => folders.some((folder) => module.source.startsWith(`${folder}/`))).length,
    violations: output.summary.violations.map((violation) => ({
      rule: violation.rule.name,
      from: violation.from,
      to: violation.cycle === undefined ? violation.to : violation.cycle.map((step) => step.name).join(' → '),
      why: why.get(violation.rule.name) ?? '',
    })),
  };
}
