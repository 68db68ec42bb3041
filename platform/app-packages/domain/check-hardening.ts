import type { AppComponent, AppPackage } from './app-package.ts';
import { bytesOf, coresOf } from './amounts.ts';
import { managedNeeds } from './managed-needs.ts';
import type { PackageProblem } from './package-problem.ts';

/** Nothing of an app lies over these, nor below them: the machine's own, and what an image runs with. */
const FORBIDDEN = ['/proc', '/sys', '/dev', '/boot', '/bin', '/sbin', '/lib', '/lib64', '/usr', '/etc', '/root', /* Containers find their runtime's own there. */ '/run/secrets'];
const MOST_MEMORY = 64 * 1024 ** 3;
const MOST_CORES = 32;

/** Whether the package keeps to what every app is held to: paths, limits of resources, probes. */
export function checkHardening(app: AppPackage): readonly PackageProblem[] {
  return [...checkServices(app), ...app.components.flatMap((component, index) => [...checkPaths(component, `/components/${index}`), ...checkLimits(component, `/components/${index}`), ...checkImage(component, `/components/${index}`)])];
}

function checkServices(app: AppPackage): PackageProblem[] {
  const { needs } = app;
  const memory = needs?.cache?.memory;
  return [
    ...managedNeeds(app).flatMap((need) => (needs?.[need]?.image === undefined ? [noDigest(`/needs/${need}`)] : [])),
    ...(memory !== undefined && (bytesOf(memory) < 16 * 1024 ** 2 || bytesOf(memory) > 8 * 1024 ** 3) ? [error('/needs/cache/memory', 'cache-memory', 'Ein Zwischenspeicher bekommt 16 MiB bis 8 GiB Arbeitsspeicher.')] : []),
  ];
}

function noDigest(pointer: string): PackageProblem {
  return { severity: 'warning', pointer, code: 'no-digest', message: 'Das Abbild ist nicht mit einer Prüfsumme festgelegt. „./allmende app build“ trägt sie ein; ohne sie wird nichts veröffentlicht.' };
}

function checkImage({ image }: AppComponent, at: string): PackageProblem[] {
  const problems: PackageProblem[] = [];
  if (image.build !== undefined && (image.build.startsWith('/') || image.build.split('/').includes('..'))) problems.push(error(`${at}/image/build`, 'outside', 'Der Ordner zum Bauen muss im Paket liegen.'));
  if (image.digest === undefined) problems.push(noDigest(`${at}/image`));
  return problems;
}

function checkPaths(component: AppComponent, at: string): PackageProblem[] {
  const places = [
    ...(component.mounts ?? []).map(({ path }, index) => ({ path, pointer: `${at}/mounts/${index}/path`, file: false })),
    ...(component.scratch ?? []).map((path, index) => ({ path, pointer: `${at}/scratch/${index}`, file: false })),
    ...(component.files ?? []).map(({ path }, index) => ({ path, pointer: `${at}/files/${index}/path`, file: true })),
  ];
  return places.flatMap(({ path, pointer, file }, index) => {
    if (path !== '/' && (path.endsWith('/') || path.includes('//') || path.split('/').some((part) => part === '.' || part === '..'))) return [error(pointer, 'path', 'Der Pfad muss ganz und ohne „.“, „..“ und „/“ am Ende geschrieben sein.')];
    const below = path === '/' ? '/' : FORBIDDEN.find((folder) => path === folder || path.startsWith(`${folder}/`));
    if (below !== undefined) return [error(pointer, 'forbidden-path', `Unter „${below}“ darf nichts eingebunden werden. Üblich sind /data, /run/app und /tmp.`)];
    const before = places.slice(0, index).find((other) => other.path === path);
    if (before) return [error(pointer, 'doubled', `Der Pfad „${path}“ ist schon vergeben.`)];
    const around = places.find((other) => other !== places[index] && !other.file && path.startsWith(`${other.path}/`));
    // A scratch folder inside a volume would hide what a backup has saved there.
    return around && !file ? [error(pointer, 'nested-path', `Der Pfad liegt in „${around.path}“, das auch eingebunden wird.`)] : [];
  });
}

function checkLimits({ resources, probes }: AppComponent, at: string): PackageProblem[] {
  const problems: PackageProblem[] = [];
  const [memory, memoryLimit, cpu, cpuLimit] = [bytesOf(resources.memory), bytesOf(resources.memoryLimit), coresOf(resources.cpu), resources.cpuLimit === undefined ? undefined : coresOf(resources.cpuLimit)];
  if (memory > memoryLimit) problems.push(error(`${at}/resources/memory`, 'above-limit', 'Der zugesagte Arbeitsspeicher ist größer als die Grenze (memoryLimit).'));
  if (memoryLimit > MOST_MEMORY) problems.push(error(`${at}/resources/memoryLimit`, 'too-much', 'Mehr als 64 GiB Arbeitsspeicher bekommt keine Komponente.'));
  if (cpuLimit !== undefined && cpu > cpuLimit) problems.push(error(`${at}/resources/cpu`, 'above-limit', 'Die zugesagte Rechenleistung ist größer als die Grenze (cpuLimit).'));
  if (Math.max(cpu, cpuLimit ?? 0) > MOST_CORES) problems.push(error(`${at}/resources/cpu`, 'too-much', 'Mehr als 32 Kerne bekommt keine Komponente.'));
  if (memoryLimit < 4 * 1024 ** 2) problems.push(error(`${at}/resources/memoryLimit`, 'too-little', 'Mit weniger als 4 MiB Arbeitsspeicher startet kein Container.'));
  if (resources.cpuLimit === undefined) problems.push({ severity: 'warning', pointer: `${at}/resources`, code: 'no-cpu-limit', message: 'Ohne „cpuLimit“ kann die Komponente allen anderen die Rechenleistung nehmen.' });
  for (const [name, probe] of [['ready', probes.ready], ['alive', probes.alive]] as const) {
    if (probe && (probe.http === undefined) === (probe.tcp === undefined)) problems.push(error(`${at}/probes/${name}`, 'probe', 'Eine Prüfung fragt entweder mit „http“ oder mit „tcp“.'));
    if (probe && (probe.timeoutSeconds ?? 1) > (probe.periodSeconds ?? 10)) problems.push(error(`${at}/probes/${name}/timeoutSeconds`, 'probe', 'Eine Prüfung darf nicht länger dauern als der Abstand bis zur nächsten.'));
  }
  return problems;
}

function error(pointer: string, code: string, message: string): PackageProblem {
  return { severity: 'error', pointer, code, message };
}
