import ts from 'typescript';

/** A place in a file that uses what only few folders may use. */
export type ForbiddenUse = { readonly rule: string; readonly line: number; readonly why: string };

type UseRule = {
  readonly name: string;
  readonly why: string;
  /** Files that may do it, by their path in the repository. */
  readonly allowed: RegExp;
  readonly isUse: (node: ts.Node) => boolean;
};

const tests = '/tests/|/testing/|\\.test\\.ts$|^e2e/|^tools/';

const rules: readonly UseRule[] = [
  {
    name: 'clock-only-in-time',
    why: 'Deadlines are tested with a clock that stands still; a hidden look at the real one breaks that. Use ctx.clock.',
    allowed: new RegExp(`^kernel/time/|${tests}`),
    isUse: (node) =>
      (ts.isNewExpression(node) && isName(node.expression, 'Date') && (node.arguments?.length ?? 0) === 0) ||
      (ts.isCallExpression(node) && (isName(node.expression, 'Date') || isMember(node.expression, 'Date', 'now') || isMember(node.expression, 'Temporal', 'Now'))) ||
      isMember(node, 'Temporal', 'Now'),
  },
  {
    name: 'environment-only-in-config',
    why: 'Every variable that changes the platform is read, checked and documented in one place.',
    // The embedded server is another program: it gets the search path and decides nothing by it. The operator's command
    // is what sets the environment of the processes it starts.
    allowed: new RegExp(`^kernel/config/|^kernel/database/embedded/|^processes/operator/|${tests}`),
    isUse: (node) => isMember(node, 'process', 'env') || (ts.isImportDeclaration(node) && importsName(node, 'process', 'env')),
  },
  {
    name: 'outside-only-in-clients',
    why: 'Every call that leaves the house can be listed, faked and forbidden in one place.',
    allowed: new RegExp(`/clients/|^kernel/html/scripts/|${tests}`),
    isUse: (node) =>
      (ts.isCallExpression(node) && (isName(node.expression, 'fetch') || isMember(node.expression, 'globalThis', 'fetch'))) ||
      (ts.isNewExpression(node) && (isName(node.expression, 'WebSocket') || isName(node.expression, 'EventSource'))),
  },
];

const deferred = {
  name: 'deferred-work-has-an-issue',
  why: 'A reminder without an issue is forgotten: write TODO(#123).',
  words: /(?:\/\/|\/\*|^\s*\*).*\b(?:TODO|FIXME|XXX|HACK)\b(?!\(#\d+\))/,
};

/** Names of all rules, for the proof that each one is awake. */
export const useRuleNames = [...rules.map((rule) => rule.name), deferred.name];

/**
 * Finds in one source file what only few folders may do: look at the clock, the environment or the outside world, and reminders without an issue.
 * Uses are read from the syntax, so words in texts and comments do not count.
 */
export function findForbiddenUses(path: string, text: string): ForbiddenUse[] {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false);
  const uses: ForbiddenUse[] = [];
  const lineOf = (position: number) => source.getLineAndCharacterOfPosition(position).line + 1;
  const applying = rules.filter((rule) => !rule.allowed.test(path));
  const visit = (node: ts.Node): void => {
    for (const rule of applying) {
      if (rule.isUse(node)) uses.push({ rule: rule.name, line: lineOf(node.getStart(source)), why: rule.why });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  for (const [index, line] of text.split('\n').entries()) {
    if (deferred.words.test(line)) uses.push({ rule: deferred.name, line: index + 1, why: deferred.why });
  }
  return uses;
}

function isName(node: ts.Node, name: string): boolean {
  return ts.isIdentifier(node) && node.text === name;
}

function isMember(node: ts.Node, owner: string, member: string): boolean {
  if (ts.isPropertyAccessExpression(node)) return isName(node.expression, owner) && node.name.text === member;
  return ts.isElementAccessExpression(node) && isName(node.expression, owner) && ts.isStringLiteral(node.argumentExpression) && node.argumentExpression.text === member;
}

function importsName(node: ts.ImportDeclaration, module: string, name: string): boolean {
  const from = ts.isStringLiteral(node.moduleSpecifier) ? node.moduleSpecifier.text.replace(/^node:/, '') : '';
  const bindings = node.importClause?.namedBindings;
  return from === module && bindings !== undefined && ts.isNamedImports(bindings) && bindings.elements.some((element) => (element.propertyName ?? element.name).text === name);
}
