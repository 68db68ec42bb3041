import ts from 'typescript';

/** A sentence that a rule says to a person, as it stands in the sources: places for values as `{}`. */
export type FoundMessage = { readonly path: string; readonly line: number; readonly text: string };

/** A function or error that carries on what it is told: the parameter becomes the message, or a part of it. */
type Carrier = { readonly name: string; readonly index: number; readonly path: string; readonly isError: boolean };

type Call = { readonly name: string; readonly node: ts.CallExpression | ts.NewExpression };

type Source = { readonly path: string; readonly source: ts.SourceFile; readonly problems: readonly ts.ObjectLiteralExpression[]; readonly calls: readonly Call[]; readonly classes: readonly ts.ClassDeclaration[]; readonly constants: ReadonlyMap<string, ts.Expression> };

/**
 * Finds what the rules of a house say to people: the `message` of field problems and of refusals, also where it is handed to a function or an error
 * that only carries it, or stands in a constant of the file. A choice inside a sentence gives one sentence for each way. Read from the syntax.
 */
export function findMessages(texts: ReadonlyMap<string, string>): FoundMessage[] {
  const sources = [...texts].map(([path, text]) => readSource(path, text));
  const errors = errorClasses(sources);
  const carriers = new Map<string, Carrier[]>();
  const found = new Map<string, FoundMessage>();
  let hasMore = true;
  const hear = (file: Source, said: ts.Expression) => {
    for (const carrier of carriersOf(said, file.path, errors)) {
      const ofName = carriers.get(carrier.name) ?? [];
      if (ofName.some((one) => one.index === carrier.index && one.path === carrier.path)) continue;
      carriers.set(carrier.name, [...ofName, carrier]);
      hasMore = true;
    }
    const line = file.source.getLineAndCharacterOfPosition(said.getStart(file.source)).line + 1;
    for (const text of sentencesOf(said, file)) found.set(`${file.path}:${text}`, { path: file.path, line, text });
  };
  for (const file of sources) for (const node of file.problems) for (const said of messagesIn(node, errors)) hear(file, said);
  while (hasMore) {
    hasMore = false;
    for (const file of sources) for (const call of file.calls) for (const said of handedOver(call, carriers, file.path)) hear(file, said);
  }
  return [...found.values()];
}

/** `apps/cases` of any file of the room. */
export function roomOf(path: string): string {
  return path.split('/').slice(0, 2).join('/');
}

function readSource(path: string, text: string): Source {
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const problems: ts.ObjectLiteralExpression[] = [];
  const calls: Call[] = [];
  const classes: ts.ClassDeclaration[] = [];
  const constants = new Map<string, ts.Expression>();
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) || ts.isNewExpression(node)) calls.push({ name: calleeOf(node), node });
    if (ts.isClassDeclaration(node)) classes.push(node);
    if (ts.isObjectLiteralExpression(node) && node.properties.some((one) => nameOf(one) === 'message')) problems.push(node);
    if (ts.isVariableDeclaration(node) && ts.isIdentifier(node.name) && node.initializer && node.parent.flags & ts.NodeFlags.Const) constants.set(node.name.text, node.initializer);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { path, source, problems, calls, classes, constants };
}

/** What the `message` of a field problem or of a refusal says. */
function messagesIn(node: ts.ObjectLiteralExpression, errors: ReadonlySet<string>): ts.Expression[] {
  const names = new Set(node.properties.map(nameOf));
  const isProblem = names.has('code') && (names.has('pointer') || names.has('kind'));
  if (!isProblem && !isOptionOf(node, errors)) return [];
  return node.properties.flatMap((one) => (nameOf(one) !== 'message' ? [] : ts.isPropertyAssignment(one) ? [one.initializer] : ts.isShorthandPropertyAssignment(one) ? [one.name] : []));
}

/** What a call hands to a carrier: to one of the same file first, else to one of the room, or to an error of any room. */
function handedOver({ name, node }: Call, carriers: ReadonlyMap<string, readonly Carrier[]>, path: string): ts.Expression[] {
  const ofName = (carriers.get(name) ?? []).filter((one) => one.isError || roomOf(one.path) === roomOf(path));
  const own = ofName.filter((one) => one.path === path);
  return (own.length > 0 ? own : ofName).flatMap((one) => node.arguments?.[one.index] ?? []);
}

/** `super({ message })` and `new InvalidInput(fields, { message })`. */
function isOptionOf(node: ts.ObjectLiteralExpression, errors: ReadonlySet<string>): boolean {
  const { parent } = node;
  return (ts.isNewExpression(parent) || (ts.isCallExpression(parent) && parent.expression.kind === ts.SyntaxKind.SuperKeyword)) && errors.has(calleeOf(parent));
}

function calleeOf(node: ts.CallExpression | ts.NewExpression): string {
  const { expression } = node;
  if (expression.kind === ts.SyntaxKind.SuperKeyword) return parentOf(classAround(node));
  return ts.isIdentifier(expression) ? expression.text : ts.isPropertyAccessExpression(expression) ? expression.name.text : '';
}

