import { readIfThere, writeDurably } from './durable-files.ts';
import type { Repository } from './repository.ts';

/** A key of a case that was destroyed: what it sealed must stay unreadable, also after an older backup was restored. */
export type Erased = { readonly tenant: string; readonly key: string; readonly at: string };

/** Adds to what the folder knows as erased; what it knows already stays, also when the database does not know it any more. */
export async function noteErased(repository: Repository, erased: readonly Erased[]): Promise<void> {
  const known = new Map((await readErased(repository)).map((one) => [`${one.tenant}/${one.key}`, one]));
  const before = known.size;
  for (const one of erased) known.set(`${one.tenant}/${one.key}`, one);
  if (known.size !== before) await writeDurably(repository.erasedFile, [...known.values()].map((one) => `${JSON.stringify(one)}\n`).join(''));
}

/** Everything that was ever noted as erased. */
export async function readErased(repository: Pick<Repository, 'erasedFile'>): Promise<Erased[]> {
  const text = (await readIfThere(repository.erasedFile)) ?? '';
  return text.split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Erased);
}
