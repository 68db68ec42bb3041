import type { ListedAttack } from './list-attacks.ts';

/** The page `docs/attacks.md`: every listed attack with the word of its refusal and the file of its test. */
export function attacksPage(attacks: readonly ListedAttack[]): string {
  const kinds = [...Map.groupBy(attacks, ({ kind }) => kind)];
  const cell = (text: string) => text.replaceAll('|', String.raw`\|`);
  let count = 0;
  const tables = kinds.map(([kind, found]) => `## ${kind}\n\n| no. | attack | refused as | test |\n|---|---|---|---|\n${found.map(({ name, refusal, file }) => `| ${(count += 1)} | ${cell(name)} | ${refusal === undefined ? '' : `\`${refusal}\``} | \`${file}\` |`).join('\n')}`);
  return `# Forged and replayed proofs

Attacks on sign-in and identification that tests carry out against the real server; none is accepted. ${attacks.length} in all: ${kinds.map(([kind, found]) => `${found.length} ${kind}`).join('; ')}.
A row is a test, or one turn of a test that goes through a list. *Refused as* is the word in the log; people read a plain sentence.
Written by \`node tools/attacks/write-attacks.ts\`; a test compares it with the test files.

${tables.join('\n\n')}
`;
}
