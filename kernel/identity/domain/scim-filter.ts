import { ScimRefused } from './scim-error.ts';

/** `attribute eq "value"`, with the attribute in lower case. */
export type ScimFilter = { readonly attribute: string; readonly value: string | boolean };

/** Reads the one kind of filter that is understood: an attribute, `eq`, and a text, true or false. Throws ScimRefused (invalidFilter) for every other. Source: RFC 7644 § 3.4.2.2. */
export function readScimFilter(text: string): ScimFilter {
  const [, attribute, value] = /^\s*([a-z][\w.$:-]{0,200})\s+eq\s+("(?:[^"\\]|\\.)*"|true|false)\s*$/iu.exec(text.slice(0, 2000)) ?? [];
  if (attribute === undefined || value === undefined) throw new ScimRefused('invalid', 'Only filters of the form: attribute eq "value".', { scimType: 'invalidFilter', status: 400 });
  try {
    return { attribute: attribute.toLowerCase().replace(/^urn:ietf:params:scim:schemas:core:2\.0:(?:user|group):/u, ''), value: JSON.parse(value.startsWith('"') ? value : value.toLowerCase()) as string | boolean };
  } catch (error) {
    throw new ScimRefused('invalid', `The value of the filter is no JSON text: ${(error as Error).message}`, { scimType: 'invalidFilter', status: 400 });
  }
}
