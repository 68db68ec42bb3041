import assert from 'node:assert/strict';
import type { Person } from '../person.ts';

/** The PDF that a link leads to, as text in Latin-1, fetched with the cookies of the window. */
export async function fileBehind(person: Person, link: string | RegExp): Promise<string> {
  const href = await person.page.locator('main').getByRole('link', { name: link }).first().getAttribute('href');
  const answer = await person.page.request.get(href ?? assert.fail(`no link ${String(link)}`));
  assert.equal(answer.status(), 200);
  assert.match(answer.headers()['content-type'] ?? '', /^application\/pdf/);
  return (await answer.body()).toString('latin1');
}
