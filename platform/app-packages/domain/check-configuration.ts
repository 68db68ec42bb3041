import type { AppPackage } from './app-package.ts';
import type { PackageProblem } from './package-problem.ts';

const NAME = /^[a-z][a-zA-Z0-9]*$/u;

/** Whether an order form can be made of the package's configuration: flat, every property with a kind that a form can show, and titles in both languages. */
export function checkConfiguration(app: AppPackage): readonly PackageProblem[] {
  if (!app.configuration) return [];
  const { properties, required = [] } = app.configuration;
  const unknown = required.filter((name) => !Object.hasOwn(properties, name));
  return [
    ...unknown.map((name) => error('/configuration/required', 'unknown-configuration', `Die Einstellung „${name}“ ist in diesem Paket nicht beschrieben.`)),
    ...Object.entries(properties).flatMap(([name, property]) => checkProperty(name, property, `/configuration/properties/${name}`)),
  ];
}

function checkProperty(name: string, property: unknown, at: string): PackageProblem[] {
  if (!isRecord(property)) return [error(at, 'configuration', 'Eine Einstellung wird mit „type“ und „title“ beschrieben.')];
  const problems: PackageProblem[] = [];
  if (!NAME.test(name)) problems.push(error(at, 'configuration', 'Namen von Einstellungen bestehen aus Buchstaben und Ziffern: „maximumUploadSize“.'));
  if (!isText(property['title']) || !isText(property['x-title-en'])) problems.push(error(at, 'configuration-title', 'Die Einstellung braucht „title“ (deutsch) und „x-title-en“ (englisch).'));
  if (property['description'] !== undefined && !(isText(property['description']) && isText(property['x-description-en']))) problems.push(error(at, 'configuration-title', 'Zu „description“ gehört „x-description-en“.'));
  const choices = property['type'] === 'array' && isRecord(property['items']) ? property['items']['oneOf'] : property['oneOf'];
  if (!['string', 'integer', 'number', 'boolean', 'array'].includes(String(property['type']))) problems.push(error(at, 'configuration', 'Als „type“ kann ein Formular string, integer, number, boolean oder array (mit items.oneOf) zeigen.'));
  if (property['type'] === 'array' && !Array.isArray(choices)) problems.push(error(at, 'configuration', 'Eine Liste braucht ihre Auswahl in „items.oneOf“.'));
  if (property['type'] === 'string' && choices === undefined && typeof property['maxLength'] !== 'number') problems.push(error(at, 'configuration', 'Ein freier Text braucht „maxLength“.'));
  if (choices !== undefined && !(Array.isArray(choices) && choices.length > 0 && choices.every((one: unknown) => isRecord(one) && isText(one['const']) && isText(one['title']) && isText(one['x-title-en'])))) {
    problems.push(error(at, 'configuration', 'Jede Auswahl („oneOf“) braucht „const“, „title“ und „x-title-en“.'));
  }
  return problems;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

function error(pointer: string, code: string, message: string): PackageProblem {
  return { severity: 'error', pointer, code, message };
}
