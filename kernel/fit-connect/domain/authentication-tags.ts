import { timingSafeEqual } from 'node:crypto';
import { demand } from './refusal.ts';
import type { AuthenticationTags } from './security-event.ts';

/**
 * Compares the tags of an event with those of the parts at hand: the same parts, each with the same tag. Throws FitConnectRefusal that names the part: `tag-missing` where a part has no tag or a tag no part, `tag-differs`
 * where it is another.
 */
export function checkAuthenticationTags(inEvent: AuthenticationTags | undefined, atHand: AuthenticationTags): void {
  demand(inEvent !== undefined, 'tag-missing', 'submission');
  compare(inEvent.metadata, atHand.metadata, 'metadata');
  demand((inEvent.data === undefined) === (atHand.data === undefined), 'tag-missing', 'data');
  if (inEvent.data !== undefined && atHand.data !== undefined) compare(inEvent.data, atHand.data, 'data');
  const [said, there] = [inEvent.attachments ?? {}, atHand.attachments ?? {}];
  demand(Object.keys(said).length === Object.keys(there).length && Object.keys(there).every((id) => Object.hasOwn(said, id)), 'tag-missing', 'attachments');
  for (const [id, tag] of Object.entries(there)) compare(said[id] ?? '', tag, `attachment:${id}`);
}

function compare(said: string, there: string, instance: 'metadata' | 'data' | `attachment:${string}`): void {
  demand(said.length === there.length && timingSafeEqual(Buffer.from(said), Buffer.from(there)), 'tag-differs', instance);
}
