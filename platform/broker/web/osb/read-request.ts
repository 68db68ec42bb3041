import { InvalidInput, type FieldProblem } from '@allmende/errors';
import type { ProtocolRequest } from '@allmende/http';

type Body = Readonly<Record<string, unknown>>;

/** The JSON object that was sent. Throws InvalidInput for anything else. */
export function bodyOf(request: Pick<ProtocolRequest, 'body'>): Body {
  const { body } = request;
  if (typeof body !== 'object' || body === null || Array.isArray(body)) throw new InvalidInput([{ pointer: '', code: 'object', message: 'Bitte senden Sie ein JSON-Objekt.' }]);
  return body as Body;
}

/** Texts that must be there. Throws InvalidInput with all that are missing, empty or too long. */
export function textsOf<Name extends string>(body: Body, names: readonly Name[]): Readonly<Record<Name, string>> {
  const problems = names.flatMap((name): FieldProblem[] => {
    const value = body[name];
    if (value === undefined) return [{ pointer: `/${name}`, code: 'required', message: `Die Angabe „${name}“ fehlt.` }];
    return typeof value === 'string' && value !== '' && value.length <= 200 ? [] : [{ pointer: `/${name}`, code: 'text', message: `Die Angabe „${name}“ ist ein Text von 1 bis 200 Zeichen.` }];
  });
  if (problems.length > 0) throw new InvalidInput(problems);
  return Object.fromEntries(names.map((name) => [name, body[name]])) as Record<Name, string>;
}

/** A text that may be missing. Throws InvalidInput. */
export function textIfThere(body: Body, name: string): string | undefined {
  return body[name] === undefined ? undefined : textsOf(body, [name])[name];
}

/** An object that may be missing. Throws InvalidInput. */
export function objectIfThere(body: Body, name: string): Body | undefined {
  const value = body[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'object' || Array.isArray(value)) throw new InvalidInput([{ pointer: `/${name}`, code: 'object', message: `Die Angabe „${name}“ ist ein JSON-Objekt.` }]);
  return value as Body;
}

/** `maintenance_info.version`; undefined when nothing is said. Throws InvalidInput. */
export function versionOf(body: Body): string | undefined {
  const info = objectIfThere(body, 'maintenance_info');
  return info && textsOf(info, ['version']).version;
}

/** The marketplace's own name for something: 1 to 100 characters, by preference a GUID. Throws InvalidInput. */
export function nameOf(request: Pick<ProtocolRequest, 'params'>, part: 'instance' | 'binding'): string {
  const name = request.params[part] ?? '';
  if (name.length < 1 || [...name].length > 100 || /\p{Cc}/u.test(name)) throw new InvalidInput([{ pointer: `/${part}_id`, code: 'length', message: 'Der Name hat 1 bis 100 Zeichen.' }]);
  return name;
}

/** `accepts_incomplete=true`. */
export function acceptsIncomplete(request: Pick<ProtocolRequest, 'query'>): boolean {
  return request.query['accepts_incomplete'] === 'true';
}
