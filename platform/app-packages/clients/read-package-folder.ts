import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readPubliccode } from '@allmende/catalog';
import { readAppLock, withDigests, type AppLock } from '../domain/app-lock.ts';
import type { AppPackage } from '../domain/app-package.ts';
import { checkAppPackage, isAppPackage } from '../domain/check-app-package.ts';
import { managedNeeds } from '../domain/managed-needs.ts';
import { readPackageDocument } from '../domain/package-document.ts';
import type { PlacedProblem } from '../domain/package-problem.ts';
import { hashFolder } from './hash-folder.ts';
import { serviceFolder } from './service-folder.ts';

/** What lies in a package's folder. */
export type PackageFolder = {
  readonly folder: string;
  /** With the digests of the lock; undefined when the manifest does not fit the schema. */
  readonly package: AppPackage | undefined;
  readonly lock: AppLock | undefined;
  /** By component, and by need that the platform fills itself: the hash of the folder from which its image is built. */
  readonly inputs: ReadonlyMap<string, string>;
  readonly publiccode: string | undefined;
  /** Errors first, then by file and line. */
  readonly problems: readonly PlacedProblem[];
};

const MANIFEST = 'allmende-app.yaml';
const LOCK = 'allmende-app.lock.yaml';
const PUBLICCODE = 'publiccode.yml';

/** Reads and checks a package with everything beside it. Throws only when the disk does; a missing or unreadable file is a problem among the others. */
export async function readPackageFolder(folder: string, options: { readonly publishing?: boolean } = {}): Promise<PackageFolder> {
  const [manifest, lockText, publiccode] = await Promise.all([MANIFEST, LOCK, PUBLICCODE].map((name) => readText(path.join(folder, name))));
  const problems: PlacedProblem[] = checkPubliccode(publiccode);
  const lock = readLock(lockText, problems);
  const nothing = { folder, package: undefined, lock, inputs: new Map<string, string>(), publiccode };
  if (manifest === undefined) return { ...nothing, problems: sorted([...problems, placed(MANIFEST, 1, 'no-manifest', 'Die Datei fehlt. Sie beschreibt, wie die Anwendung betrieben wird: docs/guide/how-to-package-an-app.md.')]) };
  const document = readPackageDocument(manifest);
  if ('reason' in document) return { ...nothing, problems: sorted([...problems, placed(MANIFEST, document.line, 'no-yaml', document.reason)]) };
  const inputs = isAppPackage(document.value) ? await hashInputs(folder, document.value, problems, document.lineOf) : new Map<string, string>();
  const app = isAppPackage(document.value) ? withDigests(document.value, lock ?? { images: {} }, inputs) : undefined;
  for (const problem of checkAppPackage(app ?? document.value, options)) problems.push({ ...problem, file: MANIFEST, line: document.lineOf(problem.pointer) });
  return { folder, package: app, lock, inputs, publiccode, problems: sorted(problems) };
}

async function hashInputs(folder: string, app: AppPackage, problems: PlacedProblem[], lineOf: (pointer: string) => number): Promise<ReadonlyMap<string, string>> {
  const inputs = new Map<string, string>();
  for (const need of managedNeeds(app)) inputs.set(need, await hashFolder(serviceFolder(need)));
  for (const [index, { name, image }] of app.components.entries()) {
    if (image.build === undefined || image.build.split('/').includes('..') || path.isAbsolute(image.build)) continue;
    try {
      inputs.set(name, await hashFolder(path.join(folder, image.build)));
    } catch (error) {
      const pointer = `/components/${index}/image/build`;
      if (!(error instanceof RangeError) && !['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
      problems.push({ ...placed(MANIFEST, lineOf(pointer), 'no-build-folder', error instanceof RangeError ? 'Der Ordner zum Bauen darf nur Dateien enthalten, keine Verweise.' : `Der Ordner „${image.build}“ fehlt.`), pointer });
    }
  }
  return inputs;
}

function readLock(text: string | undefined, problems: PlacedProblem[]): AppLock | undefined {
  if (text === undefined) return undefined;
  const document = readPackageDocument(text);
  const lock = 'reason' in document ? undefined : readAppLock(document.value);
  if (!lock) problems.push(placed(LOCK, 'reason' in document ? document.line : 1, 'no-lock', 'Die Datei ist nicht lesbar. Löschen Sie sie; „./allmende app build“ schreibt sie neu.'));
  return lock;
}

function checkPubliccode(text: string | undefined): PlacedProblem[] {
  if (text === undefined) return [placed(PUBLICCODE, 1, 'no-publiccode', 'Die Datei fehlt. Sie beschreibt die Lösung für den Store.')];
  const reading = readPubliccode(text, 'app');
  if (reading.kind === 'unparsable') return [placed(PUBLICCODE, reading.line, 'publiccode', reading.reason)];
  return reading.conformance.problems.map((problem) => ({ file: PUBLICCODE, line: problem.line, pointer: problem.pointer, severity: problem.severity === 'error' ? 'error' : 'warning', code: problem.code, message: problem.message }));
}

function placed(file: PlacedProblem['file'], line: number, code: string, message: string): PlacedProblem {
  return { severity: 'error', file, line, pointer: '', code, message };
}

function sorted(problems: readonly PlacedProblem[]): readonly PlacedProblem[] {
  const rank = (problem: PlacedProblem) => [problem.severity === 'error' ? 0 : 1, problem.file === MANIFEST ? 0 : 1, problem.line] as const;
  return problems.toSorted((one, other) => {
    const [left, right] = [rank(one), rank(other)];
    return left[0] - right[0] || left[1] - right[1] || left[2] - right[2];
  });
}

async function readText(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
