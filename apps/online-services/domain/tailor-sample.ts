import type { CompiledService } from './compile-service-package.ts';
import type { Sample } from './service-package.ts';

/** A sample as it can be filled in where an authority leaves questions out: without their answers and without the pages on which nothing else is asked. */
export function tailorSample(service: CompiledService, sample: Sample): Sample {
  if (!service.overlay.questions) return sample;
  const asked = new Set([...service.package.flow.pages.flatMap((page) => (page.repeat === undefined ? page.fields : page.pages.flatMap(({ fields }) => fields))), ...service.package.flow.declaration]);
  const pages = new Set(service.package.flow.pages.flatMap((page) => [page.id, ...(page.repeat === undefined ? [] : page.pages.map(({ id }) => id))]));
  const answersOf = (answers: Sample['answers']) => Object.fromEntries(Object.entries(answers).filter(([id]) => asked.has(id)));
  const { path, pruned, rowPaths } = sample.expect;
  return {
    ...sample, answers: answersOf(sample.answers),
    ...(sample.rows ? { rows: Object.fromEntries(Object.entries(sample.rows).map(([group, rows]) => [group, rows.map(answersOf)])) } : {}),
    expect: {
      ...sample.expect, path: path.filter((id) => pages.has(id)), pruned: pruned.filter((id) => asked.has(id.replace(/\[\d+\]/u, ''))),
      ...(rowPaths ? { rowPaths: Object.fromEntries(Object.entries(rowPaths).map(([group, rows]) => [group, rows.map((ids) => ids.filter((id) => pages.has(id)))])) } : {}),
    },
  };
}
