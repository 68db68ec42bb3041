import type { AppComponent, AppPackage } from '../app-package.ts';
import type { KubernetesDeployment } from './kubernetes-deployment.ts';

/** Where the value of a variable stands: in the open, or under a key of the generation's Secret. */
export type ComponentValue = { readonly name: string; readonly value: string } | { readonly name: string; readonly key: string };

/** A component's variables in the order of their names. What an order left open has none. Throws RangeError for a need whose connection data are not given. */
export function componentValues(component: AppComponent, deployment: KubernetesDeployment): readonly ComponentValue[] {
  return Object.entries(component.environment ?? {}).toSorted(([one], [other]) => (one < other ? -1 : 1)).flatMap(([name, from]): ComponentValue[] => {
    if ('value' in from) return [{ name, value: from.value }];
    if ('secret' in from) return [{ name, key: secretKey(from.secret) }];
    if ('need' in from) return [{ name, key: needKey(from.need) }];
    if ('platform' in from) return [{ name, value: from.platform === 'address' ? deployment.address : from.platform === 'title' ? deployment.title : deployment.language }];
    const chosen = Object.hasOwn(deployment.parameters, from.configuration) ? deployment.parameters[from.configuration] : undefined;
    return chosen === undefined ? [] : [{ name, value: typeof chosen === 'string' ? chosen : JSON.stringify(chosen) }];
  });
}

/** Everything that stands in the generation's Secret: the package's secrets, and connection data as they may hold passwords. Throws RangeError for what is not given. */
export function secretData(app: AppPackage, deployment: KubernetesDeployment): Readonly<Record<string, string>> {
  const needs = new Set(app.components.flatMap((component) => Object.values(component.environment ?? {}).flatMap((from) => ('need' in from ? [from.need] : []))));
  const given = (values: Readonly<Record<string, string>>, name: string): string => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) throw new RangeError(`no value is given for ${name}`);
    return Buffer.from(value, 'utf8').toString('base64');
  };
  return Object.fromEntries([
    ...(app.secrets ?? []).map(({ name }): [string, string] => [secretKey(name), given(deployment.secrets, name)]), ...[...needs].map((need): [string, string] => [needKey(need), given(deployment.needs, need)]),
  ].toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** Key of a package's secret. */
export const secretKey = (name: string): string => `secret.${name}`;
const needKey = (need: string): string => `need.${need}`;
