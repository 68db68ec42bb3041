import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { repositoryFolder } from '../../test/repository-folder.ts';

/** Writes so many copies of the shipped solutions, each with a name and a repository of its own, and changed by `vary`. */
export async function writeVariedCopies(folder: string, count: number, vary: (text: string, index: number) => string = (text) => text): Promise<void> {
  const source = join(repositoryFolder, 'solutions');
  const names = (await readdir(source, { withFileTypes: true })).filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const texts = await Promise.all(names.map((name) => readFile(join(source, name, 'publiccode.yml'), 'utf8')));
  for (let index = 0; index < count; index += 1) {
    const text = texts[index % texts.length] ?? '';
    const varied = text.replace(/^name:.*$/mu, `name: Solution ${index}`).replace(/^url:.*$/mu, `url: https://code.example.org/solution-${index}.git`);
    const own = join(folder, String(index));
    await mkdir(own, { recursive: true });
    await writeFile(join(own, 'publiccode.yml'), vary(varied, index));
  }
}
