import { Value } from 'typebox/value';
import { AppPackageSchema, type AppPackage } from './app-package.ts';
import { checkConfiguration } from './check-configuration.ts';
import { checkHardening } from './check-hardening.ts';
import { checkReferences } from './check-references.ts';
import { schemaProblems } from './explain-schema.ts';
import type { PackageProblem } from './package-problem.ts';

/**
 * Says what is wrong with an app package: its form, names that lead nowhere, forbidden paths, limits, and a form that cannot be shown. Empty when nothing is. With `publishing` an image without
 * a digest is an error; else it is a warning.
 */
export function checkAppPackage(value: unknown, options: { readonly publishing?: boolean } = {}): readonly PackageProblem[] {
  if (!isAppPackage(value)) return schemaProblems(value);
  const problems = [...checkReferences(value), ...checkHardening(value), ...checkConfiguration(value), ...checkData(value)];
  return options.publishing === true ? problems.map((problem) => (problem.code === 'no-digest' ? { ...problem, severity: 'error' } : problem)) : problems;
}

/** Whether a value has the form of a package; names in it may still lead nowhere. */
export function isAppPackage(value: unknown): value is AppPackage {
  return Value.Check(AppPackageSchema, value);
}

function checkData(app: AppPackage): PackageProblem[] {
  const saved = (app.volumes ?? []).some(({ backup }) => backup);
  const keepsMore = app.needs?.postgres !== undefined || app.needs?.['object-store'] !== undefined;
  const keeps = saved || app.needs?.postgres !== undefined;
  const problems: PackageProblem[] = [];
  if ((app.volumes ?? []).length > 0 && !saved && !keepsMore) problems.push({ severity: 'warning', pointer: '/volumes', code: 'nothing-saved', message: 'Kein Speicher wird gesichert (backup: true). Nach einem Ausfall wären alle Daten weg.' });
  if (!app.verify && keeps) problems.push({ severity: 'warning', pointer: '', code: 'no-verify', message: 'Ohne „verify“ sagt nach einem Rückspielen nur „ready“, ob die Daten ganz sind.' });
  if (!app.sample && keeps) problems.push({ severity: 'warning', pointer: '', code: 'no-sample', message: 'Ohne „sample“ prüft „app test“ nur mit den Daten, die die Anwendung beim Start selbst anlegt.' });
  return problems;
}
