import type { IRegularForbiddenRuleType } from 'dependency-cruiser';

const test = ['/tests/', '/testing/', '\\.test\\.ts$', '\\.spec\\.ts$'];
const room = '^(?:kernel|platform|apps)/[^/]+';
const npm = (...names: string[]) => `(?:^|/)node_modules/(?:${names.join('|')})/`;
const kernel = (...names: string[]) => `^kernel/(?:${names.join('|')})/`;

// A type leaves no trace at run time: it may come from where the code may not.
const exceptTypes = { dependencyTypesNot: ['type-only' as const] };

/**
 * Who may import whom. The comment of a rule is the reason that a failed test prints.
 * @param publicFiles the files that the rooms' package.json files export, relative to the repository
 */
export function importRules(publicFiles: readonly string[]): IRegularForbiddenRuleType[] {
  const rule = (name: string, comment: string, from: IRegularForbiddenRuleType['from'], to: IRegularForbiddenRuleType['to']): IRegularForbiddenRuleType => ({ name, comment, severity: 'error', from, to });
  const exported = publicFiles.map((file) => `^${file.replaceAll('.', '\\.')}$`);
  return [
    rule('kernel-knows-no-business', 'The kernel is ground for everyone, so it may know nobody who stands on it.', { path: '^kernel/' }, { path: '^(?:platform|apps|processes|tools|e2e)/' }),
    rule('platform-below-apps', 'The platform runs apps it has never heard of; it knows them only as types of its own.', { path: '^platform/' }, { path: '^(?:apps|processes|tools|e2e)/' }),
    rule('apps-are-registered-not-run', 'Apps are mounted by the processes; importing a process would turn the arrow round.', { path: '^apps/' }, { path: '^(?:processes|tools|e2e)/' }),
    rule('processes-stand-alone', 'What runs in production must not need the tools of development.', { path: '^processes/', pathNot: test }, { path: '^(?:tools|e2e)/' }),
    rule('no-cycle', 'Two files that need each other are one file, or one of them knows too much.', {}, { circular: true }),
    rule('only-public-exports', 'What a neighbour does not export may change any day without notice.', { path: '^([^/]+/[^/]+)/' }, { path: '^(?:kernel|platform|apps|processes)/', pathNot: ['^$1/', ...exported] }),
    rule('module-for-processes', 'module.ts is what the processes mount; a room that imports it would mount a neighbour by itself.', { path: room, pathNot: [...test, '/module\\.ts$'] }, { path: `${room}/module\\.ts$`, ...exceptTypes }),
    rule('testing-only-from-tests', 'Builders and fakes would otherwise reach production.', { path: '^(?:kernel|platform|apps|processes)/', pathNot: test }, { path: '^[^/]+/[^/]+/testing/' }),
    rule('every-import-resolves', 'What cannot be found is not guarded either.', {}, { couldNotResolve: true }),

    rule(
      'domain-is-pure',
      'Rules that need no database, clock or network can be read against the law and tested in a second.',
      { path: `^(${room}/domain)/`, pathNot: test },
      {
        path: '.',
        pathNot: [
          '^$1/',
          kernel('errors', 'ids', 'time', 'money', 'i18n'),
          // permissions.ts and events.ts only declare; deciding and sending happen in actions.
          kernel('access', 'events'),
          // Hashes are arithmetic: audit commits to what is said, packages are named by their content.
          '^(?:node:)?crypto$',
          // Pure functions over values they are given: canonical JSON, schemas, licence expressions, XML.
          npm('canonicalize', 'typebox', 'spdx-expression-parse', 'spdx-license-list', 'yaml', 'csv-parse', 'intl-messageformat', 'saxes', '@xmldom/xmldom', 'tldts'),
        ],
        ...exceptTypes,
      },
    ),
    rule('data-knows-its-domain', 'SQL loads and saves what the domain describes; use cases, pages and outside systems lie above it.', { path: `^(${room})/data/`, pathNot: test }, { path: '^$1/(?:actions|web|jobs|clients)/', ...exceptTypes }),
    rule('no-query-across-rooms', 'Each room owns its tables; whoever wants another room\'s rows asks its action.', { path: '^((?:platform|apps)/[^/]+)/data/', pathNot: test }, { path: '^(?:platform|apps)/', pathNot: '^$1/', ...exceptTypes }),
    rule('clients-know-their-domain', 'A client translates between an outside system and the domain, and decides nothing.', { path: `^(${room})/clients/`, pathNot: test }, { path: '^$1/(?:actions|web|jobs|data)/', ...exceptTypes }),
    rule('actions-do-not-know-pages', 'A use case must work for a page, a job and a program alike.', { path: `^(${room})/actions/`, pathNot: test }, { path: '^$1/web/' }),
    rule('jobs-call-actions', 'A job is one more way into a use case, with no way past it to the tables.', { path: `^(${room})/jobs/`, pathNot: test }, { path: '^$1/(?:data|web|clients)/', ...exceptTypes }),
    rule('web-calls-actions', 'A page parses, calls one use case and shows; permission and transaction live in the action.', { path: `^(${room})/web/`, pathNot: test }, { path: '^$1/(?:data|clients|jobs)/', ...exceptTypes }),
    rule('views-get-plain-data', 'A view that could query or decide would do so out of sight of every permission.', { path: '\\.view\\.ts$' }, { path: '/(?:actions|data|clients|jobs)/', ...exceptTypes }),

    rule(
      'sql-only-in-data',
      'All queries of a room in one folder can be read for a forgotten tenant in one sitting.',
      // The operator's command starts the database server and waits until it answers.
      { path: '^(?:kernel|platform|apps|processes|efa)/', pathNot: ['/data/', kernel('database', 'jobs'), '^processes/operator/supervision/', ...test] },
      { path: npm('kysely', 'pg', 'graphile-worker') },
    ),
    rule(
      'outside-only-in-clients',
      'Every call that leaves the house can be listed, faked and forbidden in one place.',
      { path: '^(?:kernel|platform|apps)/', pathNot: ['/clients/', kernel('http', 'database'), ...test] },
      { path: ['^(?:node:)?(?:http|https|http2|net|tls|dgram|dns)(?:/promises)?$', npm('undici')], ...exceptTypes },
    ),
  ];
}
