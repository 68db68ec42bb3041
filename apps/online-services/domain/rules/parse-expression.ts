import { parsePlainDate } from '@allmende/time';
import { depthOf, MAX_DEPTH, type Expression } from './expression.ts';
import { formatDecimal, parseDecimal } from './decimal.ts';
import { isAggregate, isFunctionName, type FunctionName } from './functions.ts';
import { NUMBERS } from './signatures.ts';

/** The result of reading: an expression, or what is wrong and at which character (from 0). */
export type ParsedExpression = { readonly expression: Expression } | { readonly problem: string; readonly at: number };

const MAX_LENGTH = 4_000;
const TOKEN = /\s*(?:(?<date>@\d{4}-\d{2}-\d{2})|(?<money>\d{1,13}(?:\.\d{2})?€)|(?<decimal>\d{1,30}\.\d{1,30}(?![\d.€]))|(?<integer>\d{1,15}(?![\d.]))|(?<text>'(?:[^']|'')*')|(?<parameter>\$[a-zA-Z]\w*(?:\.\w+)*)|(?<name>[a-zA-Z]\w*(?:\.\w+)*)|(?<sign><=|>=|!=|[=<>+\-*(),]))/uy;

type Token = { readonly kind: string; readonly text: string; readonly at: number };

/**
 * Reads the text form of a rule. Never throws. Literals: `3`, `1.15`, `120.50€`, `'listed'`, `@2026-05-03`, `true`, `false`, `unknown`, `today`;
 * references: `dog.name` (answer, has a point), `annualTax` (other rule), `$rates.first` (overlay parameter); then `or`, `and`, `not`,
 * one comparison, `+ -`, `*`, and functions such as `if(a, b, c)`. Aggregates begin with a group, `lookup` with a table: `sum(member, income)`.
 */
export function parseExpression(text: string): ParsedExpression {
  if (text.length > MAX_LENGTH) return { problem: `longer than ${MAX_LENGTH} characters`, at: MAX_LENGTH };
  const tokens = tokenize(text);
  if ('problem' in tokens) return tokens;
  const reader = new Reader(tokens, text.length);
  try {
    const expression = reader.whole();
    return depthOf(expression) > MAX_DEPTH ? { problem: `nested deeper than ${MAX_DEPTH}`, at: 0 } : { expression };
  } catch (error) {
    if (error instanceof Unreadable) return { problem: error.message, at: error.at };
    throw error;
  }
}

function tokenize(text: string): Token[] | { problem: string; at: number } {
  const tokens: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const from = TOKEN.lastIndex;
    const groups = TOKEN.exec(text)?.groups;
    const found = groups && Object.entries(groups).find(([, part]) => part !== undefined);
    if (!found) return { problem: `cannot read "${text.slice(from).trimStart().slice(0, 12)}"`, at: from };
    const [kind, part] = found as [string, string];
    tokens.push({ kind, text: part, at: TOKEN.lastIndex - part.length });
  }
  return tokens;
}

class Unreadable extends Error {
  readonly at: number;
  constructor(message: string, at: number) {
    super(message);
    this.at = at;
  }
}

class Reader {
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #next = 0;
  #depth = 0;

  constructor(tokens: readonly Token[], end: number) {
    this.#tokens = tokens;
    this.#end = end;
  }

  whole(): Expression {
    const expression = this.#either();
    const rest = this.#tokens[this.#next];
    if (rest) throw new Unreadable(`did not expect "${rest.text}"`, rest.at);
    return expression;
  }

  #either(): Expression {
    this.#depth += 1;
    if (this.#depth > MAX_DEPTH) throw new Unreadable(`nested deeper than ${MAX_DEPTH}`, this.#tokens[this.#next]?.at ?? this.#end);
    const expression = this.#list('or', () => this.#list('and', () => this.#negation()));
    this.#depth -= 1;
    return expression;
  }

  #list(word: 'or' | 'and', part: () => Expression): Expression {
    const parts = [part()];
    while (this.#take('name', word)) parts.push(part());
    return parts.length === 1 ? parts[0]! : { call: word, of: parts };
  }

  #negation(): Expression {
    let times = 0;
    while (this.#take('name', 'not')) times += 1;
    let expression = this.#comparison();
    for (; times > 0; times -= 1) expression = { call: 'not', of: [expression] };
    return expression;
  }

