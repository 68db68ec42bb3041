type Rule = { prelude: string; declarations: string[] } | { prelude: string; rules: Rule[] };

const grouping = /^@(?:media|supports|layer|container)\b/;

/**
 * Takes out of a minified stylesheet what no page of ours can use: rules for KERN classes that no component names, themes switched by
 * attribute, variables nobody reads, and fallbacks of variables that are set. Variables that never change become their values.
 * `isUsed` answers for one class name without its dot.
 */
export function pruneStylesheet(css: string, isUsed: (className: string) => boolean): string {
  const kept = withoutUnusedRules(parse(css), isUsed);
  let text = withoutFallbacks(print(kept));
  for (;;) {
    const shorter = withoutUnreadVariables(withConstants(text));
    if (shorter === text) return text;
    text = shorter;
  }
}

function withoutUnusedRules(rules: readonly Rule[], isUsed: (className: string) => boolean): Rule[] {
  return rules.flatMap((rule): Rule[] => {
    if ('rules' in rule) {
      const inner = withoutUnusedRules(rule.rules, isUsed);
      return inner.length === 0 ? [] : [{ prelude: rule.prelude, rules: inner }];
    }
    if (rule.prelude.startsWith('@')) return [rule];
    const selectors = splitOutside(rule.prelude, ',').filter((selector) => isSelectorUsed(selector, isUsed));
    return selectors.length === 0 || rule.declarations.length === 0 ? [] : [{ prelude: selectors.join(','), declarations: rule.declarations }];
  });
}

function isSelectorUsed(selector: string, isUsed: (className: string) => boolean): boolean {
  let plain = selector;
  for (let before = ''; before !== plain; ) {
    before = plain;
    plain = plain.replace(/\([^()]*\)/g, '');
  }
  if (plain.includes('[data-kern-theme')) return false;
  return [...plain.matchAll(/\.(kern-[a-z0-9_-]+)/g)].every((match) => isUsed(match[1] ?? ''));
}

function withoutFallbacks(css: string): string {
  const set = new Set([...css.matchAll(/(--[a-z0-9-]+):/g)].map((match) => match[1]));
  return css.replace(/var\((--[a-z0-9-]+),\s*(?:[^()]|\([^()]*\))*\)/g, (all, name: string) => (set.has(name) ? `var(${name})` : all));
}

/** Puts the value in the place of every variable that is set once, for the whole document, to a constant. */
function withConstants(css: string): string {
  const times = new Map<string, number>();
  for (const [, name = ''] of css.matchAll(/[{;](--[a-z0-9-]+):/g)) times.set(name, (times.get(name) ?? 0) + 1);
  const constants = new Map<string, string>();
  for (const rule of parse(css)) {
    if ('rules' in rule || rule.prelude !== ':root') continue;
    for (const declaration of rule.declarations) {
      const [, name, value] = /^(--[a-z0-9-]+):\s*(.*)$/s.exec(declaration) ?? [];
      if (name !== undefined && value !== undefined && times.get(name) === 1 && !value.includes('var(')) constants.set(name, /^0(?:rem|px)$/.test(value) ? '0px' : value);
    }
  }
  return css.replace(/var\((--[a-z0-9-]+)\)/g, (all, name: string) => constants.get(name) ?? all);
}

function withoutUnreadVariables(css: string): string {
  const read = new Set([...css.matchAll(/var\((--[a-z0-9-]+)/g)].map((match) => match[1]));
  const clean = (rules: readonly Rule[]): Rule[] =>
    rules.flatMap((rule): Rule[] => {
      if ('rules' in rule) {
        const inner = clean(rule.rules);
        return inner.length === 0 ? [] : [{ prelude: rule.prelude, rules: inner }];
      }
      const declarations = rule.declarations.filter((declaration) => {
        const name = /^(--[a-z0-9-]+):/.exec(declaration)?.[1];
        return name === undefined || read.has(name);
      });
      return declarations.length === 0 ? [] : [{ prelude: rule.prelude, declarations }];
    });
  return print(clean(parse(css)));
}

function parse(css: string): Rule[] {
  const rules: Rule[] = [];
  let position = 0;
  while (position < css.length) {
    const open = findOutside(css, '{', position);
    if (open === -1) break;
    const close = closingBrace(css, open);
    const prelude = css.slice(position, open).trim();
    const body = css.slice(open + 1, close);
    rules.push(grouping.test(prelude) ? { prelude, rules: parse(body) } : { prelude, declarations: splitOutside(body, ';') });
    position = close + 1;
  }
  return rules;
}

function print(rules: readonly Rule[]): string {
  return rules.map((rule) => `${rule.prelude}{${'rules' in rule ? print(rule.rules) : rule.declarations.join(';')}}`).join('');
}

function closingBrace(css: string, open: number): number {
  let depth = 0;
  let quote = '';
  for (let index = open; index < css.length; index += 1) {
    const character = css[index] ?? '';
    if (quote !== '') {
      if (character === quote && css[index - 1] !== '\\') quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (character === '{') depth += 1;
    else if (character === '}' && (depth -= 1) === 0) return index;
  }
  throw new Error('The stylesheet ends inside a block');
}

function findOutside(text: string, wanted: string, from: number): number {
  let quote = '';
  let depth = 0;
  for (let index = from; index < text.length; index += 1) {
    const character = text[index] ?? '';
    if (quote !== '') {
      if (character === quote && text[index - 1] !== '\\') quote = '';
    } else if (character === '"' || character === "'") quote = character;
    else if (depth === 0 && character === wanted) return index;
    else if (character === '(' || character === '[') depth += 1;
    else if (character === ')' || character === ']') depth -= 1;
  }
  return -1;
}

function splitOutside(text: string, separator: string): string[] {
  const parts: string[] = [];
  let position = 0;
  while (position <= text.length) {
    const end = findOutside(text, separator, position);
    const part = text.slice(position, end === -1 ? text.length : end).trim();
    if (part !== '') parts.push(part);
    if (end === -1) break;
    position = end + 1;
  }
  return parts;
}
