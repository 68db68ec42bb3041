import { existsSync, globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { dirname, join } from 'node:path';
import ts from 'typescript';

type Manifest = { name: string; exports?: unknown; dependencies?: Record<string, string>; devDependencies?: Record<string, string>; optionalDependencies?: Record<string, string> };

const forTests = /\/tests\/|\/testing\/|\.test\.ts$|\.spec\.ts$/;

/**
 * Compares what each package imports with what its package.json declares.
 * `undeclared` would fail at run time under pnpm; `devOnly` is used outside tests but declared for development.
 */
export function checkDeclaredNeighbours(root: string): { undeclared: string[]; devOnly: string[]; packages: number } {
  const undeclared: string[] = [];
  const devOnly: string[] = [];
  const manifests = globSync(['{kernel,platform,apps,processes}/*/package.json', '{tools,e2e}/package.json'], { cwd: root }).sort();
  for (const path of manifests) {
    const folder = dirname(path);
    const manifest = JSON.parse(readFileSync(join(root, path), 'utf8')) as Manifest;
    const runtime = new Set([...Object.keys(manifest.dependencies ?? {}), ...Object.keys(manifest.optionalDependencies ?? {})]);
    const development = new Set(Object.keys(manifest.devDependencies ?? {}));
    const files = globSync(`${folder}/**/*.ts`, { cwd: root, exclude: (name) => name.endsWith('node_modules') });
    for (const file of files.sort()) {
      for (const name of importedPackages(readFileSync(join(root, file), 'utf8'))) {
        if (name === manifest.name || runtime.has(name)) continue;
        if (!development.has(name)) undeclared.push(`${file} imports ${name}, which ${path} does not declare`);
        else if (!forTests.test(file) && isValueImport(root, file, name)) devOnly.push(`${file} imports ${name}, which ${path} declares for development only`);
      }
    }
  }
  return { undeclared, devOnly, packages: manifests.length };
}

function importedPackages(text: string): Set<string> {
  const { importedFiles } = ts.preProcessFile(text, true, true);
  const names = importedFiles.map(({ fileName }) => fileName).filter((name) => !name.startsWith('.') && !isBuiltin(name));
  return new Set(names.map((name) => name.split('/').slice(0, name.startsWith('@') ? 2 : 1).join('/')));
}

function isValueImport(root: string, file: string, name: string): boolean {
  if (!existsSync(join(root, file))) return false;
  const source = ts.createSourceFile(file, readFileSync(join(root, file), 'utf8'), ts.ScriptTarget.Latest, false);
  return source.statements.some((statement) => {
    if (!ts.isImportDeclaration(statement) || !ts.isStringLiteral(statement.moduleSpecifier)) return false;
    const from = statement.moduleSpecifier.text;
    return (from === name || from.startsWith(`${name}/`)) && statement.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword;
  });
}
