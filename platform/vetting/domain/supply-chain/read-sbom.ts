import type { Finding } from '../evidence.ts';
import { readPackageUrl, type PackageUrl } from './package-url.ts';

/** A part of a solution as its bill of materials names it. */
export type SbomComponent = { readonly ref: string | null; readonly name: string; readonly version: string | null; readonly packageUrl: PackageUrl | null };

/** What a bill of materials says about a known vulnerability (VEX): advisory by id, and whether the solution is affected. */
export type VexStatement = { readonly id: string; readonly state: string; readonly hasReason: boolean };

export type Sbom = {
  readonly specVersion: string;
  /** When it was made, ISO 8601. */
  readonly madeAt: string;
  readonly subject: { readonly name: string; readonly version: string };
  readonly components: readonly SbomComponent[];
  readonly vex: readonly VexStatement[];
};

/** Versions of CycloneDX that are read. Source: cyclonedx.org/specification/overview, read 2026-11-22. */
export const SBOM_VERSIONS = ['1.4', '1.5', '1.6', '1.7'] as const;
export const MOST_SBOM_BYTES = 20 * 1024 * 1024;
const MOST_COMPONENTS = 30_000;
const MOST_DEPTH = 20;
const MOST_FINDINGS = 30;

const TYPES = new Set(['application', 'framework', 'library', 'container', 'platform', 'operating-system', 'device', 'device-driver', 'firmware', 'file', 'machine-learning-model', 'data', 'cryptographic-asset']);

/** Reads a CycloneDX bill of materials in JSON and holds it against the rules that the vetting needs: shape, unique references, dependencies that lead somewhere, a date, and the solution with its version. Never throws. */
export function readSbom(bytes: Uint8Array): { readonly sbom: Sbom | undefined; readonly findings: readonly Finding[] } {
  if (bytes.length > MOST_SBOM_BYTES) return { sbom: undefined, findings: [{ message: 'Die Datei ist größer als 20 MB.', fix: 'Lassen Sie Bestandteile ohne Paketadresse (einzelne Dateien) weg.' }] };
  const root = parsed(bytes);
  if (root === undefined) return { sbom: undefined, findings: [{ message: 'Die Datei ist kein JSON-Objekt.', fix: 'Erzeugen Sie die Stückliste im Format CycloneDX als JSON, zum Beispiel mit cdxgen oder syft.' }] };
  const findings: Finding[] = [];
  const report = (message: string, fix: string, where?: string) => { if (findings.length < MOST_FINDINGS) findings.push({ message, fix, ...(where === undefined ? {} : { where: where.slice(0, 120) }) }); };
  if (root['bomFormat'] !== 'CycloneDX') report('„bomFormat“ ist nicht „CycloneDX“.', 'Andere Formate wie SPDX werden nicht gelesen. Erzeugen Sie die Stückliste als CycloneDX.', 'bomFormat');
  const specVersion = textOf(root['specVersion']);
  if (!SBOM_VERSIONS.some((one) => one === specVersion)) report('Diese Version von CycloneDX wird nicht gelesen.', `Verwenden Sie eine der Versionen ${SBOM_VERSIONS.join(', ')}.`, 'specVersion');
  const serial = root['serialNumber'];
  if (serial !== undefined && !/^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(textOf(serial) ?? '')) report('„serialNumber“ ist keine urn:uuid.', 'Lassen Sie das Werkzeug eine neue Nummer vergeben.', 'serialNumber');
  const metadata = recordOf(root['metadata']);
  const madeAt = textOf(metadata?.['timestamp']);
  if (madeAt === undefined || !/^\d{4}-\d\d-\d\dT/u.test(madeAt) || Number.isNaN(Date.parse(madeAt))) report('Es fehlt, wann die Stückliste entstanden ist.', 'Ergänzen Sie „metadata.timestamp“ nach ISO 8601.', 'metadata.timestamp');
  const subject = recordOf(metadata?.['component']);
  const name = textOf(subject?.['name']);
  const version = textOf(subject?.['version']);
  if (name === undefined || version === undefined) report('Es fehlt, welche Lösung in welcher Version beschrieben ist.', 'Ergänzen Sie „metadata.component“ mit „name“ und „version“.', 'metadata.component');
  const refs = new Set<string>();
  if (subject !== undefined) takeRef(subject, refs, report, 'metadata.component');
  const components = readComponents(root['components'], refs, report);
  if (components.length === 0) report('Die Stückliste nennt keinen einzigen Bestandteil.', 'Erzeugen Sie sie aus dem gebauten Abbild oder aus den Sperrdateien der Abhängigkeiten.', 'components');
  checkDependencies(root['dependencies'], refs, report);
  const isReadable = specVersion !== undefined && madeAt !== undefined && name !== undefined && version !== undefined;
  return { sbom: isReadable && findings.length === 0 ? { specVersion, madeAt, subject: { name, version }, components, vex: readVex(root['vulnerabilities']) } : undefined, findings };
}

