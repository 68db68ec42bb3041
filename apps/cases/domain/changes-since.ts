/** What was done to a case after somebody saw it in version `seen`, oldest first. Each change raises the version by one and stands in the history once, so the newest entries are those that the person has not seen. */
export function changesSince<Entry>(history: readonly Entry[], seen: number, now: number): readonly Entry[] {
  const unseen = Number.isSafeInteger(seen) && seen > 0 ? Math.max(now - seen, 0) : 0;
  return unseen === 0 ? [] : history.slice(-unseen);
}
