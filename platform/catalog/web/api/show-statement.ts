import type { CurrentStatement } from '../../domain/sustainability.ts';

/** A statement on sustainability as the API shows it. */
export function showStatement({ id, topic, value, source, link, statedOn, lastDay, isExpired, author, authorName, confirmedOn, sha256 }: CurrentStatement) {
  return { id, topic, value, source, link, statedOn, lastDay, expired: isExpired, author, authorName, confirmedOn, sha256 };
}
