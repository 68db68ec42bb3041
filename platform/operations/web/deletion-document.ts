import type { DocumentModel } from '@allmende/documents';
import { formatInstant } from '@allmende/time';
import type { Locale } from '@allmende/i18n';
import type { DeletionProof } from '../domain/deletion.ts';
import { deletionTexts } from './deletion-texts.ts';

/** The proof of a deletion as a document for the file of the authority. */
export function deletionDocument(model: { readonly proof: DeletionProof; readonly sha256: string; readonly authority: string; readonly locale: Locale }): DocumentModel {
  const { proof, locale } = model;
  const t = deletionTexts(locale);
  const at = (instant: string) => formatInstant(new Date(instant), locale);
  return {
    kind: 'record', locale, title: t.title(proof.title), sender: { name: 'Allmende', addressLines: [] }, recipient: { lines: [model.authority] }, date: proof.deletedAt.slice(0, 10),
    blocks: [
      { kind: 'paragraph', text: t.lead(at(proof.deletedAt)) },
      { kind: 'definitions', items: [
        { term: t.app, description: `${proof.title} (${proof.app}${proof.packageVersion === null ? '' : ` ${proof.packageVersion}`})` }, { term: t.instance, description: proof.instance }, { term: t.contract, description: proof.contract }, { term: t.runtime, description: proof.runtime },
        { term: t.gone, description: t.generations(proof.generationsGone.join(', ')) }, { term: t.key, description: proof.keyDestroyed === null ? t.noKey : t.destroyed(proof.keyDestroyed) },
      ] },
      { kind: 'heading', level: 2, text: t.returned },
      ...(proof.returned.length === 0
        ? [{ kind: 'paragraph' as const, text: t.nothingReturned }]
        : [{ kind: 'table' as const, caption: t.returned, columns: [t.made, t.files, t.fetched, t.erasedBy, 'SHA-256'], rows: proof.returned.map((one) => [at(one.madeAt), String(one.files), one.fetchedAt === null ? t.never : at(one.fetchedAt), at(one.erasedBy), one.sha256]) }]),
      { kind: 'heading', level: 2, text: t.backups },
      { kind: 'paragraph', text: proof.backupsErased.length === 0 ? t.noBackups : t.backupsGo(proof.backupsErased.length) },
      { kind: 'heading', level: 2, text: t.check },
      { kind: 'paragraph', text: t.checkText },
      { kind: 'definitions', items: [{ term: 'SHA-256', description: model.sha256 }] },
    ],
  };
}