  #comparison(): Expression {
    const left = this.#sum();
    const sign = this.#takeSign(['=', '!=', '<=', '>=', '<', '>']);
    return sign ? { call: sign, of: [left, this.#sum()] } : left;
  }

  #sum(): Expression {
    let left = this.#product();
    for (let sign = this.#takeSign(['+', '-']); sign; sign = this.#takeSign(['+', '-'])) left = { call: sign, of: [left, this.#product()] };
    return left;
  }

  #product(): Expression {
    let left = this.#signed();
    while (this.#takeSign(['*'])) left = { call: '*', of: [left, this.#signed()] };
    return left;
  }

  #signed(): Expression {
    let minuses = 0;
    while (this.#takeSign(['-'])) minuses += 1;
    let expression = this.#primary(minuses > 0);
    if (minuses > 0 && 'literal' in expression && NUMBERS.includes(expression.type) && this.#tokens[this.#next - 1]?.text !== ')') minuses -= 1;
    for (; minuses > 0; minuses -= 1) expression = { call: 'negate', of: [expression] };
    return expression;
  }

  #primary(negative: boolean): Expression {
    const token = this.#tokens[this.#next];
    if (!token) throw new Unreadable('ends too early', this.#end);
    this.#next += 1;
    switch (token.kind) {
      case 'integer': return { literal: signed(Number(token.text), negative), type: 'integer' };
      case 'decimal': return { literal: this.#decimal(token, negative), type: 'decimal' };
      case 'money': return { literal: signed(centsOf(token.text), negative), type: 'money' };
      case 'text': return { literal: token.text.slice(1, -1).replaceAll("''", "'"), type: 'text' };
      case 'date': return this.#date(token);
      case 'parameter': return { parameter: token.text.slice(1) };
      case 'name': return this.#named(token);
      default:
        if (token.text !== '(') throw new Unreadable(`did not expect "${token.text}"`, token.at);
        return this.#closed(this.#either());
    }
  }

  #decimal(token: Token, negative: boolean): string {
    const decimal = parseDecimal(negative ? `-${token.text}` : token.text);
    if (!decimal) throw new Unreadable(`too many digits: ${token.text}`, token.at);
    return formatDecimal(decimal);
  }

  #date(token: Token): Expression {
    const date = parsePlainDate(token.text.slice(1));
    if (date === undefined) throw new Unreadable(`no such day: ${token.text.slice(1)}`, token.at);
    return { literal: date, type: 'date' };
  }

  #named(token: Token): Expression {
    if (this.#tokens[this.#next]?.text === '(' && this.#tokens[this.#next]?.kind === 'sign') return this.#call(token);
    if (token.text === 'true' || token.text === 'false') return { literal: token.text === 'true', type: 'boolean' };
    if (token.text === 'unknown') return { unknown: true };
    if (token.text === 'today') return { today: true };
    if (['and', 'or', 'not'].includes(token.text)) throw new Unreadable(`did not expect "${token.text}"`, token.at);
    return token.text.includes('.') ? { field: token.text } : { rule: token.text };
  }

  #call(token: Token): Expression {
    if (!isFunctionName(token.text)) throw new Unreadable(`no such function: ${token.text}`, token.at);
    this.#next += 1;
    const of = [isAggregate(token.text) ? { group: this.#name('a group', token) } : token.text === 'lookup' ? { table: this.#name('a table', token) } : this.#either()];
    while (this.#takeSign([','])) of.push(this.#either());
    return this.#closed({ call: token.text, of });
  }

  #name(what: string, { text }: Token): string {
    const token = this.#tokens[this.#next];
    if (token?.kind !== 'name' || token.text.includes('.')) throw new Unreadable(`"${text}" begins with the name of ${what}`, token?.at ?? this.#end);
    this.#next += 1;
    return token.text;
  }

  #closed(expression: Expression): Expression {
    if (!this.#takeSign([')'])) throw new Unreadable('a closing bracket is missing', this.#tokens[this.#next]?.at ?? this.#end);
    return expression;
  }

  #take(kind: string, text: string): boolean {
    const token = this.#tokens[this.#next];
    if (token?.kind !== kind || token.text !== text) return false;
    this.#next += 1;
    return true;
  }

  #takeSign<Sign extends string>(signs: readonly Sign[]): Extract<Sign, FunctionName> | undefined {
    const sign = signs.find((each) => this.#take('sign', each));
    return sign as Extract<Sign, FunctionName> | undefined;
  }
}

function signed(value: number, negative: boolean): number {
  return negative && value !== 0 ? -value : value;
}

function centsOf(text: string): number {
  const [euros = '0', decimals = '00'] = text.slice(0, -1).split('.');
  return Number(euros) * 100 + Number(decimals);
}
