import type { AppComponent } from '@allmende/app-packages';
import type { Instance } from '../../domain/instance.ts';
import { NeedUnmet } from '../../domain/errors.ts';
import { needSecret } from './pod-names.ts';

/** What the platform gives to an app beside its secrets. */
export type Surroundings = {
  /** Address behind the gateway. */
  readonly address: string;
  /** Connection data of needs by name: `smtp.host`. */
  readonly needs: ReadonlyMap<string, string>;
};

/** A component's environment: plain values, and secrets by name. Throws NeedUnmet when the platform offers no such need. */
export type ComponentEnvironment = { readonly plain: Readonly<Record<string, string>>; readonly secrets: Readonly<Record<string, string>> };

export function componentEnvironment(component: AppComponent, instance: Pick<Instance, 'parameters' | 'title'>, around: Surroundings): ComponentEnvironment {
  const plain: Record<string, string> = {};
  const secrets: Record<string, string> = {};
  for (const [name, from] of Object.entries(component.environment ?? {})) {
    if ('secret' in from) secrets[name] = from.secret;
    else if ('value' in from) plain[name] = from.value;
    else if ('configuration' in from) {
      const chosen = instance.parameters[from.configuration];
      if (chosen !== undefined) plain[name] = typeof chosen === 'string' ? chosen : JSON.stringify(chosen);
    } else if ('need' in from) {
      if (!around.needs.has(from.need)) throw new NeedUnmet(`„${from.need}“; das bietet diese Plattform noch nicht`);
      // Some of them are passwords.
      secrets[name] = needSecret(from.need);
    } else plain[name] = from.platform === 'address' ? around.address : from.platform === 'title' ? instance.title : 'de';
  }
  return { plain, secrets };
}
