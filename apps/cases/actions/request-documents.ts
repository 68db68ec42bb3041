import { newId } from '@allmende/database';
import { NotFound } from '@allmende/errors';
import { addDays, formatDate } from '@allmende/time';
import { insertRequest } from '../data/document-request.ts';
import { waitFor } from '../domain/case-file.ts';
import { readRequest, requestChoices } from '../domain/document-request.ts';
import { decideCases } from '../domain/permissions.ts';
import { openPart, sealPart } from './case-seals.ts';
import { changeCase, type Alongside, type ChangeContext } from './change-case.ts';

/**
 * Asks the applicant for documents: the case waits, and the applicant finds the letter with its day as a task on the status page. `asked` are keys of the service's evidence; none is fine, the text then says what is
 * wanted. Throws InvalidInput, NotFound, CaseChanged, NotPossibleNow.
 */
export async function requestDocuments(ctx: ChangeContext, input: { readonly case: string; readonly version: number; readonly asked: readonly string[]; readonly text: string; readonly dueOn: string }, alongside?: Alongside): Promise<{ readonly version: number }> {
  return changeCase(ctx, decideCases, input, async (tx, { file, sealed, key, at, staff }) => {
    const content = openPart('content', key, ctx.tenant, file.id, sealed);
    if (content.submission !== file.application) throw new NotFound();
    const { asked, text, dueOn } = readRequest(requestChoices(content), input, ctx.clock.today(), addDays);
    const waiting = waitFor(file, { accountId: staff.accountId, name: staff.name });
    const id = newId();
    const missing = asked.map(({ label }) => label.de);
    await insertRequest(tx, { id, caseId: file.id, dueOn, askedAt: at, sealed: sealPart('request', key, ctx.tenant, id, { text, missing }) });
    return { file: waiting, kind: 'requested', note: [...(missing.length === 0 ? ['Schreiben an die antragstellende Person'] : missing), `bis einschließlich ${formatDate(dueOn, 'de')}`].join(', '), replies: [id], facts: { documents: missing.length, dueOn } };
  }, alongside);
}
