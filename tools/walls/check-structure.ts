import { existsSync, globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';

const roomFolders = ['domain', 'data', 'clients', 'actions', 'web', 'jobs', 'testing', 'tests', 'node_modules'];
const roomFiles = /^(?:README\.md|package\.json|publiccode\.yml|allmende-app\.yaml|index\.ts|module\.ts|app\.ts)$/;
const catchAlls = /^(?:src|lib|libs|utils?|helpers?|common|shared|misc|managers?)$/;
const topFolders = ['kernel', 'platform', 'apps', 'efa', 'solutions', 'standards', 'processes', 'e2e', 'docs', 'ops', 'tools', 'LICENSES', '.ci'];

/** Says which rooms of platform/ and apps/ hold a folder or a file that belongs to no kind. */
export function checkFolderKinds(root: string): string[] {
  const problems: string[] = [];
  for (const room of globSync('{platform,apps}/*', { cwd: root }).sort()) {
    if (!statSync(join(root, room)).isDirectory()) continue;
    for (const entry of readdirSync(join(root, room), { withFileTypes: true })) {
      const known = entry.isDirectory() || entry.isSymbolicLink() ? roomFolders.includes(entry.name) : roomFiles.test(entry.name);
      if (!known) problems.push(`${room}/${entry.name} is none of the kinds of a room (docs/guide/how-a-room-is-built.md)`);
    }
  }
  return problems;
}

/** Says which folders are catch-alls, which grow without end because they have no subject. */
export function checkCatchAlls(root: string): string[] {
  return globSync('{kernel,platform,apps,processes,tools,e2e}/**/', { cwd: root, exclude: (name) => name.endsWith('node_modules') })
    .filter((folder) => catchAlls.test(folder.split('/').at(-1) ?? ''))
    .map((folder) => `${folder} says nothing about what lies in it`)
    .sort();
}

/** Says which decisions share a number, have none, or lack a part. */
export function checkDecisions(root: string): string[] {
  const problems: string[] = [];
  const byNumber = new Map<string, string>();
  for (const file of globSync('docs/adr/*.md', { cwd: root }).sort()) {
    const number = /\/(\d{4})-[a-z0-9-]+\.md$/.exec(file)?.[1];
    if (number === undefined) {
      if (!file.endsWith('/README.md')) problems.push(`${file} has no number of four digits`);
      continue;
    }
    const other = byNumber.get(number);
    if (other !== undefined) problems.push(`${file} has the number of ${other}`);
    byNumber.set(number, file);
    const text = readFileSync(join(root, file), 'utf8');
    for (const part of ['Context', 'Options', 'Decision', 'Consequences', 'Status']) {
      if (!text.includes(`\n## ${part}\n`)) problems.push(`${file} lacks the part "${part}"`);
    }
  }
  return problems;
}

/** Says which documents name a path that does not exist: relative links, and paths in `code` that begin with a folder of the house. */
export function checkPathsInDocs(root: string): string[] {
  const documents = globSync(['*.md', 'docs/**/*.md', '{kernel,platform,apps,processes,efa,standards,solutions,ops}/**/*.md', 'tools/**/*.md', 'e2e/**/*.md'], {
    cwd: root,
    exclude: (name) => name.endsWith('node_modules') || name.endsWith('.local'),
  });
  return documents.sort().flatMap((document) => {
    const text = readFileSync(join(root, document), 'utf8').replace(/^```[\s\S]*?^```/gm, '');
    const links = [...text.matchAll(/\]\(([^)\s#]+)(?:#[^)]*)?\)/g)]
      .map((match) => decodeURI(match[1] ?? ''))
      .filter((link) => !/^(?:[a-z]+:|\/)/.test(link))
      .filter((link) => !existsSync(join(root, dirname(document), link)));
    const named = [...text.matchAll(/`([^`\s]+)`/g)]
      .map((match) => (match[1] ?? '').replace(/^\.\//, '').replace(/[:#]\d+$/, ''))
      .filter((path) => topFolders.includes(path.split('/')[0] ?? '') && path.includes('/') && !/[<>*…{}$:]|-x|\bx\b|N/.test(path))
      .filter((path) => !existsSync(join(root, path)) && !existsSync(join(root, dirname(document), path)));
    return [...links, ...named].map((path) => `${document} names ${path}, which does not exist`);
  });
}