/** The functions and errors to whose parameters an expression, or a part of its text, belongs. */
function carriersOf(said: ts.Expression, path: string, errors: ReadonlySet<string>): Carrier[] {
  if (ts.isTemplateExpression(said)) return said.templateSpans.flatMap((span) => carriersOf(span.expression, path, errors));
  if (ts.isBinaryExpression(said)) return [said.left, said.right].flatMap((one) => carriersOf(one, path, errors));
  if (!ts.isIdentifier(said)) return [];
  for (let node: ts.Node | undefined = said.parent; node !== undefined; node = node.parent) {
    if (!ts.isFunctionLike(node)) continue;
    const index = node.parameters.findIndex((one) => ts.isIdentifier(one.name) && one.name.text === said.text);
    if (index < 0) continue;
    const name = ts.isConstructorDeclaration(node) ? (classAround(node)?.name?.text ?? '') : node.name && ts.isIdentifier(node.name) ? node.name.text : ts.isVariableDeclaration(node.parent) && ts.isIdentifier(node.parent.name) ? node.parent.name.text : '';
    return name === '' ? [] : [{ name, index, path, isError: errors.has(name) }];
  }
  return [];
}

/** What an expression says: more than one sentence where it chooses, none where it is no text of this file. */
function sentencesOf(said: ts.Expression, file: Source): string[] {
  const constant = constantOf(said, file);
  if (constant !== undefined) return ts.isObjectLiteralExpression(constant) ? constant.properties.flatMap((one) => (ts.isPropertyAssignment(one) ? sentencesOf(one.initializer, file) : [])) : sentencesOf(constant, file);
  const inside = ts.isTemplateExpression(said) ? said.templateSpans.flatMap(({ expression }) => (constantOf(expression, file) ? sentencesOf(expression, file) : [])) : [];
  return [...waysOf(said).filter((text) => /\p{L}{2}/u.test(text)), ...inside];
}

/** `LATER`, `MESSAGES[code]` and `MESSAGES.late`, where the file itself says what they are. */
function constantOf(said: ts.Expression, file: Source): ts.Expression | undefined {
  const name = ts.isIdentifier(said) ? said : (ts.isElementAccessExpression(said) || ts.isPropertyAccessExpression(said)) && ts.isIdentifier(said.expression) ? said.expression : undefined;
  const constant = name === undefined ? undefined : file.constants.get(name.text);
  return constant !== undefined && (ts.isStringLiteralLike(constant) || ts.isTemplateExpression(constant) || ts.isConditionalExpression(constant) || ts.isObjectLiteralExpression(constant)) ? constant : undefined;
}

function waysOf(said: ts.Expression): string[] {
  if (ts.isStringLiteralLike(said)) return [said.text];
  if (ts.isParenthesizedExpression(said)) return waysOf(said.expression);
  if (ts.isConditionalExpression(said)) return [...waysOf(said.whenTrue), ...waysOf(said.whenFalse)];
  if (ts.isBinaryExpression(said) && said.operatorToken.kind === ts.SyntaxKind.PlusToken) return waysOf(said.left).flatMap((left) => waysOf(said.right).map((right) => left + right));
  if (ts.isBinaryExpression(said) && said.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken) return [...waysOf(said.left), ...waysOf(said.right)];
  if (ts.isTemplateExpression(said)) {
    return said.templateSpans.reduce((ways, span) => ways.flatMap((way) => waysOf(span.expression).map((value) => way + value + span.literal.text)), [said.head.text]);
  }
  return ['{}'];
}

/** Names of all classes that extend DomainError, also by others. */
function errorClasses(sources: readonly Source[]): ReadonlySet<string> {
  const parents = new Map<string, string>();
  for (const { classes } of sources) for (const node of classes) if (node.name) parents.set(node.name.text, parentOf(node));
  const isError = (name: string): boolean => name === 'DomainError' || (parents.has(name) && isError(parents.get(name) ?? ''));
  return new Set(['DomainError', ...[...parents.keys()].filter(isError)]);
}

function classAround(node: ts.Node): ts.ClassLikeDeclaration | undefined {
  for (let one: ts.Node | undefined = node; one !== undefined; one = one.parent) if (ts.isClassLike(one)) return one;
  return undefined;
}

function parentOf(node: ts.ClassLikeDeclaration | undefined): string {
  const extended = node?.heritageClauses?.find((one) => one.token === ts.SyntaxKind.ExtendsKeyword)?.types[0]?.expression;
  return extended && ts.isIdentifier(extended) ? extended.text : '';
}

function nameOf(one: ts.ObjectLiteralElementLike): string | undefined {
  return one.name && (ts.isIdentifier(one.name) || ts.isStringLiteral(one.name)) ? one.name.text : undefined;
}