type Report = (message: string, fix: string, where?: string) => void;

function readComponents(given: unknown, refs: Set<string>, report: Report): SbomComponent[] {
  const components: SbomComponent[] = [];
  const walk = (list: unknown, path: string, depth: number): void => {
    if (list === undefined) return;
    if (!Array.isArray(list)) return report('Die Bestandteile müssen eine Liste sein.', 'Prüfen Sie die Datei mit dem Werkzeug, das sie erzeugt hat.', path);
    if (depth > MOST_DEPTH) return report('Die Bestandteile sind zu tief verschachtelt.', 'Listen Sie die Bestandteile nebeneinander auf.', path);
    for (const [index, one] of list.entries()) {
      if (components.length >= MOST_COMPONENTS) return report(`Die Stückliste nennt mehr als ${MOST_COMPONENTS} Bestandteile.`, 'Lassen Sie einzelne Dateien weg.', path);
      const where = `${path}[${index}]`;
      const component = recordOf(one);
      const name = textOf(component?.['name']);
      if (component === undefined || name === undefined || name === '') { report('Ein Bestandteil hat keinen Namen.', 'Jeder Bestandteil braucht „type“ und „name“.', where); continue; }
      if (!TYPES.has(textOf(component['type']) ?? '')) report('Diese Art von Bestandteil kennt CycloneDX nicht.', 'Verwenden Sie zum Beispiel „library“ oder „application“.', `${where}.type`);
      takeRef(component, refs, report, where);
      const stated = component['purl'];
      const packageUrl = stated === undefined ? null : readPackageUrl(textOf(stated) ?? '') ?? null;
      if (stated !== undefined && packageUrl === null) report('Diese Paketadresse (purl) ist nicht lesbar.', 'Sie hat die Form „pkg:npm/name@1.2.3“.', `${where}.purl`);
      components.push({ ref: textOf(component['bom-ref']) ?? null, name, version: textOf(component['version']) ?? packageUrl?.version ?? null, packageUrl });
      walk(component['components'], `${where}.components`, depth + 1);
    }
  };
  walk(given, 'components', 0);
  return components;
}

function takeRef(component: Record<string, unknown>, refs: Set<string>, report: Report, where: string): void {
  const ref = component['bom-ref'];
  if (ref === undefined) return;
  const text = textOf(ref);
  if (text === undefined) report('Eine Kennung („bom-ref“) ist kein Text.', 'Vergeben Sie Texte als Kennung.', where);
  else if (refs.has(text)) report('Zwei Bestandteile haben dieselbe Kennung („bom-ref“).', 'Jede Kennung darf nur einmal vorkommen.', where);
  else refs.add(text);
}

function checkDependencies(given: unknown, refs: ReadonlySet<string>, report: Report): void {
  if (given === undefined) return report('Es fehlt, welcher Bestandteil welchen braucht.', 'Ergänzen Sie „dependencies“; die Werkzeuge schreiben es auf Wunsch dazu.', 'dependencies');
  if (!Array.isArray(given)) return report('„dependencies“ muss eine Liste sein.', 'Prüfen Sie die Datei mit dem Werkzeug, das sie erzeugt hat.', 'dependencies');
  for (const [index, one] of given.entries()) {
    const entry = recordOf(one);
    const named = [entry?.['ref'], ...(Array.isArray(entry?.['dependsOn']) ? (entry['dependsOn'] as unknown[]) : [])];
    for (const ref of named) if (!refs.has(textOf(ref) ?? '')) report('Eine Abhängigkeit verweist auf einen Bestandteil, den die Liste nicht kennt.', 'Nehmen Sie den Bestandteil auf oder entfernen Sie den Verweis.', `dependencies[${index}]: ${String(textOf(ref) ?? '')}`);
  }
}

function readVex(given: unknown): VexStatement[] {
  if (!Array.isArray(given)) return [];
  return given.slice(0, 10_000).flatMap((one) => {
    const entry = recordOf(one);
    const analysis = recordOf(entry?.['analysis']);
    const [id, state] = [textOf(entry?.['id']), textOf(analysis?.['state'])];
    return id === undefined || state === undefined ? [] : [{ id, state, hasReason: (textOf(analysis?.['justification']) ?? textOf(analysis?.['detail']) ?? '').trim() !== '' }];
  });
}

function parsed(bytes: Uint8Array): Record<string, unknown> | undefined {
  try {
    return recordOf(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
  } catch {
    return undefined;
  }
}

const recordOf = (value: unknown): Record<string, unknown> | undefined => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : undefined);
const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
