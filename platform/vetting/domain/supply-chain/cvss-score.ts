type Weights = Readonly<Record<string, number>>;

const ATTACK_VECTOR: Weights = { N: 0.85, A: 0.62, L: 0.55, P: 0.2 };
const COMPLEXITY: Weights = { L: 0.77, H: 0.44 };
const PRIVILEGES: Weights = { N: 0.85, L: 0.62, H: 0.27 };
const PRIVILEGES_CHANGED: Weights = { N: 0.85, L: 0.68, H: 0.5 };
const INTERACTION: Weights = { N: 0.85, R: 0.62 };
const IMPACT: Weights = { H: 0.56, L: 0.22, N: 0 };

/** The base score, 0 to 10 with one decimal, of a CVSS 3.0 or 3.1 vector; undefined when it is none. Source: FIRST, CVSS v3.1 specification, section 7. */
export function cvssScore(vector: string): number | undefined {
  if (!/^CVSS:3\.[01]\//u.test(vector)) return undefined;
  const parts = new Map(vector.split('/').slice(1).map((part) => part.split(':', 2) as [string, string]));
  const isChanged = parts.get('S') === 'C';
  const weigh = (name: string, weights: Weights): number | undefined => weights[parts.get(name) ?? ''];
  const [av, ac, pr, ui] = [weigh('AV', ATTACK_VECTOR), weigh('AC', COMPLEXITY), weigh('PR', isChanged ? PRIVILEGES_CHANGED : PRIVILEGES), weigh('UI', INTERACTION)];
  const [c, i, a] = [weigh('C', IMPACT), weigh('I', IMPACT), weigh('A', IMPACT)];
  if (av === undefined || ac === undefined || pr === undefined || ui === undefined || c === undefined || i === undefined || a === undefined || (!isChanged && parts.get('S') !== 'U')) return undefined;
  const base = 1 - (1 - c) * (1 - i) * (1 - a);
  const impact = isChanged ? 7.52 * (base - 0.029) - 3.25 * (base - 0.02) ** 15 : 6.42 * base;
  if (impact <= 0) return 0;
  const exploitability = 8.22 * av * ac * pr * ui;
  return roundedUp(Math.min(isChanged ? 1.08 * (impact + exploitability) : impact + exploitability, 10));
}

// Appendix A of the specification: in whole hundred-thousandths, so that 4.02 does not become 4.1 by a fault of the machine's numbers.
function roundedUp(score: number): number {
  const whole = Math.round(score * 100_000);
  return whole % 10_000 === 0 ? whole / 100_000 : (Math.floor(whole / 10_000) + 1) / 10;
}
