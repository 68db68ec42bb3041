import type { PackageProblem } from './check-shape.ts';
import type { ServicePackage } from './service-package.ts';

/** Whether what answers come from elsewhere into, other sources, earlier applications and earlier versions, are fields of the package. */
export function checkCarriedOver({ service, fields, flow, prefill, followUp, migrations }: ServicePackage): PackageProblem[] {
  const known = new Set(fields.map(({ id }) => id));
  const unknown = (file: string, pointer: string, ids: readonly string[]) => ids.filter((id) => !known.has(id)).map((id) => ({ file, pointer, message: `unknown field ${id}` }));
  const carried = followUp === undefined || followUp.fields === 'all' ? [] : followUp.fields;
  return [
    ...(prefill?.sources ?? []).flatMap(({ attributes }, index) => unknown('prefill.yaml', `/sources/${index}/attributes`, Object.values(attributes))),
    ...unknown('follow-up.yaml', '/fields', carried),
    ...carried.filter((id) => flow.declaration.includes(id)).map((id) => ({ file: 'follow-up.yaml', pointer: '/fields', message: `${id} is a declaration: each application makes its own` })),
    ...Object.entries(migrations?.migrations ?? {}).flatMap(([version, { rename = {}, remove = [] }]) => {
      const pointer = `/migrations/${version}`;
      const problem = (message: string): PackageProblem => ({ file: 'migrations.yaml', pointer, message });
      const targets = Object.values(rename);
      return [
        ...(version === service.version ? [problem('leads from the version itself')] : []),
        ...unknown('migrations.yaml', `${pointer}/rename`, targets),
        ...targets.filter((id, index) => targets.indexOf(id) !== index).map((id) => problem(`two answers would become ${id}`)),
        ...Object.keys(rename).filter((id) => remove.includes(id)).map((id) => problem(`${id} is both renamed and removed`)),
      ];
    }),
  ];
}
