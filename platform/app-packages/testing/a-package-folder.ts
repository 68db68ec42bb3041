import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { stringify } from 'yaml';
import type { AppPackage } from '../domain/app-package.ts';
import { aComponent, anAppPackage } from './an-app-package.ts';

const PUBLICCODE = `publiccodeYmlVersion: "0.7"
name: "Sample"
url: "https://code.example.org/sample/sample.git"
platforms: ["web"]
categories: ["it-development"]
developmentStatus: stable
softwareType: standalone/web
description:
  de:
    shortDescription: "Ein Beispiel."
    longDescription: "${'Ein Beispiel für Prüfungen, das es nicht gibt. '.repeat(4).trim()}"
    features: ["Nichts tun"]
legal:
  license: "EUPL-1.2"
maintenance:
  type: community
  contacts: [{ name: "Sample" }]
localisation:
  localisationReady: true
  availableLanguages: ["de"]
`;

/** Writes a whole package into an empty folder: manifest, description, and a build folder with this script. */
export async function aPackageFolder(folder: string, options: { readonly build?: string; readonly changes?: Partial<AppPackage>; readonly publiccode?: string } = {}): Promise<string> {
  await mkdir(path.join(folder, 'image'), { recursive: true });
  await writeFile(path.join(folder, 'image', 'build.sh'), options.build ?? 'mkdir "$ROOT/app" && cp hello.txt "$ROOT/app/"\n');
  await writeFile(path.join(folder, 'image', 'hello.txt'), 'hello\n');
  await writeFile(path.join(folder, 'allmende-app.yaml'), stringify({ ...anAppPackage({ components: [aComponent({ image: { reference: 'localhost/allmende-test/sample', build: 'image' } })] }), ...options.changes }));
  await writeFile(path.join(folder, 'publiccode.yml'), options.publiccode ?? PUBLICCODE);
  return folder;
}
